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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.network.util.JavaUtils;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code format("sluice")}, checked.
 *
 * @param index a secondary index to read instead of the table; null: the table
 * @param kind whether a Query is asked for
 * @param segments 0: from the table's size and the cores
 * @param tasks input partitions; 0: likewise
 * @param positions of each input partition, in order, where it goes on; empty: all from their beginning
 * @param maxReadUnits null: percent decides
 * @param maxWriteUnits null: no limit but DynamoDB's own
 * @param maxUnits read units that one read may take in all; null: no budget
 * @param unitsSpent what a sample taken before has consumed of them
 * @param deadline no page is asked for from then on; null: none
 * @param declared columns whose types are stated
 * @param schemaJson a schema as Spark's JSON, marks included; null: discovered
 * @param entityBy the attribute by which kinds of item are told apart; null: they are not
 * @param entitySeparator ends the kind in an attribute of the key
 * @param indexNeeds what an index that is asked for must have
 * @param ttlAttribute items whose value here (epoch seconds) is before {@code expiredAt} are left out; null: none are
 */
record SourceOptions(
    AwsSettings aws,
    String table,
    @Nullable String index,
    ReadKind kind,
    int segments,
    int tasks,
    List<String> positions,
    boolean consistentRead,
    @Nullable Long maxReadUnits,
    @Nullable Long maxWriteUnits,
    double percent,
    @Nullable Long maxUnits,
    double unitsSpent,
    @Nullable Instant deadline,
    Numbers numbers,
    int sampleItems,
    DeclaredColumns declared,
    @Nullable String schemaJson,
    @Nullable String entityBy,
    String entitySeparator,
    IndexNeeds indexNeeds,
    @Nullable String ttlAttribute,
    long expiredAt) {
  /** Name or ARN of the table. Required. */
  static final String TABLE = "table";

  /** AWS region. Default: the SDK's own search. */
  static final String REGION = "region";

  /** DynamoDB endpoint as a URI. Default: the region's. */
  static final String ENDPOINT = "endpoint";

  /** A role to assume. Default: none. */
  static final String ROLE_ARN = "role-arn";

  /**
   * A secondary index to read instead of the table; none is read that is not asked for. An item whose index key changes
   * while it is read may be missed; one that Queries find twice is a row once. Default: none.
   */
  static final String INDEX = "index";

  /** scan, where a Query still takes its place if the filter demands it, or query: only that. Default: scan. */
  static final String KIND = "kind";

  /** A number, or {@code auto}: from the table's size and the cores. Default: auto. */
  static final String SEGMENTS = "segments";

  /** Input partitions, each a range of the segments. Default: from the table's size and the cores. */
  static final String TASKS = "tasks";

  /** Of each input partition, in order, where it goes on: a JSON array of texts. Default: all from their beginning. */
  static final String POSITIONS = "positions";

  /** true or false; true costs twice the read units. Default: false. */
  static final String CONSISTENT_READ = "consistent-read";

  /** Read units a second, over all readers. Default: none, percent decides. */
  static final String MAX_READ_UNITS = "max-read-units";

  /** Write units a second, over all tasks of a write. Default: none; throttled writes are waited for. */
  static final String MAX_WRITE_UNITS = "max-write-units";

  /** Of the table's known read capacity. Default: 50. */
  static final String PERCENT = "percent";

  /** Read units that one read may take in all, its sample included; then it stops. Default: no budget. */
  static final String MAX_UNITS = "max-units";

  /** What a sample taken before has consumed of {@link #MAX_UNITS}. Default: 0. */
  static final String UNITS_SPENT = "units-spent";

  /** When to stop asking for pages: an instant, or a duration from the load on, such as 90m. Default: none. */
  static final String DEADLINE = "deadline";

  /** exact or double. Default: exact. */
  static final String NUMBERS = "numbers";

  /** About how many items to look at for the schema. Default: 1000. */
  static final String SAMPLE_ITEMS = "sample-items";

  /**
   * Columns whose types are stated as Spark DDL; {@link DeclaredColumns} says what that means. A COMMENT states the
   * DynamoDB type: {@code tags array<string> COMMENT 'SS'}. Default: none, all are discovered.
   */
  static final String DDL = "ddl";

  /** A schema as Spark's JSON, as an earlier read of the table had it; spares the sample. Default: none. */
  static final String SCHEMA_JSON = "schema-json";

  /** An attribute by which kinds of item are told apart. Default: none. */
  static final String ENTITY_BY = "entity-by";

  /** Where that is of the key, the kind is what stands before the first of these. Default: #. */
  static final String ENTITY_SEPARATOR = "entity-separator";

  /** Items that have expired by this attribute (epoch seconds) are left out. Default: none, expired items are read. */
  static final String TTL_ATTRIBUTE = "ttl-attribute";

  /** The instant, epoch seconds, before which items count as expired. Default: when the options are read. */
  static final String EXPIRED_AT = "expired-at";

  /** Whether a budget or a deadline is set. */
  boolean bounded() {
    return maxUnits != null || deadline != null;
  }

  /** The value of {@link #POSITIONS}. */
  static String texts(List<String> positions) {
    try {
      return new ObjectMapper().writeValueAsString(positions);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }

  static SourceOptions of(Map<String, String> options) {
    return new Parser(options).parse();
  }

  /** Collects every fault before it complains. */
  private static final class Parser {
    private final Map<String, String> options;
    private final List<Fault> faults = new ArrayList<>();

    Parser(Map<String, String> options) {
      this.options = options;
    }

    SourceOptions parse() {
      SourceOptions parsed = new SourceOptions(
          new AwsSettings(
              options.get(REGION),
              read(ENDPOINT, null, Parser::endpoint, "a URI with a host"),
              null,
              options.get(ROLE_ARN)),
          required(TABLE),
          options.get(INDEX),
          orElse(
              read(
                  KIND,
                  ReadKind.SCAN,
                  v -> ReadKind.valueOf(v.toUpperCase(Locale.ROOT)),
                  "scan or query"),
              ReadKind.SCAN),
          orElse(read(SEGMENTS, 0, Parser::segments, "auto, or a number from 1 to 1000000"), 0),
          orElse(
              read(
                  TASKS,
                  0,
                  v -> Math.toIntExact(positive(Long.parseLong(v))),
                  "a number of input partitions, at least 1"),
              0),
          orElse(read(POSITIONS, List.of(), Parser::parsed, "a JSON array of texts"), List.of()),
          orElse(read(CONSISTENT_READ, false, Parser::bool, "true or false"), false),
          read(
              MAX_READ_UNITS,
              null,
              v -> positive(Long.parseLong(v)),
              "a number of read units a second, at least 1"),
          read(
              MAX_WRITE_UNITS,
              null,
              v -> positive(Long.parseLong(v)),
              "a number of write units a second, at least 1"),
          orElse(read(PERCENT, 50.0, Parser::percent, "a number above 0 and up to 100"), 50.0),
          read(
              MAX_UNITS,
              null,
              v -> positive(Long.parseLong(v)),
              "a number of read units, at least 1"),
          orElse(read(UNITS_SPENT, 0.0, Double::valueOf, "a number of read units"), 0.0),
          read(
              DEADLINE,
              null,
              Parser::deadline,
              "an instant, such as 2026-11-01T06:00:00Z, or a duration, such as 90m or 2h"),
          orElse(
              read(
                  NUMBERS,
                  Numbers.EXACT,
                  v -> Numbers.valueOf(v.toUpperCase(Locale.ROOT)),
                  "exact or double"),
              Numbers.EXACT),
          orElse(
              read(
                  SAMPLE_ITEMS,
                  1000,
                  v -> Math.toIntExact(positive(Long.parseLong(v))),
                  "a number of items, at least 1"),
              1000),
          declared(),
          options.get(SCHEMA_JSON),
          options.get(ENTITY_BY),
          orElse(options.get(ENTITY_SEPARATOR), "#"),
          IndexNeeds.of(options),
          options.get(TTL_ATTRIBUTE),
          orElse(read(EXPIRED_AT, Instant.now().getEpochSecond(), Long::parseLong, "epoch seconds"), 0L));
      if (!faults.isEmpty()) {
        throw new InvalidConfiguration(faults);
      }
      return parsed;
    }

    private String required(String key) {
      String value = options.get(key);
      if (value == null || value.isBlank()) {
        faults.add(
            new Fault(key, "", "is missing", "Name the DynamoDB table: .option(\"table\", …)."));
        return "";
      }
      return value;
    }

    private DeclaredColumns declared() {
      String ddl = options.get(DDL);
      if (ddl == null || ddl.isBlank()) {
        return DeclaredColumns.NONE;
      }
      try {
        return DeclaredColumns.parse(ddl, DDL);
      } catch (InvalidConfiguration e) {
        faults.addAll(e.faults());
        return DeclaredColumns.NONE;
      }
    }

    private <T> @Nullable T read(
        String key, @Nullable T otherwise, Function<String, T> parse, String wanted) {
      String value = options.get(key);
      if (value == null) {
        return otherwise;
      }
      try {
        return parse.apply(value.strip());
      } catch (IllegalArgumentException | ArithmeticException e) {
        faults.add(new Fault(key, value, "is not " + wanted, "Give " + wanted + "."));
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
}
