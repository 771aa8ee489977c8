package dev.muster.segmentapi;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a private key. */
final class RsaKey {
  /** What stands in the file instead. */
  private record Other(Pattern form, String found) {
    static Other of(String form, String found) {
      return new Other(Pattern.compile(form), found);
    }
  }

  private static final String OF_A_CURVE =
      "one of an elliptic curve: make an RSA key, and give Segment its public half";

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([\\sA-Za-z0-9+/=]+)-----END");

  /** What is taken for it, a private key before the public one that stands beside it. */
  private static final List<Other> OTHERS =
      List.of(
          Other.of(
              "-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED",
              "one with a passphrase: write it without (openssl pkey -in FILE -out NEW)"),
          Other.of(
              "-----BEGIN OPENSSH PRIVATE KEY-----",
              "one in OpenSSH's form: rewrite a copy (ssh-keygen -p -m PEM -f COPY)"),
          Other.of("-----BEGIN EC PRIVATE KEY-----", OF_A_CURVE),
          Other.of(
              "-----BEGIN (RSA )?PUBLIC KEY-----|^ssh-",
              "a public key: name the file of the private one"),
          Other.of(
              "-----BEGIN CERTIFICATE-----", "a certificate: name the file of its private key"));

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
          what
              + ": expected an RSA private key in PEM form, without a passphrase, found "
              + found(pem));
    }
    var pkcs8 = new byte[0];
    try {
      var key = Base64.getMimeDecoder().decode(matcher.group(2));
      pkcs8 = matcher.group(1) == null ? key : wrapped(key);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause: its message might show some of the key.
      throw new IllegalArgumentException(
          what
              + ": expected an RSA private key, found "
              + (isOfACurve(pkcs8) ? OF_A_CURVE : "one that cannot be read"));
    }
  }

  private static String found(String pem) {
    return OTHERS.stream()
        .filter(other -> other.form().matcher(pem).find())
        .map(Other::found)
        .findFirst()
        .orElse("none");
  }

  private static boolean isOfACurve(byte[] pkcs8) {
    for (var kind : List.of("EC", "EdDSA")) {
      try {
        var _ = KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        return true;
      } catch (GeneralSecurityException e) {
        // Of another kind, or none at all.
      }
    }
    return false;
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
