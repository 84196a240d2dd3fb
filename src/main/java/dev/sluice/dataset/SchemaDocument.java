package dev.sluice.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schema.TypeTally;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * {@code schema.json}.
 *
 * @param tables by table name
 */
record SchemaDocument(Map<String, TableSchema> tables) {
  /**
   * One table.
   *
   * @param schema Spark's own JSON of it, marks included
   * @param sampled items that the columns were found from
   * @param types attribute → DynamoDB type → how often the sample had it, explicit NULLs too
   * @param drift against the snapshot before; null where there is none
   */
  record TableSchema(
      JsonNode schema,
      long sampled,
      Map<String, Map<String, Long>> types,
      @Nullable Drift drift) {
    StructType struct() {
      return (StructType) DataType.fromJson(schema.toString());
    }
  }

  /**
   * What has changed.
   *
   * @param since run id of the snapshot before
   */
  record Drift(String since, List<String> added, List<String> gone, List<Retyped> retyped) {
    static Drift between(String since, StructType before, StructType now) {
      Map<String, StructField> old = byName(before);
      Map<String, StructField> current = byName(now);
      List<Retyped> retyped = new ArrayList<>();
      current.forEach((name, field) -> {
        StructField was = old.get(name);
        if (was != null && !was.dataType().equals(field.dataType())) {
          retyped.add(
              new Retyped(name, was.dataType().catalogString(), field.dataType().catalogString()));
        }
      });
      return new Drift(since, missing(current, old), missing(old, current), retyped);
    }

    private static List<String> missing(
        Map<String, StructField> from, Map<String, StructField> in) {
      return from.keySet().stream().filter(name -> !in.containsKey(name)).toList();
    }

    private static Map<String, StructField> byName(StructType struct) {
      Map<String, StructField> fields = new LinkedHashMap<>();
      for (StructField field : struct.fields()) {
        fields.put(field.name(), field);
      }
      return fields;
    }
  }

  /** A column whose Spark type is another one now. */
  record Retyped(String column, String was, String is) {}

  /** The schema of a table as it is written into a snapshot. */
  static TableSchema of(TableSource source, StructType written, Optional<Drift> drift) {
    Map<String, Map<String, Long>> types = new LinkedHashMap<>();
    source.discovered().ifPresent(d -> d.attributes()
        .forEach((name, tally) -> types.put(name, counts(tally))));
    return new TableSchema(
        Json.tree(written.json()),
        source.discovered().map(d -> d.sampled()).orElse(0L),
        types,
        drift.orElse(null));
  }

  private static Map<String, Long> counts(TypeTally tally) {
    Map<String, Long> counts = new LinkedHashMap<>();
    tally.seen().forEach((type, n) -> counts.put(type.name(), n));
    return counts;
  }
}
