package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * The alerts of runs and of live campaigns' days, an outbox: each is written in the transaction
 * that writes the end of its run, and sent after that. They belong to a planned time, not to a
 * run's row, which goes when a missed run is made up for.
 */
public final class Alerts {
  private final JdbcClient jdbc;
  private final Savepoint savepoint;

  Alerts(JdbcClient jdbc, Savepoint savepoint) {
    this.jdbc = jdbc;
    this.savepoint = savepoint;
  }

  /** The ordinal that a subject's next alert has, whatever the purpose of its run. */
  public int next(AlertSubject subject) {
    return about(
            """
            select coalesce(max(ordinal), 0) + 1 from muster_alert
            where campaign = :campaign and %s
            """,
            subject)
        .query(Integer.class)
        .single();
  }

  /**
   * What was told last of a subject, if anything was. What was told of a rehearsed run is nothing
   * to one that is meant: it was another run.
   */
  public Optional<AlertEvent> last(AlertSubject subject, Purpose purpose) {
    return about(
            """
            select event from muster_alert
            where campaign = :campaign and %s and rehearsal = :rehearsal
            order by ordinal desc
            fetch first 1 rows only
            """,
            subject)
        .param("rehearsal", purpose == Purpose.REHEARSAL)
        .query((row, _) -> AlertEvent.of(row.getString("event")))
        .optional();
  }

  private StatementSpec about(String sql, AlertSubject subject) {
    return about(jdbc, sql, subject);
  }

  /** A statement about the alerts of a subject, {@code %s} standing for the condition. */
  static StatementSpec about(JdbcClient jdbc, String sql, AlertSubject subject) {
    var day = subject.day();
    var statement =
        day == null
            ? jdbc.sql(sql.formatted("planned_at = :planned and on_day is null"))
                .param("planned", Times.bind(subject.run().plannedAt()))
            : jdbc.sql(sql.formatted("on_day = :day")).param("day", day);
    return statement.param("campaign", subject.run().campaign().value());
  }

  /**
   * Writes an alert down, in the caller's transaction.
   *
   * @param alert with how each channel begins: due or off
   * @param purpose of its run
   * @param writtenAt the real time
   * @return nothing if another has its ordinal: a rehearsal may change the same day at once
   */
  public Optional<AlertRow> write(
      Alert alert, Purpose purpose, AlertMessage message, Instant writtenAt) {
    return savepoint.unlessDoubled(() -> insert(alert, purpose, message, writtenAt));
  }

  private AlertRow insert(Alert alert, Purpose purpose, AlertMessage message, Instant writtenAt) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into muster_alert (campaign, planned_at, on_day, ordinal, event, happened_at,
                rehearsal, written_at, recipient, subject, content, webhook)
            values (:campaign, :planned, :day, :ordinal, :event, :at, :rehearsal, :written,
                :recipient, :subject, :content, :webhook)
            """)
        .param("campaign", alert.run().campaign().value())
        .param("planned", Times.bind(alert.run().plannedAt()))
        .param("day", alert.subject().day(), Types.DATE)
        .param("ordinal", alert.ordinal())
        .param("event", alert.event().key())
        .param("at", Times.bind(alert.at()))
        .param("rehearsal", purpose == Purpose.REHEARSAL)
        .param("written", Times.bind(writtenAt))
        .param("recipient", message.recipient(), Types.VARCHAR)
        .param("subject", message.subject())
        .param("content", message.content())
        .param("webhook", message.webhook())
        .update(key, "id");
    var row = new AlertRow(requireNonNull(key.getKey()).longValue());
    writeChannel(row, AlertChannel.MAIL, alert.mail());
    writeChannel(row, AlertChannel.WEBHOOK, alert.webhook());
    return row;
  }

  private void writeChannel(AlertRow alert, AlertChannel channel, AlertDelivery delivery) {
    jdbc.sql(
            """
            insert into muster_alert_channel (alert_id, channel, state)
            values (:alert, :channel, :state)
            """)
        .param("alert", alert.value())
        .param("channel", channel.key())
        .param("state", delivery.key())
        .update();
  }

  private static final String WITH_CHANNELS =
      """
      select a.*, mail.state as mail_state, mail.error as mail_error,
          hook.state as webhook_state, hook.error as webhook_error
      from muster_alert a
      join muster_alert_channel mail on mail.alert_id = a.id and mail.channel = 'mail'
      join muster_alert_channel hook on hook.alert_id = a.id and hook.channel = 'webhook'
      """;

  /** The alerts of a run, and those that it has given the day of its campaign; oldest first. */
  public List<Alert> of(RunId run) {
    return jdbc.sql(
            WITH_CHANNELS
                + """
                where a.campaign = :campaign and a.planned_at = :planned
                order by a.ordinal
                """)
        .param("campaign", run.campaign().value())
        .param("planned", Times.bind(run.plannedAt()))
        .query(Alerts::read)
        .list();
  }

  /**
   * The alerts of a live campaign's days, by these, and a day's oldest first; they stay when the
   * runs are gone that have given them.
   *
   * @param from the first day, or null for all
   * @param until the last day, or null for all
   */
  public List<Alert> ofDays(
      LiveTriggers.Of of, @Nullable LocalDate from, @Nullable LocalDate until) {
    return jdbc.sql(
            WITH_CHANNELS
                + """
                where a.campaign = :campaign and a.rehearsal = :rehearsal
                  and a.on_day between :from and :until
                order by a.on_day, a.ordinal
                """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("from", from == null ? GoneDays.FIRST : from)
        .param("until", until == null ? GoneDays.LAST : until)
        .query(Alerts::read)
        .list();
  }

  private static Alert read(ResultSet row, int index) throws SQLException {
    return new Alert(
        new AlertSubject(
            new RunId(
                new CampaignId(row.getString("campaign")),
                requireNonNull(Times.read(row, "planned_at"))),
            row.getObject("on_day", LocalDate.class)),
        row.getInt("ordinal"),
        AlertEvent.of(row.getString("event")),
        requireNonNull(Times.read(row, "happened_at")),
        delivery(row.getString("mail_state"), row.getString("mail_error")),
        delivery(row.getString("webhook_state"), row.getString("webhook_error")));
  }

  private static AlertDelivery delivery(String state, @Nullable String error) {
    return switch (state) {
      case "off" -> new AlertDelivery.Off();
      case "due" -> new AlertDelivery.Due();
      case "sent" -> new AlertDelivery.Sent();
      case "failed" -> new AlertDelivery.Failed(requireNonNull(error));
      case "given_up" -> new AlertDelivery.GivenUp(error);
      default -> throw new IllegalStateException("an alert's channel is " + state);
    };
  }

  /** Forgets what was sent of a run, but for what is still to be sent; that it was sent stays. */
  public void forgetMessages(RunId run) {
    jdbc.sql(
            """
            update muster_alert
            set recipient = null, subject = null, content = null, webhook = null
            where campaign = :campaign and planned_at = :planned and webhook is not null
              and not exists (
                  select 1 from muster_alert_channel c where c.alert_id = muster_alert.id and c.%s)
            """
                .formatted(OpenAlerts.OPEN))
        .param("campaign", run.campaign().value())
        .param("planned", Times.bind(run.plannedAt()))
        .update();
  }
}
