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

  public static Member recipient(
      long position, String id, @Nullable Recipient recipient, Verdict verdict, Instant due) {
    return new Member(
        new Position(position),
        new UserId(id),
        new Occasion.Once(),
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
