package dev.muster.source.postgresql;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.During;
import dev.muster.source.Clause;
import dev.muster.source.IsoText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tests on text that is a date, as PostgreSQL's SQL. Local date-times are compared as they are with
 * the window's ends as the zone's clocks show them, which Java works out: so the database's own
 * time zone data do not matter.
 */
record PostgresDates(Instant asOf, ZoneId zone) {
  // No text that counts as a date lies outside, whatever its zone.
  private static final Instant EARLIEST = Instant.parse("0000-12-30T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+10000-01-03T00:00:00Z");

  /** Whether the text is a date and lies in the window; text that is none is unknown. */
  Clause within(During window, Clause text) {
    var span = window.around(asOf, zone);
    var from = span.from() == null || span.from().isBefore(EARLIEST) ? null : span.from();
    var to = span.to() == null || span.to().isAfter(LATEST) ? null : span.to();
    if ((from != null && from.isAfter(LATEST)) || (to != null && to.isBefore(EARLIEST))) {
      return Clause.FALSE;
    }
    var local = sql("cast(substring(?, ?) as timestamp)", text, IsoText.WITHOUT_OFFSET);
    var offset = sql("cast(coalesce(substring(?, ?), '00:00') as interval)", text, IsoText.OFFSET);
    return sql(
        "case when ? ~ ? then ? when ? ~ ? then ? end",
        text,
        IsoText.LOCAL,
        Clause.all(
            from == null ? Clause.TRUE : isLocallyAtOrAfter(from, local),
            to == null ? Clause.TRUE : sql("not (?)", isLocallyAtOrAfter(to, local))),
        text,
        IsoText.INSTANT,
        Clause.all(
            from == null ? Clause.TRUE : isAtOrAfter(from, local, offset),
            to == null ? Clause.TRUE : sql("not (?)", isAtOrAfter(to, local, offset))));
  }

  private static Clause isAtOrAfter(Instant edge, Clause local, Clause offset) {
    return sql("? - ? >= ?", local, offset, LocalDateTime.ofInstant(edge, ZoneOffset.UTC));
  }

  /**
   * Whether a local date-time, read in the zone, is the edge or later. Between two changes of the
   * zone's offset that is one comparison; a clock time that a change skips or repeats belongs to
   * the stretch before the change.
   */
  private Clause isLocallyAtOrAfter(Instant edge, Clause local) {
    var stretches = new ArrayList<Clause>();
    var rules = zone.getRules();
    var offset = rules.getOffset(edge.minus(3, ChronoUnit.DAYS));
    var change = rules.nextTransition(edge.minus(3, ChronoUnit.DAYS));
    @Nullable LocalDateTime start = null;
    while (change != null && change.getInstant().isBefore(edge.plus(3, ChronoUnit.DAYS))) {
      var end = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
      stretches.add(stretch(LocalDateTime.ofInstant(edge, offset), start, end, local));
      start = end;
      offset = change.getOffsetAfter();
      change = rules.nextTransition(change.getInstant());
    }
    stretches.add(stretch(LocalDateTime.ofInstant(edge, offset), start, null, local));
    return Clause.any(stretches);
  }

  private static Clause stretch(
      LocalDateTime edge,
      @Nullable LocalDateTime start,
      @Nullable LocalDateTime end,
      Clause local) {
    var from = start == null || edge.isAfter(start) ? edge : start;
    return end == null
        ? sql("? >= ?", local, from)
        : from.isBefore(end) ? sql("? >= ? and ? < ?", local, from, local, end) : Clause.FALSE;
  }
}
