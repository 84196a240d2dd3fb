package dev.sluice.source;

import dev.sluice.decode.Marks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.AppendData;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.StructField;

/**
 * What a statement that writes says beyond its rows' columns, which is all that Spark hands over where a table takes any:
 * whether columns go by name or by position, and as what they were read. It stands in the query that runs on this thread.
 *
 * @param byName whether columns go by name; empty where there is no such query
 * @param ownOptions whether it states options itself, and does not repeat those of the table alone; true where not known
 * @param read the marked columns below the statement, of which those written may be made
 */
record WriteStatement(Optional<Boolean> byName, boolean ownOptions, List<StructField> read) {
  /** The one that writes to this very table. */
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
        addMarked(attribute, read);
        return null;
      });
      return null;
    }));
    return new WriteStatement(
        byName.size() == 1 ? Optional.of(byName.get(0)) : Optional.empty(),
        commands.isEmpty() || commands.stream().anyMatch(WriteStatement::statesOptions),
        List.copyOf(read));
  }

  /** The columns of this name that were read. */
  List<StructField> read(String name) {
    return read.stream().filter(column -> column.name().equals(name)).toList();
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

  /** SQL has none; {@code save()} and {@code writeTo()} do. */
  private static boolean statesOptions(V2WriteCommand command) {
    return command instanceof AppendData append && !append.writeOptions().isEmpty();
  }

  private static void addMarked(Attribute attribute, Set<StructField> read) {
    if (!Marks.type(attribute.metadata()).isEmpty()) {
      read.add(new StructField(attribute.name(), attribute.dataType(), true, attribute.metadata()));
    }
  }
}
