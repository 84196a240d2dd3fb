package dev.sluice.dataset.lake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Texts in the summary of a snapshot, which the table's metadata repeats at each commit: a short one as it is, a long one as
 * Base64 of its gzip.
 */
final class CompactText {
  /** Read by people, as long as there are few shards. */
  private static final int SHORT = 4_000;

  private static final String PACKED = "gzip:";

  private CompactText() {}

  static String of(String text) {
    return text.length() <= SHORT
        ? text
        : PACKED + Base64.getEncoder().encodeToString(packed(text));
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /**
   * Returns the text.
   *
   * @throws IllegalArgumentException if it is neither form
   */
  static String text(String compact) {
    if (!compact.startsWith(PACKED)) {
      return compact;
    }
    byte[] packed = Base64.getDecoder().decode(compact.substring(PACKED.length()));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("is not what was packed", e);
    }
  }
}
