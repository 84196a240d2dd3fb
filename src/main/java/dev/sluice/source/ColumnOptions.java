package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.schema.ParseMode;
import dev.sluice.schema.ParseOptions;
import dev.sluice.schema.SparkTypes;
import dev.sluice.schema.UserSchema;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The options that say which columns items become. */
record ColumnOptions(OptionValues values) {
  /** Returns them, parsed. */
  ReadSettings.Columns parse() {
    ReadSettings.Columns usual = ReadSettings.Columns.USUAL;
    ParseOptions parse = parseOptions();
    UserSchema given = userSchema(parse);
    ReadSettings.Columns found = new ReadSettings.Columns(
        values.given(
            SourceOption.NUMBERS,
            v -> OptionForms.constant(NumberMapping.class, v),
            usual.numbers()),
        values.given(
            SourceOption.SAMPLE_ITEMS,
            v -> Math.toIntExact(OptionForms.positive(v)),
            usual.sampleItems()),
        declared(),
        null,
        parse,
        null);
    return given == null ? found : found.given(given);
  }

  private ParseOptions parseOptions() {
    String name = values.text(SourceOption.CORRUPT_COLUMN);
    return new ParseOptions(
        values.read(SourceOption.MODE, v -> OptionForms.constant(ParseMode.class, v)),
        name == null ? SQLConf.get().columnNameOfCorruptRecord() : name,
        name != null);
  }

  private @Nullable UserSchema userSchema(ParseOptions parse) {
    StructType schema = values.read(SourceOption.SCHEMA_JSON, OptionForms::schema);
    try {
      return schema == null ? null : UserSchema.of(schema, SourceOption.SCHEMA_JSON.key(), parse);
    } catch (InvalidConfigurationException e) {
      values.refuse(e);
      return null;
    }
  }

  private DeclaredColumns declared() {
    String ddl = values.text(SourceOption.DDL);
    if (ddl == null || ddl.isBlank()) {
      return DeclaredColumns.NONE;
    }
    try {
      return DeclaredColumns.parse(ddl, SourceOption.DDL.key(), SparkTypes.ALL);
    } catch (InvalidConfigurationException e) {
      values.refuse(e);
      return DeclaredColumns.NONE;
    }
  }
}
