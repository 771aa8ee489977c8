package dev.muster.web;

import dev.muster.store.Intervention;
import java.util.List;

/**
 * Begins commands in processes of their own, each of which stands in the audit before it begins.
 */
record AuditedWorkers(Site site, WorkerProcesses workers) {

  /**
   * Begins a command, or has it wait its turn.
   *
   * @param subject the run, or the campaign, that is worked on: one process for each
   * @return whether it does; not where another one of that subject has not ended, and then nothing
   *     is in the audit
   */
  boolean begin(String subject, Intervention intervention, List<String> arguments) {
    var trail = site.application().store().audit();
    return workers.begin(
        subject, () -> trail.begin(intervention, site.clock().instant()), arguments);
  }
}
