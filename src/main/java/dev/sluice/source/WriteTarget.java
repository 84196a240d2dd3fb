package dev.sluice.source;

import dev.sluice.failure.Printable;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.WrittenColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The columns of a table that a statement writes to, as far as they are known.
 *
 * @param columns the columns of Spark's table; for {@code save()} the rows' own
 * @param given the columns that a user gave, for the rows or for the table; without columns: the table was described
 * @param known the columns that a sample of the table found; without columns: no sample was taken
 */
record WriteTarget(
    StructType columns, StructType given, StructType known, WriteStatement statement) {
  private static final Logger LOG = LoggerFactory.getLogger(WriteTarget.class);

  /** Returns whether the statement matches columns by position. */
  boolean byPosition() {
    return !statement.byName().orElse(true);
  }

  /** Returns the rows' columns with the names and type tags of the attributes that they become. */
  StructType marked(StructType rows, DeclaredColumns declared) {
    StructType named = new InsertedColumns(statement.kept(rows), columns)
        .named(statement.byName(), SQLConf.get().caseSensitiveAnalysis());
    Set<String> absent = new TreeSet<>(declared.names());
    absent.removeAll(Arrays.asList(named.fieldNames()));
    if (!absent.isEmpty()) {
      LOG.warn(
          "The ddl states columns that the rows do not have: {}. They have {}.",
          Printable.message(absent.toString()),
          Printable.message(List.of(named.fieldNames()).toString()));
    }
    return new WrittenColumns(declared, given, known).tagged(named);
  }

  /** Returns the earlier columns of these, and the table's columns. Leaves out columns whose origins are known. */
  List<StructField> earlier(StructType written) {
    return Stream.concat(
            Stream.of(known.fields()),
            IntStream.range(0, written.size())
                .filter(i -> statement.origins(i).parts().isEmpty())
                .mapToObj(i -> written.apply(i).name())
                .flatMap(name -> statement.read(name).stream()))
        .collect(Collectors.toList());
  }
}
