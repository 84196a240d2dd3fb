package dev.sluice.source;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates that are known without reading all items: numbers of items as DynamoDB counts them, or the least and the
 * greatest values of the sort key, which are the ends of a Query. Spark combines those of several tasks and Queries.
 *
 * @param groups key attributes of which each Query has one value; without any there is one group
 * @param extremeOf the column of the sort key whose minimum and maximum are wanted; null: items are counted
 * @param functions not empty; either all are counts, or none is
 */
record KeyAggregates(StructType groups, @Nullable StructField extremeOf, List<Function> functions)
    implements Serializable {
  /** A function of the rows of a group. */
  enum Function {
    COUNT,
    MIN,
    MAX
  }

  KeyAggregates {
    functions = List.copyOf(functions);
  }

  boolean areCounts() {
    return extremeOf == null;
  }

  /** Returns the columns of a row: the groups, then the functions. */
  StructType columns() {
    StructType columns = groups;
    for (int i = 0; i < functions.size(); i++) {
      String name = functions.get(i).name().toLowerCase(Locale.ROOT) + i;
      columns = extremeOf == null
          ? columns.add(name, DataTypes.LongType, false)
          : columns.add(name, extremeOf.dataType(), true);
    }
    return columns;
  }

  /** Returns the columns of the items that are read; none if they are counted. */
  StructType read() {
    boolean other = extremeOf != null && !List.of(groups.fieldNames()).contains(extremeOf.name());
    return extremeOf == null ? new StructType() : other ? groups.add(extremeOf) : groups;
  }

  /** Returns the text in the output of EXPLAIN. */
  String text() {
    String by = groups.isEmpty() ? "" : " by " + String.join(", ", groups.fieldNames());
    return extremeOf == null
        ? "counted by DynamoDB" + by
        : functions.stream()
                .map(Object::toString)
                .map(KeyAggregates::lower)
                .distinct()
                .toList() + " of " + extremeOf.name() + " by Query" + by;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
