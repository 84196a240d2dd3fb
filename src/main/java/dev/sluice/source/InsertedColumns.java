package dev.sluice.source;

import dev.sluice.decode.Marks;
import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import dev.sluice.failure.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Names the columns of rows to insert as the table has them. Spark leaves that to tables which take attributes that they
 * do not have yet; its own way would cast values to the types of a sample.
 */
final class InsertedColumns {
  /** Code points of a message that are the columns' names. */
  private static final int MAX_NAMES = 1_000;

  private final StructType rows;
  private final StructType table;

  InsertedColumns(StructType rows, StructType table) {
    this.rows = rows;
    this.table = table;
  }

  /**
   * The rows' columns, by the names of the attributes that they go to.
   *
   * @param byName whether the statement names columns; empty: not known
   * @param caseSensitive whether names that differ by case are two
   * @throws InvalidConfiguration where they are more or fewer than the table's, by position, or it is not known how they
   *     go and that makes a difference
   */
  StructType named(Optional<Boolean> byName, boolean caseSensitive) {
    if (inPlace()) {
      return rows;
    }
    if (byName.orElseThrow(this::unknown)) {
      return renamed(IntStream.range(0, rows.size())
          .mapToObj(i -> called(rows.apply(i).name(), caseSensitive))
          .toList());
    }
    if (rows.size() != table.size() && rows.size() != attributes()) {
      throw refused(
          "by position it needs " + attributes() + " columns, and is given " + rows.size());
    }
    return renamed(List.of(table.fieldNames()));
  }

  /** Whether by name and by position are the same. */
  private boolean inPlace() {
    List<String> names = List.of(rows.fieldNames());
    List<String> own = List.of(table.fieldNames());
    return names.equals(own) || names.equals(own.subList(0, attributes()));
  }

  /** Its columns but the overflow at their end, which may be left out. */
  private int attributes() {
    int size = table.size();
    return size > 0 && table.apply(size - 1).name().equals(Marks.OVERFLOW) ? size - 1 : size;
  }

  /** An attribute that the table has not keeps its name. */
  private String called(String name, boolean caseSensitive) {
    List<String> same = Arrays.stream(table.fieldNames())
        .filter(own -> caseSensitive ? own.equals(name) : own.equalsIgnoreCase(name))
        .toList();
    return same.size() == 1 ? same.get(0) : name;
  }

  private StructType renamed(List<String> names) {
    return new StructType(IntStream.range(0, rows.size())
        .mapToObj(i -> {
          StructField field = rows.apply(i);
          return new StructField(
              names.get(i), field.dataType(), field.nullable(), field.metadata());
        })
        .toArray(StructField[]::new));
  }

  private InvalidConfiguration unknown() {
    return refused("it is not known whether " + shown(rows) + " go by name or by position");
  }

  private static String shown(StructType columns) {
    return Printable.brief(List.of(columns.fieldNames()).toString(), MAX_NAMES);
  }

  private InvalidConfiguration refused(String problem) {
    return new InvalidConfiguration(
        List.of(
            new Fault(
                "INSERT",
                "",
                problem,
                "The table's columns are " + shown(table)
                    + ", of which _overflow may be left out. INSERT INTO … (names) SELECT …, or"
                    + " df.write().format(\"sluice\")…save(), goes by name, and may leave out any but the keys.")));
  }
}
