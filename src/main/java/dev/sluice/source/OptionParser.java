package dev.sluice.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link SourceOptions}: collects every fault before it complains. */
final class OptionParser {
  private final CaseInsensitiveStringMap options;
  private final List<ConfigError> faults;

  /**
   * @param faults found before, of which is complained too
   */
  OptionParser(Map<String, String> options, List<ConfigError> faults) {
    this.options = new CaseInsensitiveStringMap(options);
    this.faults = faults;
  }

  SourceOptions parse() {
    SourceOptions parsed = new SourceOptions(
        new AwsSettings(
            text(SourceOption.REGION),
            endpoint(),
            null,
            read(
                SourceOption.ROLE_ARN,
                v -> matching("arn:.+", v),
                "a role's ARN, such as arn:aws:iam::123456789012:role/reader")),
        table(),
        text(SourceOption.INDEX),
        oneOf(SourceOption.KIND, ReadKind.SCAN),
        orElse(
            read(
                SourceOption.SEGMENTS,
                OptionParser::segments,
                "auto, or a number from 1 to 1000000"),
            0),
        orElse(count(SourceOption.TASKS, "a number of input partitions, at least 1"), 0),
        texts(SourceOption.POSITIONS),
        orElse(read(SourceOption.CONSISTENT_READ, OptionParser::bool, "true or false"), false),
        positive(SourceOption.MAX_READ_UNITS, "a number of read units a second, at least 1"),
        positive(SourceOption.MAX_WRITE_UNITS, "a number of write units a second, at least 1"),
        orElse(
            read(SourceOption.PERCENT, OptionParser::percent, "a number above 0 and up to 100"),
            50.0),
        positive(SourceOption.MAX_UNITS, "a number of read units, at least 1"),
        orElse(read(SourceOption.UNITS_SPENT, Double::valueOf, "a number of read units"), 0.0),
        read(
            SourceOption.DEADLINE,
            OptionParser::deadline,
            "an instant, such as 2026-11-01T06:00:00Z, or a duration, such as 90m or 2h"),
        oneOf(SourceOption.NUMBERS, NumberMapping.EXACT),
        orElse(count(SourceOption.SAMPLE_ITEMS, "a number of items, at least 1"), 1000),
        declared().asking(texts(SourceOption.NAMED)),
        read(SourceOption.SCHEMA_JSON, OptionParser::schema, "a schema as Spark's JSON"),
        text(SourceOption.ENTITY_BY),
        orElse(text(SourceOption.ENTITY_SEPARATOR), "#"),
        new IndexNeeds(
            text(SourceOption.SELECTED_BY),
            texts(SourceOption.SELECTED),
            texts(SourceOption.NEEDED)),
        text(SourceOption.TTL_ATTRIBUTE),
        orElse(
            read(SourceOption.EXPIRED_AT, Long::valueOf, "epoch seconds"),
            Instant.now().getEpochSecond()),
        read(
            SourceOption.CHECK_TYPES,
            v -> TypeCheck.valueOf(v.toUpperCase(Locale.ROOT)),
            "off, warn or fail"));
    if (parsed.ttlAttribute() == null && text(SourceOption.EXPIRED_AT) != null) {
      faults.add(new ConfigError(
          SourceOption.EXPIRED_AT.key(),
          "",
          "says nothing without " + SourceOption.TTL_ATTRIBUTE.key(),
          "Give both, or leave it out."));
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
    return parsed;
  }

  private String table() {
    String value = options.get(SourceOption.TABLE.key());
    if (value == null || value.isBlank()) {
      faults.add(new ConfigError(
          SourceOption.TABLE.key(),
          "",
          "is missing",
          "Name the DynamoDB table: .option(\"table\", …)."));
      return "";
    }
    return orElse(
        read(
            SourceOption.TABLE,
            v -> matching("[a-zA-Z0-9_.-]{3,255}|arn:.+", v),
            "the name or ARN of a DynamoDB table"),
        "");
  }

  private DeclaredColumns declared() {
    String ddl = text(SourceOption.DDL);
    if (ddl == null || ddl.isBlank()) {
      return DeclaredColumns.NONE;
    }
    try {
      return DeclaredColumns.parse(ddl, SourceOption.DDL.key());
    } catch (InvalidConfigurationException e) {
      faults.addAll(e.faults());
      return DeclaredColumns.NONE;
    }
  }

  private @Nullable String text(SourceOption key) {
    String value = options.get(key.key());
    if (value != null && value.isEmpty()) {
      faults.add(new ConfigError(key.key(), "", "is empty", "Give it a value, or leave it out."));
    }
    return value;
  }

  private List<String> texts(SourceOption key) {
    return orElse(read(key, OptionParser::parsed, "a JSON array of texts"), List.of());
  }

  private <E extends Enum<E>> E oneOf(SourceOption key, E otherwise) {
    Class<E> type = otherwise.getDeclaringClass();
    String wanted = Arrays.stream(type.getEnumConstants())
        .map(e -> e.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
    return orElse(
        read(key, v -> Enum.valueOf(type, v.toUpperCase(Locale.ROOT)), wanted), otherwise);
  }

  private @Nullable Long positive(SourceOption key, String wanted) {
    return read(key, v -> positive(Long.parseLong(v)), wanted);
  }

  private @Nullable Integer count(SourceOption key, String wanted) {
    return read(key, v -> Math.toIntExact(positive(Long.parseLong(v))), wanted);
  }

  private <T> @Nullable T read(SourceOption key, Function<String, T> parse, String wanted) {
    String value = options.get(key.key());
    if (value == null) {
      return null;
    }
    try {
      return parse.apply(value.strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      // an address may have a password in it
      String shown = key == SourceOption.ENDPOINT ? value.replaceAll("//.*@", "//…@") : value;
      faults.add(new ConfigError(key.key(), shown, "is not " + wanted, "Give " + wanted + "."));
      return null;
    }
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static List<String> parsed(String value) {
    try {
      return List.of(new ObjectMapper().readValue(value, String[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String matching(String pattern, String value) {
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException("no match");
    }
    return value;
  }

  /** Of what is none, Spark's parser throws anything. */
  private static StructType schema(String json) {
    try {
      return (StructType) DataType.fromJson(json);
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  private @Nullable URI endpoint() {
    URI endpoint = read(
        SourceOption.ENDPOINT,
        Endpoints::parsed,
        "an https address without user, path and query, or an http one on this machine");
    boolean http =
        orElse(read(SourceOption.ALLOW_HTTP, OptionParser::bool, "true or false"), false);
    if (endpoint != null && !http && Endpoints.isInClear(endpoint)) {
      faults.add(new ConfigError(
          SourceOption.ENDPOINT.key(),
          endpoint.toString(),
          "is not on this machine, and http sends what is read and written in clear",
          "Give an https address, or allow-http = true where the network is your own."));
    }
    return endpoint;
  }

  private static int segments(String value) {
    long segments = value.equalsIgnoreCase("auto") ? 0 : positive(Long.parseLong(value));
    if (segments > 1_000_000) {
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

  private static long positive(long value) {
    if (value < 1) {
      throw new IllegalArgumentException("below 1");
    }
    return value;
  }
}
