package dev.muster.run.job;

import dev.muster.run.Halted;
import dev.muster.segmentapi.Halt;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceTable;
import dev.muster.source.UserIds;
import java.sql.SQLException;

/** What is said of a user who has come to have several profiles since the audience was found. */
record DoubledUsers(SourceDatabase source) {

  /** Counts all who have several, which reads all profiles, and tells how to mend it. */
  Halted halted() {
    return new Halted(new Halt.NeedsRemedy(fault(), null));
  }

  private String fault() {
    try {
      var ids = SourceTable.userIds(source);
      if (ids.doubled() > 0) {
        return ids.fault();
      }
    } catch (SQLException e) {
      // How many there are is not to be had, but that there are some is known.
    }
    return "profiles: a user id stood in more than one row; " + UserIds.REMEDY;
  }
}
