package dev.muster.gate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that all chance in Muster comes from, so that it can be repeated. */
final class Hashing {
  /** To be copied: to look it up among the providers takes longer than a hash. */
  private static final MessageDigest SHA_256 = lookedUp();

  private Hashing() {}

  private static MessageDigest lookedUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes of a SHA-256. */
  static byte[] sha256(byte[] bytes) {
    try {
      return ((MessageDigest) SHA_256.clone()).digest(bytes);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a hash that cannot be copied", e);
    }
  }
}
