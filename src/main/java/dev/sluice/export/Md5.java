package dev.sluice.export;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** MD5 digests, as the manifests of exports state them. They show damage, not forgery. */
final class Md5 {
  private static final int HEX_DIGITS = 32;

  private Md5() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no MD5", e);
    }
  }

  /** Ends a digest. Returns it in base64. */
  static String end(MessageDigest digest) {
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  /** Returns whether the bytes have this digest, in base64 or hexadecimal digits. */
  static boolean matches(byte[] bytes, String digest) {
    byte[] actual = begin().digest(bytes);
    return digest.length() == HEX_DIGITS
        ? HexFormat.of().formatHex(actual).equalsIgnoreCase(digest)
        : Base64.getEncoder().encodeToString(actual).equals(digest);
  }
}
