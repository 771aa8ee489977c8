package dev.muster.store;

import org.springframework.jdbc.core.JdbcTemplate;

/** One run of the account at a time, whatever campaign and process it belongs to. */
public final class AccountTurn {
  private final JdbcTemplate jdbc;

  AccountTurn(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Tries once to have it, until the caller's transaction ends; without waiting.
   *
   * @return whether it is the caller's
   */
  public boolean tryTake() {
    return !jdbc.query(
            "select id from muster_account for update skip locked", (row, _) -> row.getInt("id"))
        .isEmpty();
  }

  /** Whether there is one to be had, by whomever. */
  public boolean exists() {
    return !jdbc.query("select id from muster_account", (row, _) -> row.getInt("id")).isEmpty();
  }
}
