package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmStoreTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;

  private HeldCertificate certificate;

  @BeforeEach
  void certificate() {
    certificate = new HeldCertificate.Builder().build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void isRightWhereItCanBeOpened(String type) throws Exception {
    assertThat(JvmStore.TRUST.fault(store(type).toString(), PASSWORD)).isEmpty();
  }

  @Test
  void isRightWhereNoneIsNamed() {
    assertThat(JvmStore.TRUST.fault("", "")).isEmpty();
    assertThat(JvmStore.TRUST.fault("NONE", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PKCS12 | wrong | no store, or one that has another password
          JKS    | wrong | no store, or one that has another password
          PKCS12 | ''    | none that can be read without a password
          """)
  void needsItsPassword(String type, String password, String said) throws Exception {
    assertThat(JvmStore.TRUST.fault(store(type).toString(), password))
        .hasValueSatisfying(fault ->
            assertThat(fault)
                .contains(said, "-Djavax.net.ssl.trustStorePassword=PASSWORD")
                .doesNotContain("wrong"));
  }

  @Test
  void isNamedByThePropertiesOfItsKind() throws Exception {
    assertThat(JvmStore.KEY.fault(store("PKCS12").toString(), "wrong"))
        .hasValueSatisfying(fault ->
            assertThat(fault)
                .startsWith("-Djavax.net.ssl.keyStore: expected a store of our key")
                .contains("-Djavax.net.ssl.keyStorePassword=PASSWORD"));
  }

  @Test
  void isOfATypeThatThereIs() {
    assertThat(JvmStore.TRUST.faultOfType("")).isEmpty();
    assertThat(JvmStore.TRUST.faultOfType("jks")).isEmpty();
    assertThat(JvmStore.TRUST.faultOfType("NONSENSE"))
        .contains("-Djavax.net.ssl.trustStoreType: expected PKCS12 or JKS, found NONSENSE");
  }

  @Test
  void isNoCertificateByItself() throws Exception {
    var pem = Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());

    assertThat(JvmStore.TRUST.fault(pem.toString(), PASSWORD))
        .hasValueSatisfying(fault ->
            assertThat(fault).contains("found a file that is no store", "keytool -importcert"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere.p12", ""})
  void isAFile(String name) {
    var path = folder.resolve(name).toString();

    assertThat(JvmStore.TRUST.fault(path, PASSWORD))
        .hasValueSatisfying(fault -> assertThat(fault).contains(path, "found no file"));
  }

  private Path store(String type) throws Exception {
    var store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setCertificateEntry("receiver", certificate.certificate());
    var file = folder.resolve("trusted." + type);
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
