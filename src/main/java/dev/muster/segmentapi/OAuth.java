package dev.muster.segmentapi;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * What a token for the Segment API is asked for with: an app of the workspace, and the private key
 * whose public half was given to Segment. It does not show the key in a text.
 */
public final class OAuth {
  private static final String US = "https://oauth2.segment.io/token";
  private static final String EU = "https://oauth2.eu1.segmentapis.com/token";
  private final String clientId;
  private final String keyId;
  private final PrivateKey privateKey;
  private final URI tokenUrl;

  private OAuth(String clientId, String keyId, PrivateKey privateKey, URI tokenUrl) {
    this.clientId = clientId;
    this.keyId = keyId;
    this.privateKey = privateKey;
    this.tokenUrl = tokenUrl;
  }

  /**
   * Reads the settings {@code muster.segment.oauth.*}.
   *
   * @param privateKeyFile an RSA key in PEM form, PKCS #8 or PKCS #1, without a passphrase
   * @param tokenUrl where tokens are handed out, or null for the one of the endpoint's region
   * @throws IllegalArgumentException when one is missing or wrong; the message names the setting
   */
  public static OAuth of(
      String clientId,
      String keyId,
      Path privateKeyFile,
      @Nullable String tokenUrl,
      Endpoint endpoint) {
    expectText("client-id", clientId);
    expectText("key-id", keyId);
    var setting = "muster.segment.oauth.private-key-file";
    String pem;
    try {
      pem = Files.readString(privateKeyFile);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          setting + ": " + privateKeyFile + ": expected a file that can be read", e);
    }
    var url = tokenUrl != null ? tokenUrl : endpoint.isEu() ? EU : US;
    return new OAuth(
        clientId,
        keyId,
        RsaKey.of(pem, setting + ": " + privateKeyFile),
        Address.of(url, "muster.segment.oauth.token-url: expected an https address"));
  }

  String clientId() {
    return clientId;
  }

  String keyId() {
    return keyId;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  URI tokenUrl() {
    return tokenUrl;
  }

  private static void expectText(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "muster.segment.oauth." + name + ": expected a text, found nothing");
    }
  }

  @Override
  public String toString() {
    return "OAuth with " + tokenUrl;
  }
}
