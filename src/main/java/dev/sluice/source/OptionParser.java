package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.access.IndexNeeds;
import dev.sluice.access.ReadSettings;
import dev.sluice.export.ExportLocation;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.schema.ParseMode;
import dev.sluice.schema.ParseOptions;
import dev.sluice.schema.SparkTypes;
import dev.sluice.schema.UserSchema;
import dev.sluice.stream.StreamSettings;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import dev.sluice.write.Condition;
import dev.sluice.write.ConditionParser;
import dev.sluice.write.WriteOperation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** Parses {@link SourceOptions}. Collects all errors before it fails. */
final class OptionParser {
  private static final int MAX_SEGMENTS = 1_000_000;
  private static final String TABLE = "[a-zA-Z0-9_.-]{3,255}|arn:.+";

  private final OptionsByKind kinds;
  private final CaseInsensitiveStringMap options;
  private final List<ConfigError> errors;

  /** @param errors errors found before, which are reported too */
  private OptionParser(OptionsByKind kinds, List<ConfigError> errors) {
    this.kinds = kinds;
    this.options = new CaseInsensitiveStringMap(kinds.used(errors));
    this.errors = errors;
  }

  /**
   * Parses the options of a read.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException naming every option that is unknown, or has a wrong value
   */
  static SourceOptions read(Map<String, String> options) {
    return read(options, Map.of());
  }

  /**
   * Parses the options of a read.
   *
   * @param shared those of them that a catalog has for all of its tables: what means nothing for this read is left out
   * @throws dev.sluice.failure.InvalidConfigurationException naming every option that is unknown, or has a wrong value
   */
  static SourceOptions read(Map<String, String> options, Map<String, String> shared) {
    List<ConfigError> errors = new ArrayList<>();
    OptionNames.check(
        options instanceof CaseInsensitiveStringMap map ? map.asCaseSensitiveMap() : options,
        false,
        errors);
    return new OptionParser(new OptionsByKind(options, shared), errors).parse();
  }

  /**
   * Parses the options of a write.
   *
   * @param table the options with which the table was opened
   * @param statement the options of the statement that writes; they take precedence
   * @param own whether the statement states them itself; otherwise Spark repeats the table's, which may be read options
   * @param shared those that a catalog has for all of its tables
   */
  static SourceOptions write(
      Map<String, String> table,
      Map<String, String> statement,
      boolean own,
      Map<String, String> shared) {
    List<ConfigError> errors = new ArrayList<>();
    if (own) {
      OptionNames.check(statement, true, errors);
    }
    Map<String, String> all = SourceOptions.merged(table, statement);
    if (errors.isEmpty() && OptionsByKind.isStream(all)) {
      errors.add(new ConfigError(
          SourceOption.KIND.key(),
          AccessPath.Kind.STREAM.toString(),
          "is the table's stream, to which no rows can be written",
          "Write to the table itself."));
    }
    if (errors.isEmpty() && OptionsByKind.isExport(all)) {
      errors.add(new ConfigError(
          SourceOption.EXPORT_PATH.key(),
          "",
          "is an export, to which no rows can be written",
          "Write to the table itself."));
    }
    return new OptionParser(new OptionsByKind(all, shared), errors).parse();
  }

  /** Returns whether a text may be the name or ARN of a table. */
  static boolean isTable(String text) {
    return text.matches(TABLE);
  }

  /**
   * Parses all options.
   *
   * @throws InvalidConfigurationException with all errors
   */
  private SourceOptions parse() {
    SourceOptions parsed = new SourceOptions(
        settings(),
        stream(),
        writes(),
        read(SourceOption.MAX_WRITE_UNITS, OptionParser::positive),
        read(SourceOption.CHECK_TYPES, v -> constant(SourceOptions.TypeCheck.class, v)));
    checkEffect(
        SourceOption.EXPIRED_AT,
        OptionsByKind.isStream(options) || options.containsKey(SourceOption.TTL_ATTRIBUTE.key()),
        SourceOption.TTL_ATTRIBUTE.key());
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
    return parsed;
  }

  private WriteSettings writes() {
    WriteOperation operation =
        given(SourceOption.OPERATION, v -> constant(WriteOperation.class, v), WriteOperation.PUT);
    boolean conditional = text(SourceOption.CONDITION) != null;
    checkEffect(SourceOption.CONDITION_COLUMNS, conditional, SourceOption.CONDITION.key());
    checkEffect(SourceOption.ON_CONDITION_FAILURE, conditional, SourceOption.CONDITION.key());
    checkEffect(SourceOption.NULL_VALUES, operation == WriteOperation.UPDATE, "operation = update");
    return new WriteSettings(
        operation,
        condition(),
        given(SourceOption.CONDITION_COLUMNS, WriteSettings::names, List.of()),
        given(
            SourceOption.ON_CONDITION_FAILURE,
            v -> constant(WriteSettings.ConditionFailure.class, v),
            WriteSettings.ConditionFailure.FAIL),
        given(
            SourceOption.NULL_VALUES,
            v -> constant(WriteSettings.NullValues.class, v),
            WriteSettings.NullValues.KEEP));
  }

