package dev.muster.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.campaign.ControlGroup;
import dev.muster.campaign.Sha256;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserId;
import java.nio.ByteBuffer;

/**
 * Who is in a control group: {@code bucket = first 8 bytes of SHA-256("<salt>:<user_id>"), UTF-8,
 * as an unsigned big-endian number, mod 1000}; in the group when the bucket is below the share in
 * thousandths. So a user stays in or out over all runs, and a larger share only adds users.
 */
public record ControlRule(ControlGroup group) {
  private static final int BUCKETS = 1000;
  private static final String SYSTEM_SALT = "system";

  /** The account's system control group: the same users in every campaign. */
  public static ControlRule system(Share share) {
    return new ControlRule(new ControlGroup(share, SYSTEM_SALT));
  }

  /** Whether the user is in the group. */
  public boolean holdsBack(UserId user) {
    return bucket(user) < group.share().perMille();
  }

  /** The user's bucket, 0 to 999. */
  public int bucket(UserId user) {
    var hash = Sha256.of((group.salt() + ":" + user.value()).getBytes(UTF_8));
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), BUCKETS);
  }
}
