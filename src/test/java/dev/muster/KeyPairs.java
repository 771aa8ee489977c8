package dev.muster;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** RSA keys of 2048 bits, made once a JVM of tests: looking for primes takes a second or more. */
public final class KeyPairs {
  private KeyPairs() {}

  /** Always the same one. */
  public static KeyPair one() {
    return One.PAIR;
  }

  /** Always the same one, which is not that. */
  public static KeyPair another() {
    return Another.PAIR;
  }

  private static KeyPair make() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class One {
    static final KeyPair PAIR = make();
  }

  private static final class Another {
    static final KeyPair PAIR = make();
  }
}
