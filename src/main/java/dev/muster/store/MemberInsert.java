package dev.muster.store;

import dev.muster.campaign.RunKey;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Adds members to a run, many at a time, in the transaction that is under way. */
interface MemberInsert {

  /** Adds members of a run. */
  void add(RunKey run, List<? extends Member> members);

  /** The way of a kind of database. */
  static MemberInsert in(JdbcTemplate jdbc, DatabaseType databaseType) {
    return switch (databaseType) {
      case H2 -> new MemberArrays(jdbc);
      case POSTGRESQL -> new MemberCopy(jdbc);
    };
  }
}
