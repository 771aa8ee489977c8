package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.RunSession;
import dev.muster.app.SystemClocks;
import dev.muster.demo.Shop;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.intake.Summary;
import dev.muster.launch.LaunchRequest;
import dev.muster.launch.LaunchedFile;
import dev.muster.run.Consent;
import dev.muster.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster demo}: the main job on a made-up shop, from an empty folder to the report. */
@Command(
    name = "demo",
    description =
        "Runs a campaign on a made-up shop, and then a live one, in an embedded database and towards"
            + " a local sandbox.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String CAMPAIGN = "jobs/cart-reminder.yaml";
  private static final String LIVE = "jobs/cart-abandoned.yaml";
  private static final List<String> FILES = List.of(CAMPAIGN, LIVE, "jobs/segments/employees.yaml");

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    muster.refuseSource("demo");
    var folder = Files.createTempDirectory("muster-demo");
    try (var sandbox = Sandbox.start();
        var application = muster.open(settings(folder, sandbox))) {
      return run(folder, sandbox, application).code();
    } finally {
      delete(folder);
    }
  }

  private static Map<String, Object> settings(Path folder, Sandbox sandbox) {
    return Map.of(
        "muster.database.url", "jdbc:h2:file:" + folder.resolve("shop"),
        "muster.database.username", "",
        "muster.database.password", "",
        "muster.segment.api", sandbox.uri().toString(),
        "muster.segment.write-key", "a-write-key-for-the-sandbox");
  }

  private ExitCode run(Path folder, Sandbox sandbox, Application application) throws Exception {
    var out = spec.commandLine().getOut();
    var planned = SystemClocks.real().program().instant().truncatedTo(ChronoUnit.MINUTES);
    out.println("A small shop, made up: its profiles and what they did in the last 120 days.");
    importShop(Shop.small(planned), application, out);

    out.println();
    out.println(CAMPAIGN + ": who viewed a product twice and put it into the cart this week, but");
    out.println("did not buy that product, gets a reminder. It goes to a sandbox on this machine.");
    out.println();
    out.flush();
    unpack(folder);
    var end = runOnce(folder.resolve(CAMPAIGN), planned, sandbox, application, out);
    return end == ExitCode.DONE
        ? new LiveDemo(application, sandbox, folder.resolve(LIVE), LIVE)
            .show(planned, out, spec.commandLine().getErr())
        : end;
  }

  private ExitCode runOnce(
      Path campaign, Instant planned, Sandbox sandbox, Application application, PrintWriter out)
      throws InterruptedException {
    try (var watch = Watch.onThisTerminal(Watch.Doing.DELIVERING);
        var session = RunSession.open(application, watch)) {
      var file = new LaunchedFile(campaign, true);
      var answer = new RunAnswer(new Output(), "", out, spec.commandLine().getErr());
      session.launch(file, new LaunchRequest(planned, null, Consent.NONE), answer::add);
      printOne(sandbox, out);
      return answer.exitCode();
    }
  }

  private static void importShop(Shop shop, Application application, PrintWriter out)
      throws SQLException {
    var intake = application.intake();
    print(intake.profiles(ndjson("the shop's profiles", shop.profiles()), Options.defaults()), out);
    print(intake.events(ndjson("the shop's events", shop.events()), Options.defaults()), out);
  }

  private static Source ndjson(String name, InputStream rows) {
    return Source.stream(name, Format.NDJSON, rows);
  }

  private static void print(Summary summary, PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "  %,9d %s imported in %.1f s",
            summary.imported(),
            summary.table(),
            summary.took().toMillis() / 1000.0));
    out.flush();
  }

  private static void printOne(Sandbox sandbox, PrintWriter out) {
    sandbox.events().stream()
        .findFirst()
        .ifPresent(event -> {
          out.println("One of the messages, as the sandbox stored it:");
          out.println(event.message().toPrettyString());
        });
    out.flush();
  }

  private static void unpack(Path folder) throws IOException {
    for (var name : FILES) {
      var file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      try (var packed = DemoCommand.class.getClassLoader().getResourceAsStream(name)) {
        if (packed == null) {
          throw new IllegalStateException("the program lacks its file " + name);
        }
        Files.copy(packed, file);
      }
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's folder could not be removed: " + folder, e);
    }
  }
}
