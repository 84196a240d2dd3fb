package dev.sluice.schema;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The options of a read for items that do not fit the schema.
 *
 * @param mode null: {@link ParseMode#PERMISSIVE} if the schema has the corrupt column, else {@link ParseMode#FAILFAST}
 * @param corruptColumn the name of the column that holds the items that do not fit
 * @param named whether the user has named it, so that the schema must have it
 */
public record ParseOptions(@Nullable ParseMode mode, String corruptColumn, boolean named)
    implements Serializable {
  /** Spark's own default name of the corrupt column. */
  public static final String CORRUPT_RECORD = "_corrupt_record";

  /** The names of the options, as users write them. */
  public static final String MODE = "mode";

  public static final String CORRUPT_COLUMN = "columnNameOfCorruptRecord";

  /** The options of a user who states none. */
  public static final ParseOptions USUAL = new ParseOptions(null, CORRUPT_RECORD, false);
}
