package dev.muster.campaign;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has. */
public final class Sha256 {
  /** To be copied: to look it up among the providers takes longer than a hash. */
  private static final MessageDigest PROTOTYPE = lookedUp();

  private Sha256() {}

  private static MessageDigest lookedUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes of a hash. */
  public static byte[] of(byte[] bytes) {
    return begun().digest(bytes);
  }

  /** A hash of what is still to come. */
  public static MessageDigest begun() {
    try {
      return (MessageDigest) PROTOTYPE.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a hash that cannot be copied", e);
    }
  }
}
