package dev.sluice.summary;

import dev.sluice.failure.Printable;

/** A row's primary key. DynamoDB accepts partition keys up to 2,048 bytes of UTF-8 and sort keys up to 1,024. */
public record RowKey(String pk, String sk) {
  static final int PARTITION_BYTES = 2048;
  static final int SORT_BYTES = 1024;

  @Override
  public String toString() {
    return Printable.brief(pk) + " / " + Printable.brief(sk);
  }
}
