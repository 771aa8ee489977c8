package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.report.RunReport;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar: one for finding the audience, one for delivering to it. */
final class BarWatch implements Watch {
  private final Doing doing;
  private @Nullable ProgressBar bar;

  BarWatch(Doing doing) {
    this.doing = doing;
  }

  @Override
  public synchronized void begins(RunId run) {
    show("Finding the audience", -1);
  }

  @Override
  public synchronized void qualified(RunId run, long users) {
    if (bar != null) {
      bar.stepTo(users);
    }
  }

  @Override
  public synchronized void delivers(RunId run, long users) {
    show(doing.title(), users);
  }

  @Override
  public synchronized void delivered(RunId run, long users) {
    if (bar != null) {
      bar.stepBy(users);
    }
  }

  @Override
  public synchronized void ends(RunId run) {
    close();
  }

  /** Its report follows. */
  @Override
  public void ended(RunReport report, Duration took) {}

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private void show(String task, long most) {
    close();
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(most)
            .setUnit(" users", 1)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .showSpeed()
            .build();
  }
}
