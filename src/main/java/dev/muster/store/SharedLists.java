package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The lists of live campaigns' runs, once for each content: there may be a run a second. Whoever
 * takes a campaign's triggers up is alone with it.
 */
public final class SharedLists {
  private final JdbcTemplate jdbc;

  SharedLists(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Has a run use a list that is kept already.
   *
   * @param digest of its file
   * @return whether it is
   */
  public boolean use(Run run, String path, String digest) {
    // Whoever removes it does so before, or finds it used.
    var kept =
        jdbc.update(
            "update muster_list set %s = ? where campaign = ? and digest = ?"
                .formatted(Definitions.latestRun(run.purpose())),
            Times.bind(run.id().plannedAt()),
            run.id().campaign().value(),
            digest);
    if (kept == 0) {
      return false;
    }
    jdbc.update(
        """
        insert into muster_list_count (run_id, path, ids, doubles, without_profile, list_id)
        select ?, ?, ids, doubles, without_profile, id
        from muster_list
        where campaign = ? and digest = ?
        """,
        run.key().value(),
        path,
        run.id().campaign().value(),
        digest);
    return true;
  }

  /**
   * Keeps a list that is not yet; then the run uses it.
   *
   * @param withProfile says how many of some different ids are those of a profile
   */
  public ListWriter add(
      Run run, String path, String digest, ToLongFunction<List<String>> withProfile) {
    jdbc.update(
        """
        insert into muster_list (campaign, digest, ids, doubles, without_profile)
        values (?, ?, 0, 0, 0)
        """,
        run.id().campaign().value(),
        digest);
    var list =
        requireNonNull(
            jdbc.queryForObject(
                "select id from muster_list where campaign = ? and digest = ?",
                Long.class,
                run.id().campaign().value(),
                digest));
    return new ListWriter(
        jdbc,
        """
        insert into muster_list_user (list_id, user_id)
        select ?, ? where not exists (
            select 1 from muster_list_user where list_id = ? and user_id = ?)
        """,
        List.of(list),
        withProfile,
        sums -> {
          jdbc.update(
              "update muster_list set ids = ?, doubles = ?, without_profile = ? where id = ?",
              sums.ids(),
              sums.doubles(),
              sums.withoutProfile(),
              list);
          use(run, path, digest);
        });
  }

  /** The keys of a run's lists by their paths; none where they are kept for that run alone. */
  public Map<String, Long> of(RunKey run) {
    var lists = new HashMap<String, Long>();
    jdbc.query(
        "select path, list_id from muster_list_count where run_id = ? and list_id is not null",
        row -> {
          lists.put(row.getString("path"), row.getLong("list_id"));
        },
        run.value());
    return lists;
  }
}
