package dev.muster.segmentapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Arrays;
import java.util.Optional;

/** The stores that the JVM is told of by system properties of its own. */
public enum JvmStore {
  /** Whose certificates it trusts. */
  TRUST("trustStore", "certificates", "make one with keytool -importcert"),

  /** What it shows of itself to who wants that. */
  KEY("keyStore", "our key and its certificate", "make one with openssl pkcs12 -export");

  private final String file;
  private final String password;
  private final String type;
  private final String content;
  private final String remedy;

  JvmStore(String name, String content, String making) {
    this.file = "javax.net.ssl." + name;
    this.password = file + "Password";
    this.type = file + "Type";
    this.content = content;
    this.remedy =
        "; %s, and name it with -D%s=FILE -D%s=PASSWORD in MUSTER_JAVA_OPTIONS"
            .formatted(making, file, password);
  }

  /**
   * What is wrong with a store that system properties name, with the remedy; nothing where they
   * name none. What makes connections would fail for it without a sentence, or trust nobody.
   */
  public static Optional<String> fault() {
    return Arrays.stream(values()).map(JvmStore::ownFault).flatMap(Optional::stream).findFirst();
  }

  /** Whether system properties name one. */
  boolean isNamed() {
    return !System.getProperty(file, "").isEmpty();
  }

  private Optional<String> ownFault() {
    return faultOfType(System.getProperty(type, ""))
        .or(() -> fault(System.getProperty(file, ""), System.getProperty(password, "")));
  }

  Optional<String> faultOfType(String found) {
    try {
      if (!found.isEmpty()) {
        var _ = KeyStore.getInstance(found);
      }
      return Optional.empty();
    } catch (KeyStoreException e) {
      return Optional.of("-D%s: expected PKCS12 or JKS, found %s".formatted(type, found));
    }
  }

  Optional<String> fault(String named, String secret) {
    // NONE is the JVM's word for a store that is no file.
    if (named.isEmpty() || named.equals("NONE")) {
      return Optional.empty();
    }
    try {
      var path = Path.of(named);
      if (!Files.isRegularFile(path)) {
        return Optional.of(expected(named, "found no file"));
      }
      // As the JVM opens it: without a password it is read, too, but not checked.
      var store =
          KeyStore.getInstance(path.toFile(), secret.isEmpty() ? null : secret.toCharArray());
      return store.size() > 0
          ? Optional.empty()
          : Optional.of(
              expected(
                  named,
                  secret.isEmpty()
                      ? "found none that can be read without a password"
                      : "found none"));
    } catch (InvalidPathException e) {
      return Optional.of(expected(named, "found no file"));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of(
          expected(named, "found a file that is no store, or one that has another password"));
    }
  }

  private String expected(String named, String found) {
    return "-D%s: expected a store of %s (PKCS12 or JKS) in %s, %s%s"
        .formatted(file, content, named, found, remedy);
  }
}
