package dev.muster.gate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that all chance in Muster comes from, so that it can be repeated. */
final class Hashing {

  private Hashing() {}

  /** The 32 bytes of a SHA-256. */
  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
