package dev.muster.web;

import dev.muster.store.Intervention;
import java.util.List;

/**
 * Begins commands in processes of their own, each of which stands in the audit before it begins.
 */
record AuditedWorkers(Site site, WorkerProcesses workers) {
  private static final int FAILED = 1;

  /**
   * Begins a command, or has it wait its turn.
   *
   * @param subject the run, or the campaign, that is worked on: one process for each
   * @return whether it does; not where another one of that subject has not ended
   */
  boolean begin(String subject, Intervention intervention, List<String> arguments) {
    if (!workers.state(subject).isEmpty()) {
      return false;
    }
    var trail = site.application().store().audit();
    var row = trail.begin(intervention, site.clock().instant());
    var begins = workers.begin(subject, row, arguments);
    if (!begins) {
      trail.end(row, "another command works on it", FAILED);
    }
    return begins;
  }
}
