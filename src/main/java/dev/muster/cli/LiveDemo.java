package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.RunSession;
import dev.muster.app.SystemClocks;
import dev.muster.demo.TwoCarts;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.launch.LaunchRequest;
import dev.muster.launch.LaunchedFile;
import dev.muster.run.Consent;
import dev.muster.run.Figures;
import dev.muster.run.StopSignal;
import dev.muster.sandbox.Sandbox;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * The second act of the demo: a live campaign, launched twice. Nobody waits for the minutes in
 * between: the program's clock is set.
 *
 * @param file the campaign's
 * @param name how it is called
 */
record LiveDemo(Application application, Sandbox sandbox, Path file, String name) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
  private static final Duration IN_THE_AFTERNOON = Duration.ofHours(14);
  private static final Duration UNTIL_THE_SECOND = Duration.ofMinutes(12);

  /**
   * Shows it.
   *
   * @param now the shop is as of then; the act is on the next day
   */
  ExitCode show(Instant now, PrintWriter out, PrintWriter err) throws Exception {
    var carts =
        new TwoCarts(
            now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)).plus(IN_THE_AFTERNOON));
    var before = sandbox.events().size();
    out.println(
        """

        %s is live: who puts something into the cart and does not buy it
        within ten minutes gets a message then. Tomorrow, by the demo's clock:
        """
            .formatted(name));
    line(out, carts.begin(), "a first launch: from now on carts count");
    var first = launch(carts.begin(), err);
    if (first != ExitCode.DONE) {
      return first;
    }
    take(carts);
    line(
        out,
        carts.putIn(),
        "%s puts %s into the cart, and %s %s"
            .formatted(TwoCarts.ADA, TwoCarts.OF_ADA, TwoCarts.BOB, TwoCarts.OF_BOB));
    line(out, carts.bought(), "%s buys %s".formatted(TwoCarts.BOB, TwoCarts.OF_BOB));
    var second = carts.begin().plus(UNTIL_THE_SECOND);
    var end = launch(second, err);
    var arrived = sandbox.events().stream().skip(before).toList();
    line(out, second, "the next launch sends " + Figures.counted(arrived.size(), "message"));
    out.println();
    out.println("What it says, as the sandbox stored it:");
    arrived.forEach(event -> out.println(event.message().path("properties").toPrettyString()));
    out.flush();
    return end;
  }

  private static void line(PrintWriter out, Instant at, String text) {
    out.println("  %s  %s".formatted(TIME.format(at), text));
    out.flush();
  }

  /** Only what is wrong is told. */
  private ExitCode launch(Instant at, PrintWriter err) throws InterruptedException {
    var said = new StringWriter();
    var end = launchSaying(at, new PrintWriter(said, true));
    if (end != ExitCode.DONE) {
      err.print(said);
      err.flush();
    }
    return end;
  }

  private ExitCode launchSaying(Instant at, PrintWriter err) throws InterruptedException {
    try (var silent = new PrintWriter(Writer.nullWriter());
        var watch = Watch.onThisTerminal(Watch.Doing.DELIVERING);
        var answer = new RunAnswer(new Output(), "", silent, err);
        var session =
            RunSession.open(application, watch, new StopSignal(), SystemClocks.startingAt(at))) {
      session.launch(
          new LaunchedFile(file, true), new LaunchRequest(null, null, Consent.NONE), answer::add);
      return answer.exitCode();
    }
  }

  private void take(TwoCarts carts) throws SQLException {
    var intake = application.intake();
    intake.profiles(
        Source.stream("two customers", Format.NDJSON, carts.profiles()), Options.defaults());
    intake.events(
        Source.stream("what they did", Format.NDJSON, carts.events()), Options.defaults());
  }
}
