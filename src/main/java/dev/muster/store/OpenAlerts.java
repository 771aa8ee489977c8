package dev.muster.store;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The {@link Alerts} that are still to be sent, and how far they come. */
public final class OpenAlerts {
  /** A channel that an alert is still to be sent on, as a condition; an index knows it, too. */
  static final String OPEN =
      Stream.of(
              new AlertDelivery.Off(),
              new AlertDelivery.Due(),
              new AlertDelivery.Sent(),
              new AlertDelivery.Failed(""),
              new AlertDelivery.GivenUp(null))
          .filter(AlertDelivery::isOpen)
          .map(delivery -> "'" + delivery.key() + "'")
          .collect(joining(", ", "state in (", ")"));

  private static final String ON_SOME_CHANNEL =
      "exists (select 1 from muster_alert_channel c where c.alert_id = a.id and c." + OPEN + ")";

  private final JdbcClient jdbc;

  OpenAlerts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The alerts that are still to be sent on some channel, the oldest first. */
  public List<AlertRow> all() {
    return jdbc.sql(
            """
            select distinct alert_id from muster_alert_channel where %s order by alert_id
            """
                .formatted(OPEN))
        .query((row, _) -> new AlertRow(row.getLong("alert_id")))
        .list();
  }

  /** Those of them that are about a subject, in their order. */
  public List<AlertRow> of(AlertSubject subject) {
    return Alerts.about(
            jdbc,
            "select a.id from muster_alert a where campaign = :campaign and %s and "
                + ON_SOME_CHANNEL
                + " order by a.id",
            subject)
        .query((row, _) -> new AlertRow(row.getLong("id")))
        .list();
  }

  /** Those of them that are about a run, or that it has given the day of its campaign. */
  public List<AlertRow> of(RunId run) {
    return jdbc.sql(
            "select a.id from muster_alert a where campaign = :campaign and planned_at = :planned and "
                + ON_SOME_CHANNEL
                + " order by a.id")
        .param("campaign", run.campaign().value())
        .param("planned", Times.bind(run.plannedAt()))
        .query((row, _) -> new AlertRow(row.getLong("id")))
        .list();
  }

  /**
   * Claims an alert on a channel until the caller's transaction ends.
   *
   * @return nothing if somebody else has it, or it is open no more
   */
  public Optional<OpenAlert> claim(AlertRow alert, AlertChannel channel) {
    var claimed =
        jdbc.sql(
                """
                select alert_id from muster_alert_channel
                where alert_id = :alert and channel = :channel and %s
                for update skip locked
                """
                    .formatted(OPEN))
            .param("alert", alert.value())
            .param("channel", channel.key())
            .query((row, _) -> row.getLong("alert_id"))
            .list();
    return claimed.isEmpty() ? Optional.empty() : Optional.of(read(alert));
  }

  private OpenAlert read(AlertRow alert) {
    return jdbc.sql("select * from muster_alert where id = :alert")
        .param("alert", alert.value())
        .query(OpenAlerts::read)
        .single();
  }

  private static OpenAlert read(ResultSet row, int index) throws SQLException {
    var run =
        new RunId(
            new CampaignId(row.getString("campaign")),
            requireNonNull(Times.read(row, "planned_at")));
    return new OpenAlert(
        new AlertRow(row.getLong("id")),
        Alert.key(
            new AlertSubject(run, row.getObject("on_day", LocalDate.class)),
            AlertEvent.of(row.getString("event")),
            row.getInt("ordinal")),
        requireNonNull(Times.read(row, "written_at")),
        new AlertMessage(
            row.getString("recipient"),
            row.getString("subject"),
            row.getString("content"),
            row.getString("webhook")));
  }

  /**
   * Keeps how far an alert has come on a channel; of one that is given up, why it failed last.
   *
   * @param attempted whether that was tried just now
   */
  public void keep(
      AlertRow alert, AlertChannel channel, AlertDelivery delivery, boolean attempted) {
    jdbc.sql(
            """
            update muster_alert_channel
            set state = :state, attempts = attempts + :attempts,
                error = case when :state <> 'sent' then coalesce(:error, error) end
            where alert_id = :alert and channel = :channel
            """)
        .param("state", delivery.key())
        .param("error", delivery.error(), Types.VARCHAR)
        .param("attempts", attempted ? 1 : 0)
        .param("alert", alert.value())
        .param("channel", channel.key())
        .update();
  }
}
