package dev.muster.cli;

import dev.muster.gate.Verdict;
import dev.muster.report.MemberTable;
import dev.muster.store.MemberList;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster members}: who was in a run. */
@Command(
    name = "members",
    description = {
      "Lists who was in a run, in order of position, for others to join on: user_id, recipient,"
          + " verdict, due_at, accepted_at, code. Instants are UTC. What a member does not have is"
          + " empty (csv) or null (ndjson): accepted_at is of accepted users, code of rejected and"
          + " invalid ones. A run whose audience has not gone through its gates yet has no members:"
          + " only the header is written, standard error says so, and the exit code is 0. While a"
          + " run is worked on, verdicts are those of the moment."
    },
    mixinStandardHelpOptions = true)
final class MembersCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private RunParameter run;

  @Option(
      names = "--verdict",
      paramLabel = "VERDICT",
      split = ",",
      converter = VerdictOption.class,
      completionCandidates = VerdictOption.class,
      description =
          "Only users with that verdict; several with commas, or repeated:"
              + " ${COMPLETION-CANDIDATES}.")
  private @Nullable List<Verdict> verdicts;

  @Option(
      names = "--format",
      defaultValue = "csv",
      paramLabel = "csv|ndjson",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to, instead of here; the file is written whole, or stays as it was.")
  private @Nullable Path out;

  /** The names are what a user writes. */
  enum Format {
    csv,
    ndjson
  }

  @Override
  public Integer call() {
    try (var application = muster.open()) {
      var store = application.store();
      var stored = run.withUsersIn(store);
      var milestones = application.milestones();
      if (milestones.settled(stored)) {
        DataFile.write(
            out,
            muster.standardOutput(),
            writer -> store.members().list().each(stored, wanted(), table(writer)));
      } else {
        spec.commandLine().getErr().println(withoutMembers(stored));
        DataFile.write(out, muster.standardOutput(), this::table);
      }
      return ExitCode.DONE.code();
    }
  }

  private Set<Verdict> wanted() {
    return verdicts == null ? EnumSet.allOf(Verdict.class) : EnumSet.copyOf(verdicts);
  }

  private Consumer<MemberList.Row> table(Writer writer) {
    return switch (format) {
      case csv -> MemberTable.csv(writer);
      case ndjson -> MemberTable.ndjson(writer);
    };
  }

  private static String withoutMembers(Run run) {
    return run.status() == RunStatus.ABANDONED
        ? "%s: has no members: it was abandoned before its users had gone through the gates"
            .formatted(run.id())
        : "%s: has no members yet: it is %s, and its users have not gone through the gates"
            .formatted(run.id(), run.status().key());
  }
}
