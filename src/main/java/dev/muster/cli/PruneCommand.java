package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.DatabaseFault;
import dev.muster.campaign.DurationText;
import dev.muster.report.JsonWriter;
import dev.muster.run.Figures;
import dev.muster.run.LivePruning;
import dev.muster.run.Pruning;
import dev.muster.store.Pruned;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster prune}: removes what nobody asks for any more of runs that ended long ago. */
@Command(
    name = "prune",
    description = {
      "Removes the users, requests and definitions of runs that ended long ago. Their reports stay,"
          + " and so do the users whom 'again' of their campaign's latest run still needs. What the"
          + " goal of a run came to is measured before, and kept. A run that is not finished, or"
          + " whose goal is still to be measured, is left as it is. Runs of live campaigns go whole"
          + " when nobody of them has time for the goal any more: they stay in the sums of their days,"
          + " and are left out of what the goal comes to."
    },
    mixinStandardHelpOptions = true)
final class PruneCommand implements Callable<Integer> {
  private static final String OPTION = "--older-than";
  private static final String LEFT = " left, goal not complete, or not to be read";

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Option(
      names = OPTION,
      required = true,
      paramLabel = "AGE",
      description = "How long ago a run has ended, such as 90d.")
  private String olderThan;

  @Option(names = "--dry-run", description = "Says what would be removed, and removes nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    var age =
        DurationText.read(olderThan)
            .orElseThrow(() ->
                Complaint.needsRemedy(
                    "%s: expected %s, found '%s'"
                        .formatted(OPTION, DurationText.EXPECTED, olderThan)));
    try (var application = muster.open()) {
      if (!dryRun) {
        return Audited.perform(
                application.auditing().begin("prune", null, null, null),
                () -> prune(application, age))
            .code();
      }
      return prune(application, age).exitCode().code();
    }
  }

  private Audited.Outcome prune(Application application, Duration age) {
    var pruning = application.pruning();
    var done =
        DatabaseFault.told(
            application.settings().database(),
            application.sourceAccess(),
            () -> prune(pruning, age));
    warn(pruning, done);
    var out = spec.commandLine().getOut();
    if (output.json()) {
      printJson(done, out);
    } else {
      print(done, out);
    }
    out.flush();
    return Audited.Outcome.done();
  }

  /** What became of runs, and what went of live campaigns. */
  private record Done(List<Pruning.Outcome> outcomes, List<LivePruning.Gone> live)
      implements Pruning.Told {
    Done() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public void run(Pruning.Outcome outcome) {
      outcomes.add(outcome);
    }

    @Override
    public void gone(LivePruning.Gone gone) {
      live.add(gone);
    }
  }

  private Done prune(Pruning pruning, Duration age) {
    var done = new Done();
    if (dryRun) {
      pruning.foresee(age, done);
    } else {
      pruning.olderThan(age, done);
    }
    return done;
  }

  private void warn(Pruning pruning, Done done) {
    var err = spec.commandLine().getErr();
    for (var gone : done.live()) {
      pruning
          .warning(gone)
          .ifPresent(warning -> err.println(gone.campaign() + ": the last of its runs " + warning));
    }
    for (var outcome : done.outcomes()) {
      pruning
          .warning(outcome)
          .ifPresent(warning -> err.println(outcome.run().id() + ": " + warning));
    }
    err.flush();
  }

  private void print(Done done, PrintWriter out) {
    var outcomes = done.outcomes();
    if (outcomes.isEmpty() && done.live().isEmpty()) {
      out.println("No finished run ended more than " + olderThan + " ago.");
      return;
    }
    done.live().forEach(gone -> out.println(line(gone)));
    if (outcomes.isEmpty()) {
      return;
    }
    outcomes.forEach(outcome -> out.println(line(outcome)));
    var sum = PrunedSum.of(outcomes);
    out.println(
        "%s %s: %s%s%s%s"
            .formatted(
                Figures.count(sum.runs()),
                sum.runs() == 1 ? "run" : "runs",
                removed(sum.users()),
                sum.held() == 0 ? "" : "; left, worked on: " + Figures.count(sum.held()),
                sum.open() == 0 ? "" : "; left, goal not complete: " + Figures.count(sum.open()),
                dryRun ? "; nothing was changed" : ""));
  }

