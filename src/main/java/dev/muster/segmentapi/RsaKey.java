package dev.muster.segmentapi;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Reads a private key. */
final class RsaKey {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([\\sA-Za-z0-9+/=]+)-----END");
  // version 0, algorithm rsaEncryption
  private static final byte[] PKCS8_HEAD =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  private RsaKey() {}

  /**
   * The key of a PEM text.
   *
   * @param what begins the message of the fault
   * @throws IllegalArgumentException when there is none; the message repeats nothing of the text
   */
  static PrivateKey of(String pem, String what) {
    var matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          what + ": expected an RSA private key in PEM form, without a passphrase, found none");
    }
    try {
      var key = Base64.getMimeDecoder().decode(matcher.group(2));
      var pkcs8 = matcher.group(1) == null ? key : wrapped(key);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause: its message might show some of the key.
      throw new IllegalArgumentException(
          what + ": expected an RSA private key, found one that cannot be read");
    }
  }

  /** PKCS #8 around PKCS #1. */
  private static byte[] wrapped(byte[] pkcs1) {
    var inner = new ByteArrayOutputStream();
    inner.writeBytes(PKCS8_HEAD);
    put(inner, OCTETS, pkcs1);
    var outer = new ByteArrayOutputStream();
    put(outer, SEQUENCE, inner.toByteArray());
    return outer.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int tag, byte[] content) {
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
  }
}
