package dev.sluice.item;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as bytes and in lower-case hexadecimal. */
public final class Sha256 {
  private Sha256() {}

  /** Returns a new digest, for content that arrives in parts. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the 32-byte digest of a text in UTF-8. */
  public static byte[] bytes(String text) {
    return digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the digest of a text in UTF-8, as 64 hexadecimal digits. */
  public static String of(String text) {
    return hex(bytes(text));
  }

  /** Returns the digest of some content, as 64 hexadecimal digits. */
  public static String of(byte[] content) {
    return hex(digest().digest(content));
  }

  /** Returns a digest in lower-case hexadecimal. */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