  private String line(LivePruning.Gone gone) {
    if (gone.runs() == 0) {
      return "%s: %s%s".formatted(gone.campaign(), Figures.counted(gone.left(), "run"), LEFT);
    }
    return "%s: %s with %s%s%s%s"
        .formatted(
            gone.campaign(),
            Figures.counted(gone.runs(), "run"),
            Figures.counted(gone.removed().members() + gone.removed().kept(), "trigger"),
            dryRun
                ? " would be removed, and stay in the sums of their days; nothing was changed"
                : " removed; the sums of their days stay",
            gone.removed().kept() == 0
                ? ""
                : "; %s kept for 'again' or the frequency cap"
                    .formatted(Figures.counted(gone.removed().kept(), "contact")),
            gone.left() == 0 ? "" : "; " + Figures.counted(gone.left(), "run") + LEFT);
  }

  private String line(Pruning.Outcome outcome) {
    var run = outcome.run().id();
    return switch (outcome) {
      case Pruning.Outcome.Done(_, var removed) -> run + ": " + removed(removed);
      case Pruning.Outcome.Held(_, var holder) when holder == null ->
          run + ": left, worked on by somebody";
      case Pruning.Outcome.Held(_, var holder) -> run + ": left, worked on by " + holder;
      case Pruning.Outcome.Open(_, var why) -> run + ": left, " + why;
    };
  }

  private String removed(Pruned removed) {
    return Figures.users(removed.members())
        + (dryRun ? " would be removed" : " removed")
        + (removed.kept() == 0 ? "" : ", %s kept for 'again'".formatted(reached(removed.kept())));
  }

  private static String reached(long users) {
    return Figures.count(users) + (users == 1 ? " reached user" : " reached users");
  }

  private void printJson(Done done, PrintWriter out) {
    var outcomes = done.outcomes();
    var pruned = new ArrayList<Map<String, Object>>();
    var held = new ArrayList<String>();
    var open = new ArrayList<String>();
    for (var outcome : outcomes) {
      var run = outcome.run().id().toString();
      switch (outcome) {
        case Pruning.Outcome.Done(_, var removed) -> pruned.add(tree(run, removed));
        case Pruning.Outcome.Held _ -> held.add(run);
        case Pruning.Outcome.Open _ -> open.add(run);
      }
    }
    var sum = PrunedSum.of(outcomes).users();
    var tree = new LinkedHashMap<String, Object>();
    tree.put("dry_run", dryRun);
    tree.put("pruned", pruned);
    tree.put("held", held);
    tree.put("goal_open", open);
    tree.put("live", done.live().stream().map(PruneCommand::tree).toList());
    tree.put("users_removed", sum.members());
    tree.put("users_kept", sum.kept());
    out.println(JsonWriter.line(tree));
  }

  private static Map<String, Object> tree(LivePruning.Gone gone) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("campaign", gone.campaign().value());
    tree.put("runs_removed", gone.runs());
    tree.put("triggers_removed", gone.removed().members() + gone.removed().kept());
    tree.put("contacts_kept", gone.removed().kept());
    tree.put("runs_left", gone.left());
    return tree;
  }

  private static Map<String, Object> tree(String run, Pruned removed) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("run", run);
    tree.put("users_removed", removed.members());
    tree.put("users_kept", removed.kept());
    return tree;
  }

  /**
   * What came of all runs.
   *
   * @param runs how many were pruned, or would be
   * @param users their users together
   * @param held how many another worker has
   * @param open of how many the goal is not complete
   */
  private record PrunedSum(long runs, Pruned users, long held, long open) {
    static PrunedSum of(List<Pruning.Outcome> outcomes) {
      var done =
          outcomes.stream()
              .filter(Pruning.Outcome.Done.class::isInstance)
              .map(Pruning.Outcome.Done.class::cast)
              .map(Pruning.Outcome.Done::removed)
              .toList();
      return new PrunedSum(
          done.size(),
          new Pruned(
              done.stream().mapToLong(Pruned::members).sum(),
              done.stream().mapToLong(Pruned::kept).sum()),
          outcomes.stream().filter(Pruning.Outcome.Held.class::isInstance).count(),
          outcomes.stream().filter(Pruning.Outcome.Open.class::isInstance).count());
    }
  }
}
