package dev.muster.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.campaign.ControlGroup;
import java.nio.ByteBuffer;

/**
 * Who is in a control group: {@code bucket = first 8 bytes of SHA-256("<salt>:<user_id>"), UTF-8,
 * as an unsigned big-endian number, mod 1000}; in the group when the bucket is below the share in
 * thousandths. So a user stays in or out over all runs, and a larger share only adds users.
 */
record ControlRule(ControlGroup group) {
  private static final int BUCKETS = 1000;

  boolean holdsBack(String userId) {
    return bucket(userId) < group.share().perMille();
  }

  int bucket(String userId) {
    var hash = Hashing.sha256((group.salt() + ":" + userId).getBytes(UTF_8));
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), BUCKETS);
  }
}
