package dev.muster.log;

import dev.muster.campaign.RunId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this process works on, one run at a time: every line of the log has it, from whatever thread
 * it comes. A thread's own memory would miss those of pools and libraries.
 */
public final class WorkedOn implements AutoCloseable {
  static final String RUN = "muster.run";

  static final String CAMPAIGN = "muster.campaign";
  private static final String EXECUTION = "muster.execution";

  private static volatile Map<String, Object> fields = Map.of();

  private final Map<String, Object> before;

  private WorkedOn(Map<String, Object> before) {
    this.before = before;
  }

  /** A run is worked on, or spoken of, until this is closed. */
  public static WorkedOn run(RunId run) {
    return now(fields(run));
  }

  /**
   * One of its executions.
   *
   * @param execution its number, from 1; 0 for none
   */
  public static WorkedOn execution(RunId run, int execution) {
    return now(fields(run, execution));
  }

  private static WorkedOn now(Map<String, Object> anew) {
    var opened = new WorkedOn(fields);
    fields = anew;
    return opened;
  }

  /** The run that is worked on has an execution now, until it is not worked on any more. */
  public static void executes(RunId run, int execution) {
    fields = fields(run, execution);
  }

  /** The fields of what is worked on; none where nothing is. */
  static Map<String, Object> fields() {
    return fields;
  }

  /** Those of a run. */
  static Map<String, Object> fields(RunId run) {
    return fields(run, 0);
  }

  private static Map<String, Object> fields(RunId run, int execution) {
    var all = new LinkedHashMap<String, Object>();
    all.put(RUN, run.toString());
    all.put(CAMPAIGN, run.campaign().value());
    if (execution > 0) {
      all.put(EXECUTION, execution);
    }
    return all;
  }

  @Override
  public void close() {
    fields = before;
  }
}
