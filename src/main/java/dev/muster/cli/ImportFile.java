package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.DatabaseFault;
import dev.muster.intake.Format;
import dev.muster.intake.Intake;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.intake.Summary;
import dev.muster.intake.UnreadableSource;
import dev.muster.store.FullDisk;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file that an import reads, and how. */
final class ImportFile {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      paramLabel = "FILE",
      description =
          "A file .csv, .ndjson or .jsonl, each also with .gz behind; - is standard input.")
  private String name;

  @Option(
      names = "--format",
      paramLabel = "csv|ndjson",
      description = "What the file is written in, if its name does not tell.")
  private @Nullable Format format;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Where bad rows go, with line and reason. (Where each of the first 100, or of 20 and more"
              + " in all, is bad for the same reason, the file is refused instead.) Default: beside"
              + " the file, with .rejected behind"
              + " its name; for standard input into the working directory. Only a file of an"
              + " earlier import or an empty one is replaced; /dev/null throws them away.")
  private @Nullable Path rejected;

  /** One of the two imports. */
  @FunctionalInterface
  interface Import {
    Summary run(Intake intake, Source source, Options options) throws SQLException;
  }

  /**
   * Imports the file into the database of the settings.
   *
   * @throws Complaint when the file cannot be read as it is, or the database does not take it
   */
  Summary read(Muster muster, Import how) {
    muster.refuseSource("import");
    try {
      var source = source(muster);
      try (var application = muster.openToWork()) {
        return read(source, how, application);
      }
    } catch (UnreadableSource e) {
      throw Complaint.of(FullDisk.isMeant(e), String.valueOf(e.getMessage()));
    }
  }

  private Summary read(Source source, Import how, Application application) {
    application.forWriting();
    var intake = application.intake();
    try (var watch = ImportWatch.onThisTerminal(source)) {
      return how.run(
          intake, source, new Options(Set.of(), false, Optional.ofNullable(rejected), watch));
    } catch (SQLException e) {
      throw DatabaseFault.complaint(application.settings().database(), e);
    }
  }

  private Source source(Muster muster) {
    if (!name.equals(STANDARD_INPUT)) {
      return Source.file(muster.file(name), Optional.ofNullable(format));
    }
    if (format == null) {
      throw Complaint.needsRemedy(
          "standard input has no name that tells its format, expected --format csv or --format"
              + " ndjson");
    }
    return Source.stream("standard input", format, System.in);
  }
}
