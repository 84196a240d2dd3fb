package dev.sluice.job.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.source}.
 *
 * @param table name or ARN; null where only experiments are read
 * @param kind how it is read
 * @param index that is read instead of it; null: the table itself
 * @param columns top-level attributes to keep; empty: all
 * @param filter Spark SQL condition; null: all items
 * @param segments empty: auto
 * @param ttlAttribute by which items of {@code table} expire; null: DynamoDB tells
 * @param sampleItems items that the schema is found from
 * @param ddl columns of {@code table} whose types are stated, as Spark DDL; null: all are discovered
 * @param maxRejects unreadable items allowed in a table
 */
public record SourceSettings(
    @Nullable String table,
    Kind kind,
    @Nullable String index,
    List<String> columns,
    @Nullable String filter,
    OptionalInt segments,
    boolean consistentRead,
    Capacity capacity,
    boolean skipExpired,
    @Nullable String ttlAttribute,
    long sampleItems,
    Numbers numbers,
    @Nullable String ddl,
    long maxRejects) {
  public SourceSettings {
    columns = List.copyOf(columns);
  }

  /** By Scan, or by a Query that takes its key condition from the filter. */
  public enum Kind {
    SCAN,
    QUERY
  }

  /** How DynamoDB's numbers become columns. */
  public enum Numbers {
    EXACT,
    DOUBLE
  }

  /**
   * The budget for reading.
   *
   * @param maxReadUnits read units a second; null: {@code percent} holds
   * @param percent of what the table has, (0, 100]
   * @param maxUnits read units in all, of each table; null: no budget
   * @param deadline from each start of the run; null: none
   */
  public record Capacity(
      @Nullable Long maxReadUnits,
      double percent,
      @Nullable Long maxUnits,
      @Nullable Duration deadline) {}

  /** The Spark source's options for the table of events. */
  Map<String, String> options() {
    Map<String, String> options = sharedOptions();
    options.put("segments", segments.isEmpty() ? "auto" : String.valueOf(segments.getAsInt()));
    options.put("kind", ValueText.spelling(kind));
    options.put("consistent-read", String.valueOf(consistentRead));
    if (index != null) {
      options.put("index", index);
    }
    if (skipExpired && ttlAttribute != null) {
      options.put("ttl-attribute", ttlAttribute);
    }
    if (ddl != null) {
      options.put("ddl", ddl);
    }
    return options;
  }

  /** The Spark source's options for every table. */
  Map<String, String> sharedOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    if (capacity.maxReadUnits() == null) {
      options.put("percent", String.valueOf(capacity.percent()));
    } else {
      options.put("max-read-units", capacity.maxReadUnits().toString());
    }
    if (capacity.maxUnits() != null) {
      options.put("max-units", capacity.maxUnits().toString());
    }
    options.put("sample-items", String.valueOf(sampleItems));
    options.put("numbers", ValueText.spelling(numbers));
    return options;
  }
}
