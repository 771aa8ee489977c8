package dev.muster.cli;

import dev.muster.app.BoundedClose;
import dev.muster.app.Surroundings;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** A process that would never end, of which something hangs that its argument says. */
final class Hangs {
  private static final Duration SHORT = Duration.ofMillis(200);

  private Hangs() {}

  public static void main(String[] what) {
    switch (what[0]) {
      case "lock" -> {
        var line = new Muster(Surroundings.of(System.getenv(), Path.of(""))).commandLine();
        var output = CommandLine.populateCommand(new Output(), "--output", "json");
        var _ = new RunAnswer(output, "", line.getOut(), line.getErr());
        var run = new RunId(new CampaignId("all"), Instant.parse("2026-11-16T09:00:00Z"));
        LastResort.guard().hangs(run, "it could not be renewed: No space left on device");
      }
      case "answer" -> {
        LastResort.answering((_, _) -> hang());
        LastResort.end(ExitCode.FAILED, "failed", SHORT);
      }
      case "stop" -> {
        LastResort.endUnlessEnded(SHORT, ExitCode.STOPPED, "asked to stop");
        hang();
      }
      case "close" -> {
        BoundedClose.of("The database", Hangs::hang, SHORT);
        LastResort.exit(ExitCode.REFUSED.code());
      }
      case "exit" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(Hangs::hang));
        LastResort.boundExit(SHORT);
        LastResort.exit(ExitCode.REFUSED.code());
      }
      default -> throw new IllegalArgumentException(what[0]);
    }
  }

  /** For ever, whoever interrupts it. */
  private static void hang() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // It goes on.
      }
    }
  }
}
