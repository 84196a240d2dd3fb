package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.AppendData;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Facts about a statement that writes, beyond its rows' columns: whether columns are matched by name or by position,
 * and the columns that they were read from. Spark does not pass these facts to a table that accepts any columns. They
 * are found in the query that runs on this thread.
 *
 * @param byName whether columns are matched by name; empty if there is no such query
 * @param ownOptions whether the statement states options itself, and does not only repeat those of the table; true if
 *     not known
 * @param read the tagged columns below the statement
 * @param columns the written columns, in order; empty if there is no such query
 */
record WriteStatement(
    Optional<Boolean> byName, boolean ownOptions, List<StructField> read, List<Column> columns) {
  /**
   * The origin of a column that is written.
   *
   * @param kept the tag of an untagged column whose values come unchanged from tagged ones; empty: it has its own tag,
   *     or none is kept
   * @param origins the columns that an untagged column is made of; empty if a tag is kept
   */
  record Column(Optional<Metadata> kept, Lineage.Origins origins) {
    private static Column of(Attribute attribute, Lineage lineage) {
      if (!ColumnMetadata.type(attribute.metadata()).isEmpty()) {
        return new Column(Optional.empty(), Lineage.Origins.NONE);
      }
      Optional<Metadata> kept = lineage.kept(attribute);
      return new Column(kept, kept.isPresent() ? Lineage.Origins.NONE : lineage.origins(attribute));
    }
  }

  /** Returns the statement that writes to this table. */
  static WriteStatement of(Table table) {
    List<V2WriteCommand> commands = new ArrayList<>();
    query().ifPresent(query -> query.logical().foreach(node -> {
      if (writes(node, table)) {
        commands.add((V2WriteCommand) node);
      }
      return null;
    }));
    List<Boolean> byName =
        commands.stream().map(V2WriteCommand::isByName).distinct().toList();
    Set<StructField> read = new LinkedHashSet<>();
    commands.forEach(command -> command.query().foreach(node -> {
      node.output().foreach(attribute -> {
        addTagged(attribute, read);
        return null;
      });
      return null;
    }));
    return new WriteStatement(
        byName.size() == 1 ? Optional.of(byName.get(0)) : Optional.empty(),
        commands.isEmpty() || commands.stream().anyMatch(WriteStatement::statesOptions),
        List.copyOf(read),
        commands.isEmpty() ? List.of() : columns(commands.get(0).query()));
  }

  private static List<Column> columns(LogicalPlan query) {
    Lineage lineage = Lineage.of(query);
    return PassedValues.list(query.output()).stream()
        .map(attribute -> Column.of(attribute, lineage))
        .toList();
  }

  /** Returns the rows' columns, with the tags that they keep. */
  StructType kept(StructType rows) {
    return new StructType(IntStream.range(0, rows.size())
        .mapToObj(i -> column(i)
            .flatMap(Column::kept)
            .map(tag -> new StructField(
                rows.apply(i).name(), rows.apply(i).dataType(), rows.apply(i).nullable(), tag))
            .orElse(rows.apply(i)))
        .toArray(StructField[]::new));
  }

  /**
   * Returns the columns that the column with this number is made of; empty if it has or keeps a tag, or they are not
   * known.
   */
  Lineage.Origins origins(int number) {
    return column(number).map(Column::origins).orElse(Lineage.Origins.NONE);
  }

  private Optional<Column> column(int number) {
    return number < columns.size() ? Optional.of(columns.get(number)) : Optional.empty();
  }

  /** Returns the columns with this name that were read. Names are compared as the session does. */
  List<StructField> read(String name) {
    boolean caseSensitive = SQLConf.get().caseSensitiveAnalysis();
    return read.stream()
        .filter(column ->
            caseSensitive ? column.name().equals(name) : column.name().equalsIgnoreCase(name))
        .map(column -> new StructField(name, column.dataType(), true, column.metadata()))
        .toList();
  }

  private static Optional<QueryExecution> query() {
    String id =
        SparkSession.active().sparkContext().getLocalProperty(SQLExecution.EXECUTION_ID_KEY());
    return Optional.ofNullable(id).map(Long::parseLong).map(SQLExecution::getQueryExecution);
  }

  private static boolean writes(LogicalPlan node, Table table) {
    return node instanceof V2WriteCommand command
        && command.table() instanceof DataSourceV2Relation relation
        && relation.table() == table;
  }

  /** Returns whether a statement states options. {@code save()} and {@code writeTo()} may, SQL does not. */
  private static boolean statesOptions(V2WriteCommand command) {
    return command instanceof AppendData append && !append.writeOptions().isEmpty();
  }

  private static void addTagged(Attribute attribute, Set<StructField> read) {
    if (!ColumnMetadata.type(attribute.metadata()).isEmpty()) {
      read.add(new StructField(attribute.name(), attribute.dataType(), true, attribute.metadata()));
    }
  }
}
