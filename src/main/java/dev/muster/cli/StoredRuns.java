package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.store.Run;
import dev.muster.store.Store;

/** Runs that a user names. */
final class StoredRuns {

  private StoredRuns() {}

  /**
   * The run of that name.
   *
   * @throws Complaint when the name is none, or there is no such run
   */
  static Run named(String name, Store store) {
    try {
      var id = RunId.parse(name);
      return store
          .runs()
          .find(id)
          .orElseThrow(() ->
              new Complaint(
                  ExitCode.WRONG,
                  "there is no run " + id + "; 'muster runs' lists those there are"));
    } catch (IllegalArgumentException e) {
      throw new Complaint(ExitCode.WRONG, String.valueOf(e.getMessage()));
    }
  }
}
