package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.UserId;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table, or a shop's own view, of those who are sent nothing by any campaign. */
public final class Suppressions {
  /** Its name. */
  public static final String TABLE = "suppressions";

  private static final int PAGE = 50_000;
  private static final String IDS =
      "select distinct cast(user_id as varchar) as user_id from suppressions where user_id is not null";

  private final JdbcTemplate jdbc;

  public Suppressions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** How many user ids are in it. */
  public long count() {
    return requireNonNull(
        jdbc.queryForObject("select count(*) from (%s) listed".formatted(IDS), Long.class));
  }

  /** Whether a user is in it. */
  public boolean has(UserId user) {
    return !jdbc.query(
            "select 1 from (%s) listed where user_id = ?".formatted(IDS),
            statement -> statement.setString(1, user.value()),
            (row, _) -> true)
        .isEmpty();
  }

  /** Hands over all user ids, some thousands at a time. */
  public void each(Consumer<List<String>> users) {
    var page = page("");
    while (!page.isEmpty()) {
      users.accept(page);
      page = page(page.getLast());
    }
  }

  private List<String> page(String behind) {
    return jdbc.query(
        "select user_id from (%s) listed where user_id > ? order by user_id limit %d"
            .formatted(IDS, PAGE),
        statement -> statement.setString(1, behind),
        (row, _) -> row.getString("user_id"));
  }
}