  private void checkEffect(SourceOption option, boolean hasEffect, String needed) {
    if (options.containsKey(option.key()) && !hasEffect) {
      errors.add(new ConfigError(
          option.key(), "", "has no effect without " + needed, "Give both, or leave it out."));
    }
  }

  private @Nullable Condition condition() {
    String value = options.get(SourceOption.CONDITION.key());
    try {
      return value == null || value.isEmpty() ? null : ConditionParser.parse(value);
    } catch (IllegalArgumentException e) {
      errors.add(new ConfigError(
          SourceOption.CONDITION.key(),
          value,
          String.valueOf(e.getMessage()),
          "Give a DynamoDB condition expression: names of other characters stand in backticks, texts in single"
              + " quotes, and :name is the row's column."));
      return null;
    }
  }

  private ReadSettings settings() {
    return new ReadSettings(
        aws(),
        table(),
        isAutoIndex() ? null : text(SourceOption.INDEX),
        isAutoIndex(),
        kind(),
        read(SourceOption.EXPORT_PATH, ExportLocation::parse),
        given(SourceOption.SEGMENTS, OptionParser::segments, 0),
        given(SourceOption.CONSISTENT_READ, OptionParser::bool, false),
        capacity(),
        columns(),
        null,
        IndexNeeds.NONE,
        text(SourceOption.TTL_ATTRIBUTE),
        read(SourceOption.EXPIRED_AT, Long::valueOf));
  }

  private boolean isExport() {
    return OptionsByKind.isExport(options);
  }

  private AccessPath.Kind kind() {
    AccessPath.Kind usual = isExport() ? AccessPath.Kind.EXPORT : AccessPath.Kind.SCAN;
    AccessPath.Kind kind =
        given(SourceOption.KIND, v -> AccessPath.Kind.requested(v.toLowerCase(Locale.ROOT)), usual);
    if (kind == AccessPath.Kind.PITR || kind == AccessPath.Kind.AUTO) {
      errors.add(new ConfigError(
          SourceOption.KIND.key(),
          kind.toString(),
          "is the job's alone: it requests exports, which cost money and take minutes",
          "Request an export (jobs/sluice export --from-pitr does), and give its export-path."));
    } else if (isExport() && kind != AccessPath.Kind.EXPORT) {
      errors.add(new ConfigError(
          SourceOption.KIND.key(),
          kind.toString(),
          "reads the table, and export-path is set too",
          "Leave one of the two out."));
    }
    if (!isExport() && kind == AccessPath.Kind.EXPORT) {
      errors.add(new ConfigError(
          SourceOption.EXPORT_PATH.key(), "", "is missing", "Give " + ExportLocation.FORMS + "."));
    }
    return kind;
  }

  private StreamSettings stream() {
    return new StreamSettings(
        given(
            SourceOption.SETTLED_AFTER,
            v -> Duration.ofSeconds(positive(JavaUtils.timeStringAsSec(v))),
            StreamSettings.USUAL.settledAfter()),
        read(SourceOption.MAX_CHANGES_PER_TRIGGER, OptionParser::positive),
        kinds.isShared(SourceOption.MAX_CHANGES_PER_TRIGGER));
  }

  private boolean isAutoIndex() {
    return ReadSettings.AUTO_INDEX.equals(text(SourceOption.INDEX));
  }

  private AwsSettings aws() {
    return new AwsSettings(
        text(SourceOption.REGION),
        endpoint(SourceOption.ENDPOINT),
        endpoint(SourceOption.S3_ENDPOINT),
        read(SourceOption.ROLE_ARN, v -> matching("arn:.+", v)));
  }

  private @Nullable URI endpoint(SourceOption option) {
    URI endpoint = read(option, Endpoints::parsed);
    boolean http = given(SourceOption.ALLOW_HTTP, OptionParser::bool, false);
    if (endpoint != null && !http && Endpoints.isInClear(endpoint)) {
      errors.add(new ConfigError(
          option.key(),
          endpoint.toString(),
          "is not on this machine, and http sends items unencrypted",
          "Give an https address, or allow-http = true if the network is your own."));
    }
    return endpoint;
  }

  private String table() {
    String value = options.get(SourceOption.TABLE.key());
    if (value == null && isExport()) {
      return "";
    }
    if (value == null || value.isBlank()) {
      errors.add(new ConfigError(
          SourceOption.TABLE.key(),
          "",
          "is missing",
          "Name the DynamoDB table: .option(\"table\", …)."));
      return "";
    }
    return given(SourceOption.TABLE, v -> matching(TABLE, v), "");
  }

