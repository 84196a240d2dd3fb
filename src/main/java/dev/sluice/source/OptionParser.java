package dev.sluice.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.Numbers;
import dev.sluice.table.AwsSettings;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link SourceOptions}: collects every fault before it complains. */
final class OptionParser {
  private final CaseInsensitiveStringMap options;
  private final List<Fault> faults;

  /**
   * @param faults found before, of which is complained too
   */
  OptionParser(Map<String, String> options, List<Fault> faults) {
    this.options = new CaseInsensitiveStringMap(options);
    this.faults = faults;
  }

  SourceOptions parse() {
    SourceOptions parsed = new SourceOptions(
        new AwsSettings(
            text(SourceOption.REGION),
            read(SourceOption.ENDPOINT, null, OptionParser::endpoint, "a URI with a host"),
            null,
            text(SourceOption.ROLE_ARN)),
        required(SourceOption.TABLE),
        text(SourceOption.INDEX),
        orElse(
            read(
                SourceOption.KIND,
                ReadKind.SCAN,
                v -> ReadKind.valueOf(v.toUpperCase(Locale.ROOT)),
                "scan or query"),
            ReadKind.SCAN),
        orElse(
            read(
                SourceOption.SEGMENTS,
                0,
                OptionParser::segments,
                "auto, or a number from 1 to 1000000"),
            0),
        orElse(
            read(
                SourceOption.TASKS,
                0,
                v -> Math.toIntExact(positive(Long.parseLong(v))),
                "a number of input partitions, at least 1"),
            0),
        texts(SourceOption.POSITIONS),
        orElse(
            read(SourceOption.CONSISTENT_READ, false, OptionParser::bool, "true or false"), false),
        read(
            SourceOption.MAX_READ_UNITS,
            null,
            v -> positive(Long.parseLong(v)),
            "a number of read units a second, at least 1"),
        read(
            SourceOption.MAX_WRITE_UNITS,
            null,
            v -> positive(Long.parseLong(v)),
            "a number of write units a second, at least 1"),
        orElse(
            read(
                SourceOption.PERCENT,
                50.0,
                OptionParser::percent,
                "a number above 0 and up to 100"),
            50.0),
        read(
            SourceOption.MAX_UNITS,
            null,
            v -> positive(Long.parseLong(v)),
            "a number of read units, at least 1"),
        orElse(read(SourceOption.UNITS_SPENT, 0.0, Double::valueOf, "a number of read units"), 0.0),
        read(
            SourceOption.DEADLINE,
            null,
            OptionParser::deadline,
            "an instant, such as 2026-11-01T06:00:00Z, or a duration, such as 90m or 2h"),
        orElse(
            read(
                SourceOption.NUMBERS,
                Numbers.EXACT,
                v -> Numbers.valueOf(v.toUpperCase(Locale.ROOT)),
                "exact or double"),
            Numbers.EXACT),
        orElse(
            read(
                SourceOption.SAMPLE_ITEMS,
                1000,
                v -> Math.toIntExact(positive(Long.parseLong(v))),
                "a number of items, at least 1"),
            1000),
        declared().asking(texts(SourceOption.NAMED)),
        text(SourceOption.SCHEMA_JSON),
        text(SourceOption.ENTITY_BY),
        orElse(text(SourceOption.ENTITY_SEPARATOR), "#"),
        new IndexNeeds(
            text(SourceOption.SELECTED_BY),
            texts(SourceOption.SELECTED),
            texts(SourceOption.NEEDED)),
        text(SourceOption.TTL_ATTRIBUTE),
        orElse(
            read(
                SourceOption.EXPIRED_AT,
                Instant.now().getEpochSecond(),
                Long::parseLong,
                "epoch seconds"),
            0L),
        read(
            SourceOption.CHECK_TYPES,
            null,
            v -> TypeCheck.valueOf(v.toUpperCase(Locale.ROOT)),
            "off, warn or fail"));
    if (parsed.ttlAttribute() == null && text(SourceOption.EXPIRED_AT) != null) {
      faults.add(new Fault(
          SourceOption.EXPIRED_AT.key(),
          "",
          "says nothing without " + SourceOption.TTL_ATTRIBUTE.key(),
          "Give both, or leave it out."));
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfiguration(faults);
    }
    return parsed;
  }

  private String required(SourceOption key) {
    String value = options.get(key.key());
    if (value == null || value.isBlank()) {
      faults.add(new Fault(
          key.key(), "", "is missing", "Name the DynamoDB table: .option(\"table\", …)."));
      return "";
    }
    return value;
  }

  private DeclaredColumns declared() {
    String ddl = text(SourceOption.DDL);
    if (ddl == null || ddl.isBlank()) {
      return DeclaredColumns.NONE;
    }
    try {
      return DeclaredColumns.parse(ddl, SourceOption.DDL.key());
    } catch (InvalidConfiguration e) {
      faults.addAll(e.faults());
      return DeclaredColumns.NONE;
    }
  }

  private @Nullable String text(SourceOption key) {
    return options.get(key.key());
  }

  private List<String> texts(SourceOption key) {
    return orElse(read(key, List.of(), OptionParser::parsed, "a JSON array of texts"), List.of());
  }

  private <T> @Nullable T read(
      SourceOption key, @Nullable T otherwise, Function<String, T> parse, String wanted) {
    String value = options.get(key.key());
    if (value == null) {
      return otherwise;
    }
    try {
      return parse.apply(value.strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      faults.add(new Fault(key.key(), value, "is not " + wanted, "Give " + wanted + "."));
      return otherwise;
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

  private static URI endpoint(String value) {
    URI uri = URI.create(value);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("no host");
    }
    return uri;
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
