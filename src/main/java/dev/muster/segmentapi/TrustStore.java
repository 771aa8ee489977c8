package dev.muster.segmentapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Optional;

/** The store of certificates that the JVM was told to trust, by system properties of its own. */
public final class TrustStore {
  private static final String FILE = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String TYPE = "javax.net.ssl.trustStoreType";
  private static final String REMEDY =
      "; make one with keytool -importcert, and name it with -D%s=FILE -D%s=PASSWORD in MUSTER_JAVA_OPTIONS"
          .formatted(FILE, PASSWORD);

  private TrustStore() {}

  /**
   * What is wrong with the store that system properties name, with the remedy; nothing where they
   * name none. What makes connections would fail for it without a sentence, or trust nobody.
   */
  public static Optional<String> fault() {
    return faultOfType(System.getProperty(TYPE, ""))
        .or(() -> fault(System.getProperty(FILE, ""), System.getProperty(PASSWORD, "")));
  }

  static Optional<String> faultOfType(String type) {
    try {
      if (!type.isEmpty()) {
        var _ = KeyStore.getInstance(type);
      }
      return Optional.empty();
    } catch (KeyStoreException e) {
      return Optional.of("-D%s: expected PKCS12 or JKS, found %s".formatted(TYPE, type));
    }
  }

  static Optional<String> fault(String file, String password) {
    // NONE is the JVM's word for a store that is no file.
    if (file.isEmpty() || file.equals("NONE")) {
      return Optional.empty();
    }
    try {
      var path = Path.of(file);
      if (!Files.isRegularFile(path)) {
        return Optional.of(expected(file, "found no file"));
      }
      // As the JVM opens it: without a password it is read, too, but not checked.
      var store =
          KeyStore.getInstance(path.toFile(), password.isEmpty() ? null : password.toCharArray());
      return store.size() > 0
          ? Optional.empty()
          : Optional.of(
              expected(
                  file,
                  password.isEmpty()
                      ? "found none that can be read without a password"
                      : "found none"));
    } catch (InvalidPathException e) {
      return Optional.of(expected(file, "found no file"));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of(
          expected(file, "found a file that is no store, or one that has another password"));
    }
  }

  private static String expected(String file, String found) {
    return "-D%s: expected a store of certificates (PKCS12 or JKS) in %s, %s%s"
        .formatted(FILE, file, found, REMEDY);
  }
}
