package dev.sluice.demo.export;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** MD5 digests, as exports state them. */
final class Digests {
  private Digests() {}

  /** Returns the MD5 in base64. */
  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(md5(bytes));
  }

  /** Returns the ETag of an object that was uploaded in one part of several: DynamoDB uploads all files so. */
  static String entityTag(byte[] bytes) {
    return HexFormat.of().formatHex(md5(md5(bytes))) + "-1";
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no MD5", e);
    }
  }
}
