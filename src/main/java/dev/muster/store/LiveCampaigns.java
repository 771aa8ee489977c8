package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Live campaigns, as launches have met them (live.md, "Which triggers are taken up"). */
public final class LiveCampaigns {
  private final JdbcClient jdbc;

  LiveCampaigns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Why a live campaign takes up nothing any more. */
  public enum End {
    /** All places of its cap are given. */
    CAP,
    /** The horizon has reached its end. */
    UNTIL;

    /** Its name in reports and tables. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What launches know of a campaign.
   *
   * @param definition what decides which events trigger it, in words; null while it is stopped
   * @param metAt the as-of of the launch that first met it published, or published again
   * @param start events before it trigger nothing
   * @param watermark the as-of of the last launch that looked
   * @param horizon triggers of before it are too late
   * @param arrivals how far the source was read, as it says itself, or null where it cannot
   * @param ended why it has ended, or null while it has not
   * @param end events from it on trigger nothing, or null for never
   */
  public record Met(
      @Nullable String definition,
      Instant metAt,
      Instant start,
      Instant watermark,
      Instant horizon,
      @Nullable String arrivals,
      @Nullable End ended,
      @Nullable Instant end) {

    /** The same, stopped: published again, it starts anew. */
    public Met stopped() {
      return new Met(null, metAt, start, watermark, horizon, null, ended, end);
    }

    /** The same, as an ended one that a launch has looked at: nothing of before is made up for. */
    public Met stillEnded(Instant asOf) {
      return new Met(definition, metAt, start, asOf, asOf, null, ended, end);
    }
  }

  /** What is known of a campaign; nothing before the first launch that found it published. */
  public Optional<Met> find(CampaignId campaign, Purpose purpose) {
    return jdbc.sql(
            "select * from muster_live where campaign = :campaign and rehearsal = :rehearsal")
        .param("campaign", campaign.value())
        .param("rehearsal", purpose == Purpose.REHEARSAL)
        .query((row, index) -> {
          var ended = row.getString("ended");
          return new Met(
              row.getString("definition"),
              requireNonNull(Times.read(row, "met_at")),
              requireNonNull(Times.read(row, "starts_at")),
              requireNonNull(Times.read(row, "watermark")),
              requireNonNull(Times.read(row, "horizon")),
              row.getString("arrivals"),
              ended == null ? null : End.valueOf(ended.toUpperCase(Locale.ROOT)),
              Times.read(row, "ends_at"));
        })
        .optional();
  }

  /** Those that a launch has met, by their ids; rehearsed ones, too. */
  public List<CampaignId> known() {
    return jdbc.sql("select distinct campaign from muster_live order by campaign")
        .query((row, index) -> new CampaignId(row.getString("campaign")))
        .list();
  }

  /**
   * Writes down what is known from now on, in the transaction of what it tells of.
   *
   * @param found as it was found, or null where nothing was known
   * @return whether that is so still: if not, another launch has looked meanwhile
   */
  public boolean keep(CampaignId campaign, Purpose purpose, @Nullable Met found, Met met) {
    try {
      var statement = jdbc.sql(found == null ? ADD : CHANGE);
      if (found != null) {
        statement =
            statement
                .param("found", Times.bind(found.watermark()))
                .param("before", found.definition() == null ? "" : found.definition());
      }
      return statement
              .param("campaign", campaign.value())
              .param("rehearsal", purpose == Purpose.REHEARSAL)
              .param("definition", met.definition(), Types.VARCHAR)
              .param("met", Times.bind(met.metAt()))
              .param("starts", Times.bind(met.start()))
              .param("watermark", Times.bind(met.watermark()))
              .param("horizon", Times.bind(met.horizon()))
              .param("arrivals", met.arrivals(), Types.VARCHAR)
              .param("ended", met.ended() == null ? null : met.ended().key(), Types.VARCHAR)
              .param("ends", Times.bindNullable(met.end()), Types.TIMESTAMP_WITH_TIMEZONE)
              .update()
          == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private static final String ADD =
      """
      insert into muster_live
          (campaign, rehearsal, definition, met_at, starts_at, watermark, horizon, arrivals, ended,
          ends_at)
      values
          (:campaign, :rehearsal, :definition, :met, :starts, :watermark, :horizon, :arrivals, :ended,
          :ends)
      """;

  private static final String CHANGE =
      """
      update muster_live
      set definition = :definition, met_at = :met, starts_at = :starts, watermark = :watermark,
          horizon = :horizon, arrivals = :arrivals, ended = :ended, ends_at = :ends
      where campaign = :campaign and rehearsal = :rehearsal and watermark = :found
        and coalesce(definition, '') = :before
      """;
}
