package dev.muster.cli;

import dev.muster.intake.ImportProgress;
import dev.muster.intake.Source;
import dev.muster.log.StandardError;
import dev.muster.run.Figures;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a person how an import comes along, on standard error. */
sealed interface ImportWatch extends ImportProgress, AutoCloseable {

  /** A progress bar on a terminal, a line every few seconds elsewhere. */
  static ImportWatch onThisTerminal(Source source) {
    return Terminal.interactive() && !StandardError.isJson() ? new Bar(source) : new Lines(source);
  }

  @Override
  void close();

  /** Along the bytes of the file, where their number is known, else along the rows. */
  final class Bar implements ImportWatch {
    private static final long KIBIBYTE = 1 << 10;

    private final boolean sized;
    private final ProgressBar bar;

    Bar(Source source) {
      sized = source.size().isPresent();
      bar =
          new ProgressBarBuilder()
              .setTaskName("Importing")
              .setInitialMax(source.size().orElse(-1))
              .setUnit(sized ? " KiB" : " rows", sized ? KIBIBYTE : 1)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .build();
    }

    @Override
    public void at(long rows, long bytes) {
      bar.stepTo(sized ? bytes : rows);
      bar.setExtraMessage(" " + Figures.counted(rows, "row"));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A log line every few seconds. */
  final class Lines implements ImportWatch {
    private static final Logger log = LoggerFactory.getLogger(Lines.class);
    private static final long PAUSE = Duration.ofSeconds(5).toNanos();

    private final Source source;
    private long lastLine = System.nanoTime();

    Lines(Source source) {
      this.source = source;
    }

    @Override
    public void at(long rows, long bytes) {
      var now = System.nanoTime();
      if (now - lastLine >= PAUSE) {
        lastLine = now;
        log.info("{}: {} so far{}", source.name(), Figures.counted(rows, "row"), share(bytes));
      }
    }

    @Override
    public void close() {}

    private String share(long bytes) {
      var size = source.size().orElse(0);
      return size == 0 ? "" : ", " + 100 * bytes / size + " % of the file";
    }
  }
}
