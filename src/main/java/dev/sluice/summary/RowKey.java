package dev.sluice.summary;

import dev.sluice.failure.GateFailed;
import dev.sluice.failure.Printable;
import java.nio.charset.StandardCharsets;

/** A row's primary key. DynamoDB takes partition keys up to 2,048 bytes of UTF-8, sort keys up to 1,024. */
public record RowKey(String pk, String sk) {
  static final int PARTITION_BYTES = 2048;
  static final int SORT_BYTES = 1024;

  public RowKey {
    check("pk", pk, PARTITION_BYTES);
    check("sk", sk, SORT_BYTES);
  }

  /** The text itself if DynamoDB takes it as a key of that many bytes. */
  static String check(String attribute, String text, int limit) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > limit) {
      throw new GateFailed(
          "a summary row's " + attribute + " has " + bytes + " bytes, more than DynamoDB's " + limit
              + ": " + Printable.brief(text),
          "Shorten the model's, version's or experiment's name at the source, or filter it out with sluice.source.filter.");
    }
    return text;
  }

  @Override
  public String toString() {
    return Printable.brief(pk) + " / " + Printable.brief(sk);
  }
}
