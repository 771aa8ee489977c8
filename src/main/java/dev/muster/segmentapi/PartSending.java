package dev.muster.segmentapi;

import dev.muster.message.Message;
import dev.muster.segmentapi.Answer.Answered;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sending of one part of a batch: attempt after attempt, until it comes to an end. */
final class PartSending {
  /** What it came to. */
  sealed interface End {}

  /** All messages were accepted. */
  record Accepted(Instant at) implements End {}

  /** They were refused, but not each of them need be. */
  record Halved() implements End {}

  /** The one message was refused. */
  record Refused(String code, String reason) implements End {}

  /** They are not to be sent any more; nothing is known to have been accepted. */
  record TooLate() implements End {}

  /** No more is sent; nothing is known to have been accepted. */
  record Halted() implements End {}

  private static final Set<Integer> REFUSE_TOKENS = Set.of(401, 511);
  private final List<Message> messages;
  private final Delivery.Tools tools;
  private final Tally tally;
  private final Supplier<SegmentApi.Leave> leave;
  private final boolean gzipFirst;
  private boolean gzip;
  private boolean mayRenewToken;
  private int failures;
  private int repeats;
  private boolean tooLate;
  private long begun;
  private Instant sentAt = Instant.EPOCH;
  private @Nullable BatchBody body;

  PartSending(
      List<Message> messages, Delivery.Tools tools, Tally tally, Supplier<SegmentApi.Leave> leave) {
    this.messages = messages;
    this.tools = tools;
    this.tally = tally;
    this.leave = leave;
    this.gzipFirst = tools.receiver().gzip();
    this.gzip = gzipFirst;
    this.mayRenewToken = tools.authorization().isRenewable();
  }

  End send() throws InterruptedException {
    begun = tools.waiting().nanos();
    while (tools.admission().outlast(tally)) {
      var end = tools.firstAnswer().awaitedBefore(this::attempt);
      if (end != null) {
        return end;
      }
    }
    return new Halted();
  }

  /** An attempt and what it comes to, or null when there is to be another. */
  private @Nullable End attempt() throws InterruptedException {
    // Before the turn is taken: a token that has to be fetched would hold it up, and others.
    var answer =
        switch (tools.authorization().grant()) {
          case Authorization.NotGranted(var none) -> {
            body = null;
            yield none;
          }
          case Authorization.Granted granted -> post(granted);
        };
    if (answer == null) {
      return tooLate ? new TooLate() : new Halted();
    }
    var end = consider(answer, tools.clock().instant());
    tools.firstAnswer().came();
    return end;
  }

  /** The answer to an attempt at its turn, or null when no more is sent. */
  private @Nullable Answer post(Authorization.Granted granted) throws InterruptedException {
    if (!tools.admission().pass(messages.size(), tally)) {
      return null;
    }
    switch (leave.get()) {
      case GIVEN -> {}
      case TOO_LATE -> {
        tooLate = true;
        return null;
      }
      case WITHDRAWN -> {
        tools.admission().halt(Halt.Stopped.SENDING);
        return null;
      }
    }
    if (repeats == 0) {
      begun = tools.waiting().nanos();
    }
    sentAt = afterLast(tools.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    body = BatchBody.of(tools.envelope(), messages, sentAt, gzip);
    tally.begins(tools.told().instant().truncatedTo(ChronoUnit.MILLIS), repeats);
    var answer = tools.wire().post(body, granted, repeats, !tools.receiver().hasAccepted());
    tally.ends(body);
    repeats++;
    if (answer instanceof Answered answered && REFUSE_TOKENS.contains(answered.status())) {
      tools.authorization().refused(granted);
    }
    return answer;
  }

  /** In another millisecond than the attempt before, whatever the clock says. */
  private Instant afterLast(Instant now) {
    return now.isAfter(sentAt) ? now : sentAt.plusMillis(1);
  }

  /** What an answer comes to, or null when there is to be another attempt. */
  private @Nullable End consider(Answer answer, Instant now) throws InterruptedException {
    var reason = Reason.of(answer, messages, tools.envelope().key());
    switch (tools.judge().next(answer, reason, tries(), now, tools.chance().getAsDouble())) {
      case Next.Accepted _ -> {
        var at = tools.told().instant();
        tally.accepted(Objects.requireNonNull(body), at);
        tools.receiver().accepted(gzipFirst && !gzip);
        return new Accepted(at);
      }
      case Next.Again(var after) -> {
        failures++;
        noteUnknown();
        tools.admission().hold(after.toNanos());
      }
      case Next.AgainAfterPause(var pause) -> {
        noteUnknown();
        tools.admission().pause(pause);
      }
      case Next.WithNewToken _ -> mayRenewToken = false;
      case Next.Plain _ -> {
        gzip = false;
        failures = 0;
        repeats = 0;
      }
      case Next.Halves _ -> {
        return new Halved();
      }
      case Next.Reject(var code, var why) -> {
        return new Refused(code, why);
      }
      case Next.Stop(var halt) -> {
        // Who refuses for the key or the address has accepted nothing.
        if (!(halt instanceof Halt.NeedsRemedy)) {
          noteUnknown();
        }
        tools.admission().halt(halt);
      }
    }
    return null;
  }

  /** Notes that the attempt may have been accepted, if it has reached anybody. */
  private void noteUnknown() {
    if (body != null && body.mayHaveLeft()) {
      tally.unknown();
    }
  }

  private Tries tries() {
    return new Tries(
        failures,
        Duration.ofNanos(tools.waiting().nanos() - begun),
        messages.size(),
        gzip,
        tools.receiver().gzipInDoubt(),
        tools.receiver().hasAccepted(),
        mayRenewToken);
  }
}
