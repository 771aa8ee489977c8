package dev.muster.check;

import dev.muster.audience.AudienceOptions;
import dev.muster.audience.AudienceQuery;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Who;
import dev.muster.source.QueryPlan;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceTable;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the database would go about a campaign's audience; it is not evaluated.
 *
 * @param accountZone in which days begin
 * @param asOf the instant before which events are seen
 */
public record CampaignCheck(SourceDatabase source, ZoneId accountZone, Instant asOf) {
  private static final String AUDIENCE = "audience";
  // Some 800 MB of pages, as PostgreSQL counts.
  private static final double COSTLY = 100_000;

  /**
   * The plan of the audience's query, in one line.
   *
   * @throws SQLException when the database refuses the query
   */
  public Finding finding(Campaign campaign) throws SQLException {
    return switch (campaign.who().selection()) {
      case Who.Live _ ->
          Finding.ok(
              AUDIENCE,
              "live: a launch asks only for users of events that have come since the last");
      case Who.PastBehaviour past -> {
        var options = AudienceOptions.beforeAnyRun(source, asOf, accountZone, campaign.what());
        yield finding(QueryPlan.of(source, AudienceQuery.of(past.audience(), options)));
      }
    };
  }

  static Finding finding(QueryPlan plan) {
    var expected =
        plan.expectedUsers().isPresent() ? expected(plan.expectedUsers().getAsLong()) + "; " : "";
    var found =
        expected
            + (plan.reads().isEmpty()
                ? "reads no table"
                : plan.reads().stream().map(CampaignCheck::said).collect(Collectors.joining(", ")));
    var whole = plan.reads().stream().filter(CampaignCheck::couldBeNarrowedDown).toList();
    // Together, since a table may be in many partitions.
    return whole.stream().mapToDouble(QueryPlan.Read::cost).sum() < COSTLY
        ? Finding.ok(AUDIENCE, found)
        : Finding.warning(
            AUDIENCE,
            found,
            whole.stream()
                .map(QueryPlan.Read::table)
                .distinct()
                .map(CampaignCheck::advice)
                .collect(Collectors.joining("; ")));
  }

  /** Behind views, nothing says which tables hold events. */
  private static String advice(String table) {
    var where =
        table.equals(SourceTable.Name.EVENTS.table()) ? "" : "if " + table + " holds events: ";
    return where
        + "create index concurrently on %1$s (what events has for name, occurred_at, user_id); analyze %1$s"
            .formatted(table);
  }

  private static String expected(long users) {
    return String.format(
        Locale.ROOT, "the database expects %,d %s", users, users == 1 ? "user" : "users");
  }

  /** All profiles are read where nothing else narrows an audience down; that is as it must be. */
  private static boolean couldBeNarrowedDown(QueryPlan.Read read) {
    return read.index() == null && !read.table().equals(SourceTable.Name.PROFILES.table());
  }

  private static String said(QueryPlan.Read read) {
    return read.index() == null
        ? "reads all of " + read.table()
        : "reads " + read.table() + " by " + read.index();
  }
}
