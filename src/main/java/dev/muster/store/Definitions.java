package dev.muster.store;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a run's campaign said when it was planned: the texts of its files, and the user ids of its
 * lists. A restart reads these, whatever has become of the files.
 */
public final class Definitions {
  private final JdbcTemplate jdbc;

  Definitions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
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

  /**
   * Keeps the texts of a live campaign's run, as {@link #freeze} does, but once for all runs of the
   * campaign that were planned with the same ones: there may be one a second.
   */
  public void share(Run run, Map<String, String> texts) {
    var campaign = run.id().campaign();
    var digest = DefinitionDigest.of(texts);
    if (!use(run, digest)) {
      add(campaign, digest, texts);
      use(run, digest);
    }
    jdbc.update(
        "update muster_run set definition_id = ? where id = ?",
        shared(campaign, digest).orElseThrow(),
        run.key().value());
  }

  /** Whoever forgets a definition does so before, or finds it used. */
  private boolean use(Run run, DefinitionDigest digest) {
    return jdbc.update(
            "update muster_definition set %s = ? where campaign = ? and digest = ?"
                .formatted(latestRun(run.purpose())),
            Times.bind(run.id().plannedAt()),
            run.id().campaign().value(),
            digest.hex())
        > 0;
  }

  /** Forgets a campaign's definitions and lists that no run has any more, but for the latest. */
  public void forgetUnused(CampaignId campaign) {
    forgetUnused(
        campaign,
        "muster_definition",
        "select 1 from muster_run user_of where user_of.definition_id = d.id");
    forgetUnused(
        campaign,
        "muster_list",
        "select 1 from muster_list_count user_of where user_of.list_id = d.id");
  }

  private void forgetUnused(CampaignId campaign, String table, String used) {
    // Held against what others have: who is about to be used again turns out to be the latest.
    jdbc.update(
        """
        delete from %1$s d
        where d.campaign = ? and not exists (%2$s)
          and (d.real_run_at is null or d.real_run_at < (
              select max(other.real_run_at) from %1$s other where other.campaign = d.campaign))
          and (d.rehearsed_run_at is null or d.rehearsed_run_at < (
              select max(other.rehearsed_run_at) from %1$s other
              where other.campaign = d.campaign))
        """
            .formatted(table, used),
        campaign.value());
  }

  private Optional<Long> shared(CampaignId campaign, DefinitionDigest digest) {
    return jdbc
        .query(
            "select id from muster_definition where campaign = ? and digest = ?",
            (row, index) -> row.getLong("id"),
            campaign.value(),
            digest.hex())
        .stream()
        .findFirst();
  }

  /** Whoever takes a campaign's triggers up is alone with it. */
  private void add(CampaignId campaign, DefinitionDigest digest, Map<String, String> texts) {
    jdbc.update(
        "insert into muster_definition (campaign, digest) values (?, ?)",
        campaign.value(),
        digest.hex());
    var added = shared(campaign, digest).orElseThrow();
    texts.forEach((path, text) ->
        jdbc.update(
            "insert into muster_definition_file (definition_id, path, content) values (?, ?, ?)",
            added,
            path,
            text));
  }

  static String latestRun(Purpose purpose) {
    return switch (purpose) {
      case REAL -> "real_run_at";
      case REHEARSAL -> "rehearsed_run_at";
    };
  }

  /** The texts that were frozen, whether for the run alone or for others, too. */
  public SequencedMap<String, String> texts(RunKey run) {
    return texts(
        """
        select path, content from muster_run_file where run_id = ?
        union all
        select f.path, f.content
        from muster_run r
        join muster_definition_file f on f.definition_id = r.definition_id
        where r.id = ?
        order by path
        """,
        run.value(),
        run.value());
  }

  /**
   * The texts of a live campaign's latest run, though that may have been pruned; none where there
   * was no run, or only of earlier versions, whose texts go with them.
   */
  public SequencedMap<String, String> latestShared(LiveTriggers.Of of) {
    var latest = latestRun(of.purpose());
    return texts(
        """
        select f.path, f.content
        from (
            select id from muster_definition
            where campaign = ? and %1$s is not null
            order by %1$s desc
            fetch first row only
        ) latest
        join muster_definition_file f on f.definition_id = latest.id
        order by f.path
        """
            .formatted(latest),
        of.campaign().value());
  }

  private SequencedMap<String, String> texts(String sql, Object... parameters) {
    var texts = new LinkedHashMap<String, String>();
    jdbc.query(
        sql,
        row -> {
          texts.put(row.getString("path"), row.getString("content"));
        },
        parameters);
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

  /** The user ids of one list, in their order; only those who are asked about, if some are. */
  public List<String> ids(RunKey run, String path, @Nullable List<UserId> only) {
    var ofRun =
        """
        select l.user_id from muster_run_list l where l.run_id = ? and l.path = ?
        """;
    var shared =
        """
        select l.user_id
        from muster_list_count c
        join muster_list_user l on l.list_id = c.list_id
        where c.run_id = ? and c.path = ?
        """;
    var asked =
        only == null
            ? ""
            : " and l.user_id in (select user_id from unnest(cast(? as varchar array)) as asked (user_id))";
    return jdbc.query(
        ofRun + asked + " union all " + shared + asked + " order by user_id",
        statement -> {
          var index = 0;
          for (var each = 0; each < 2; each++) {
            statement.setLong(++index, run.value());
            statement.setString(++index, path);
            if (only != null) {
              Texts.bindUsers(statement, ++index, only);
            }
          }
        },
        (row, index) -> row.getString("user_id"));
  }

  /**
   * Takes the user ids of one list, doubles and all; memory does not grow with them.
   *
   * @param withProfile says how many of some different ids are those of a profile
   */
  public ListWriter list(RunKey run, String path, ToLongFunction<List<String>> withProfile) {
    return new ListWriter(
        jdbc,
        """
        insert into muster_run_list (run_id, path, user_id)
        select ?, ?, ? where not exists (
            select 1 from muster_run_list where run_id = ? and path = ? and user_id = ?)
        """,
        List.of(run.value(), path),
        withProfile,
        sums ->
            jdbc.update(
                """
                insert into muster_list_count (run_id, path, ids, doubles, without_profile)
                values (?, ?, ?, ?, ?)
                """,
                run.value(),
                path,
                sums.ids(),
                sums.doubles(),
                sums.withoutProfile()));
  }

  /** The lists of live campaigns' runs. */
  public SharedLists lists() {
    return new SharedLists(jdbc);
  }
}
