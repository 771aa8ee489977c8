package dev.muster.cli;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.launch.Answer;
import dev.muster.run.Account;
import dev.muster.run.RunEnd;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The simulated month while it passes: up to three machines launch a folder, often at the same
 * moment, and about one launch of five is asked to stop as soon as it has got somewhere. Time
 * stands still while they work.
 */
final class Month implements AutoCloseable {
  private static final int MACHINES = 3;

  private final SettableClock clock = SettableClock.at(Timetable.BEGINNING.toString());
  private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withClock(clock));
  private final List<Machine> machines = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(MACHINES);
  private final Random random = new Random(1);
  private final Path folder;

  private final List<MonthsRuns.Tick> ticks = new ArrayList<>();
  private final List<RunId> missed = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private int launches;
  private int held;

  Month(Database database, Path folder) {
    this.folder = folder;
    var url = database.newUrl();
    var account = new Account(MonthsCampaign.ACCOUNT, new Share(0), null, null, false);
    for (var i = 1; i <= MACHINES; i++) {
      machines.add(new Machine("machine " + i, url, database, sandbox.uri(), account, clock));
    }
    database.migrate(machines.getFirst().database());
  }

  Month users(List<MonthsUser> users) throws Exception {
    var lines = users.stream().map(MonthsUser::line).collect(Collectors.joining());
    var file = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    var first = machines.getFirst();
    first
        .product()
        .intake(first.database())
        .profiles(Source.stream("users", Format.NDJSON, file), Options.defaults());
    return this;
  }

  Month file(String campaign, String text) throws Exception {
    Files.writeString(folder.resolve(campaign + ".yaml"), text);
    return this;
  }

  /** Has the folder launched at these moments, which must be in order. */
  void pass(List<Instant> moments) throws Exception {
    for (var moment : moments) {
      clock.set(moment);
      var cutShort = false;
      for (var done : threads.invokeAll(launchesAtOnce())) {
        var launched = done.get();
        launches++;
        cutShort |= launched.cutShort();
        launched.answers().forEach(answer -> note(answer, launched.cutShort()));
      }
      ticks.add(new MonthsRuns.Tick(moment, cutShort));
    }
  }

  /** One launch, at every third moment two or three. */
  private List<Callable<Machine.Launched>> launchesAtOnce() {
    var count = Math.max(1, random.nextInt(2 * MACHINES) - 2);
    return machines.subList(0, count).stream()
        .<Callable<Machine.Launched>>map(machine -> {
          var points = Interruption.Point.values();
          var point =
              random.nextInt(MACHINES + 1) == 0
                  ? points[random.nextInt(points.length)]
                  : Interruption.Point.NEVER;
          return () -> machine.launch(folder, point);
        })
        .toList();
  }

  private void note(Answer answer, boolean cutShort) {
    if (answer instanceof Answer.Missed(_, var runs)) {
      runs.forEach(report -> missed.add(report.run()));
    }
    if (answer instanceof Answer.Launched(RunEnd.Held _, _, _)) {
      held++;
    }
    var exitCode = ExitCode.of(answer);
    var stopped = cutShort && exitCode == ExitCode.STOPPED;
    if (exitCode != ExitCode.DONE && !stopped) {
      complaints.add(clock.instant() + ": " + answer);
    }
  }

  /** The moments at which somebody launched, in order. */
  List<MonthsRuns.Tick> ticks() {
    return ticks;
  }

  /** How often a launch found a run in another's hands. */
  int meetings() {
    return held;
  }

  /** What launches said that nobody should have to hear. */
  List<String> complaints() {
    return complaints;
  }

  /** The missed runs that launches told of, as often as they did. */
  List<RunId> missedAsTold() {
    return missed;
  }

  MonthsEnd end() {
    var first = machines.getFirst();
    return new MonthsEnd(first.database(), first.store(), sandbox);
  }

  @Override
  public String toString() {
    return "%d launches at %d moments, at %d of them cut short, %d runs, %d messages, %d meetings"
        .formatted(
            launches,
            ticks.size(),
            ticks.stream().filter(MonthsRuns.Tick::cutShort).count(),
            machines.getFirst().store().runs().list(null).size(),
            sandbox.events().size(),
            held);
  }

  @Override
  public void close() {
    threads.close();
    sandbox.close();
    machines.forEach(Machine::close);
  }
}
