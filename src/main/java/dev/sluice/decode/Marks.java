package dev.sluice.decode;

import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * What a column's Spark type does not tell: the DynamoDB type it holds, as column metadata. {@code S}, {@code N}, {@code
 * B}, {@code BOOL}, {@code SS}, {@code NS}, {@code BS}, {@code L<…>}, {@code M} (struct) or {@code M<…>} (map).
 */
public final class Marks {
  /** The column for what no other holds. An attribute of this name goes into it too. */
  public static final String OVERFLOW = "_overflow";

  /** The metadata key. */
  public static final String TYPE = "dynamodb.type";

  private Marks() {}

  public static Metadata of(String type) {
    return new MetadataBuilder().putString(TYPE, type).build();
  }

  /** The mark; empty where there is none. */
  public static String type(Metadata metadata) {
    return metadata.contains(TYPE) ? metadata.getString(TYPE) : "";
  }

  /** What stands between the outermost angle brackets, {@code SS} of {@code L<SS>}; empty where there are none. */
  public static String inner(String mark) {
    int open = mark.indexOf('<');
    return open < 0 ? "" : mark.substring(open + 1, mark.length() - 1);
  }
}
