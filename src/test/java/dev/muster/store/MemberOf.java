package dev.muster.store;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Members of whom no more is said than a test is about. */
public final class MemberOf {
  private MemberOf() {}

  /** One whom the receiver knows by the shop's id. */
  static Member user(long position, String id, Verdict verdict, Instant due) {
    return recipient(position, id, new Recipient.User(id), verdict, due);
  }

  /** One whom the receiver knows by the shop's id, and who is a member for an event. */
  static Member triggered(long position, String id, Occasion.Trigger trigger) {
    return member(
        position, id, trigger, new Recipient.User(id), Verdict.PENDING, trigger.instant());
  }

  public static Member recipient(
      long position, String id, @Nullable Recipient recipient, Verdict verdict, Instant due) {
    return member(position, id, new Occasion.Once(), recipient, verdict, due);
  }

  private static Member member(
      long position,
      String id,
      Occasion occasion,
      @Nullable Recipient recipient,
      Verdict verdict,
      Instant due) {
    return new Member(
        new Position(position),
        new UserId(id),
        occasion,
        recipient,
        verdict,
        due,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
