package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a run's campaign said when it was planned: the texts of its files, and the user ids of its
 * lists. A restart reads these, whatever has become of the files.
 */
public final class Definitions {
  private static final int BATCH = 5000;

  private final JdbcTemplate jdbc;
  private final DatabaseType databaseType;

  Definitions(JdbcTemplate jdbc, DatabaseType databaseType) {
    this.jdbc = jdbc;
    this.databaseType = databaseType;
  }

  /** Keeps the texts, by their path as the campaign file writes it. */
  public void freeze(RunKey run, Map<String, String> texts) {
    texts.forEach((path, text) ->
        jdbc.update(
            "insert into muster_run_file (run_id, path, content) values (?, ?, ?)",
            run.value(),
            path,
            text));
  }

  /** The texts that were frozen. */
  public SequencedMap<String, String> texts(RunKey run) {
    var texts = new LinkedHashMap<String, String>();
    jdbc.query(
        "select path, content from muster_run_file where run_id = ? order by path",
        row -> {
          texts.put(row.getString("path"), row.getString("content"));
        },
        run.value());
    return texts;
  }

  /** What the run's lists held when it was planned, by path; those of earlier versions are not. */
  public List<ListCount> counts(RunKey run) {
    return jdbc.query(
        """
        select path, ids, doubles, without_profile from muster_list_count
        where run_id = ? order by path
        """,
        (row, index) ->
            new ListCount(
                row.getString("path"),
                row.getLong("ids"),
                row.getLong("doubles"),
                row.getLong("without_profile")),
        run.value());
  }

  /**
   * A list in numbers.
   *
   * @param path as the campaign file writes it
   * @param ids different ones
   * @param doubles how many more ids stand in the file
   * @param withoutProfile how many of the different ones are no profile's
   */
  public record ListCount(String path, long ids, long doubles, long withoutProfile) {}

  /** Takes the user ids of one list, doubles and all; memory does not grow with them. */
  public ListWriter list(RunKey run, String path) {
    return new ListWriter(run, path);
  }

  /** Writes the ids of one list, some thousands at a time. */
  public final class ListWriter {
    private final RunKey run;
    private final String path;
    private final List<String> userIds = new ArrayList<>();
    private long added;

    private ListWriter(RunKey run, String path) {
      this.run = run;
      this.path = path;
    }

    /** Adds one id; one that is there already changes nothing. */
    public void add(String userId) {
      added++;
      userIds.add(userId);
      if (userIds.size() == BATCH) {
        flush();
      }
    }

    /** Writes what is left, and what the list came to; once, after the last id. */
    public ListCount finish() {
      flush();
      var ids =
          count(
              """
              select count(*) from muster_run_list l
              where l.run_id = ? and l.path = ?
              """);
      var withoutProfile =
          count(
              """
              select count(*) from muster_run_list l
              where l.run_id = ? and l.path = ?
                and not exists (select 1 from profiles p where p.user_id = %s)
              """
                  .formatted(Members.inAnyCollation("l.user_id", databaseType)));
      jdbc.update(
          """
          insert into muster_list_count (run_id, path, ids, doubles, without_profile)
          values (?, ?, ?, ?, ?)
          """,
          run.value(),
          path,
          ids,
          added - ids,
          withoutProfile);
      return new ListCount(path, ids, added - ids, withoutProfile);
    }

    private long count(String question) {
      return requireNonNull(jdbc.queryForObject(question, Long.class, run.value(), path));
    }

    private void flush() {
      jdbc.batchUpdate(
          """
          insert into muster_run_list (run_id, path, user_id)
          select ?, ?, ? where not exists (
              select 1 from muster_run_list where run_id = ? and path = ? and user_id = ?)
          """,
          userIds,
          BATCH,
          (row, userId) -> {
            row.setLong(1, run.value());
            row.setString(2, path);
            row.setString(3, userId);
            row.setLong(4, run.value());
            row.setString(5, path);
            row.setString(6, userId);
          });
      userIds.clear();
    }
  }
}