  private ReadSettings.Capacity capacity() {
    ReadSettings.Capacity usual = ReadSettings.Capacity.USUAL;
    return new ReadSettings.Capacity(
        read(SourceOption.MAX_READ_UNITS, OptionParser::positive),
        given(SourceOption.PERCENT, OptionParser::percent, usual.percent()),
        read(SourceOption.MAX_UNITS, OptionParser::positive),
        read(SourceOption.DEADLINE, OptionParser::deadline));
  }

  private ReadSettings.Columns columns() {
    ReadSettings.Columns usual = ReadSettings.Columns.USUAL;
    ParseOptions parse = parseOptions();
    UserSchema given = userSchema(parse);
    ReadSettings.Columns found = new ReadSettings.Columns(
        given(SourceOption.NUMBERS, v -> constant(NumberMapping.class, v), usual.numbers()),
        given(SourceOption.SAMPLE_ITEMS, v -> Math.toIntExact(positive(v)), usual.sampleItems()),
        declared(),
        null,
        parse,
        null);
    return given == null ? found : found.given(given);
  }

  private ParseOptions parseOptions() {
    String name = text(SourceOption.CORRUPT_COLUMN);
    return new ParseOptions(
        read(SourceOption.MODE, v -> constant(ParseMode.class, v)),
        name == null ? SQLConf.get().columnNameOfCorruptRecord() : name,
        name != null);
  }

  private @Nullable UserSchema userSchema(ParseOptions parse) {
    StructType schema = read(SourceOption.SCHEMA_JSON, OptionParser::schema);
    try {
      return schema == null ? null : UserSchema.of(schema, SourceOption.SCHEMA_JSON.key(), parse);
    } catch (InvalidConfigurationException e) {
      errors.addAll(e.errors());
      return null;
    }
  }

  private DeclaredColumns declared() {
    String ddl = text(SourceOption.DDL);
    if (ddl == null || ddl.isBlank()) {
      return DeclaredColumns.NONE;
    }
    try {
      return DeclaredColumns.parse(ddl, SourceOption.DDL.key(), SparkTypes.ALL);
    } catch (InvalidConfigurationException e) {
      errors.addAll(e.errors());
      return DeclaredColumns.NONE;
    }
  }

  private @Nullable String text(SourceOption option) {
    String value = options.get(option.key());
    if (value != null && value.isEmpty()) {
      errors.add(
          new ConfigError(option.key(), "", "is empty", "Give it a value, or leave it out."));
    }
    return value;
  }

  /**
   * Parses an option that has a default.
   *
   * @param wrong the result if the value is wrong, which is reported
   */
  private <T> T given(SourceOption option, Function<String, T> parse, T wrong) {
    T value = read(option, parse);
    return value == null ? wrong : value;
  }

  /** Parses an option or its default. Returns null if there is neither, or the value is wrong. */
  private <T> @Nullable T read(SourceOption option, Function<String, T> parse) {
    String value = options.getOrDefault(option.key(), option.defaultValue());
    if (value == null) {
      return null;
    }
    try {
      return parse.apply(value.strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      // an address may contain a password
      String displayed = isEndpoint(option) ? value.replaceAll("//.*@", "//…@") : value;
      errors.add(new ConfigError(
          option.key(), displayed, "is not " + option.allowed(), "Give " + option.allowed() + "."));
      return null;
    }
  }

  private static boolean isEndpoint(SourceOption option) {
    return option == SourceOption.ENDPOINT || option == SourceOption.S3_ENDPOINT;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String value) {
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
  }

  private static String matching(String pattern, String value) {
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException("no match");
    }
    return value;
  }

  /** Parses a schema. Spark's parser throws arbitrary exceptions if the text is not a schema. */
  private static StructType schema(String json) {
    try {
      return (StructType) DataType.fromJson(json);
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static int segments(String value) {
    long segments = value.equalsIgnoreCase("auto") ? 0 : positive(value);
    if (segments > MAX_SEGMENTS) {
      throw new IllegalArgumentException("too many");
    }
    return (int) segments;
  }

  private static boolean bool(String value) {
    if (Arrays.asList("true", "false").contains(value.toLowerCase(Locale.ROOT))) {
      return Boolean.parseBoolean(value);
    }
    throw new IllegalArgumentException("neither");
  }

  private static double percent(String value) {
    double percent = Double.parseDouble(value);
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("out of range");
    }
    return percent;
  }

  private static Instant deadline(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      return Instant.now().plusSeconds(positive(JavaUtils.timeStringAsSec(value)));
    }
  }

  private static long positive(String value) {
    return positive(Long.parseLong(value));
  }

  private static long positive(long value) {
    if (value < 1) {
      throw new IllegalArgumentException("below 1");
    }
    return value;
  }
}
