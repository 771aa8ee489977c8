package dev.muster.launch;

import dev.muster.report.RunReport;
import dev.muster.run.RunProgress;
import java.time.Duration;

/** Who watches the runs of a launch. Called from several threads. */
public interface LaunchProgress extends RunProgress {

  /**
   * A launch has done with a run for now.
   *
   * @param took how long it worked on it
   */
  void ended(RunReport report, Duration took);
}
