package dev.sluice.dataset.lake;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.spark.functions.SparkFunctions;
import org.apache.iceberg.spark.source.StagedSparkTable;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A catalog of the tables that this process is staging: Spark writes to tables of catalogs only. */
public final class StagedTables implements TableCatalog, FunctionCatalog {
  private static final String NAME = "sluice_staged";
  private static final String NAMESPACE = "staged";
  private static final Map<String, Transaction> STAGED = new ConcurrentHashMap<>();

  /** Writes to a staged table. */
  @FunctionalInterface
  interface Write {
    void to(String sqlName) throws NoSuchTableException;
  }

  /**
   * Lets Spark write to a table by a name that only this call knows.
   *
   * @param table collects what is written, and is not committed here
   */
  static void write(SparkSession spark, Transaction table, Write write) {
    spark.conf().set("spark.sql.catalog." + NAME, StagedTables.class.getName());
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    STAGED.put(name, table);
    try {
      write.to(NAME + "." + NAMESPACE + "." + name);
    } catch (NoSuchTableException e) {
      throw new IllegalStateException(e);
    } finally {
      STAGED.remove(name);
    }
  }

  @Override
  public void initialize(String name, CaseInsensitiveStringMap options) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Identifier[] listTables(String[] namespace) {
    return new Identifier[0];
  }

  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    Transaction table = STAGED.get(identifier.name());
    if (table == null) {
      throw new NoSuchTableException(identifier);
    }
    return new StagedSparkTable(table);
  }

  @Override
  public Identifier[] listFunctions(String[] namespace) {
    return new Identifier[0];
  }

  /** Spark distributes rows by the functions that partition the table. */
  @Override
  public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
    UnboundFunction function = SparkFunctions.load(identifier.name());
    if (function == null) {
      throw new NoSuchFunctionException(identifier);
    }
    return function;
  }

  @Override
  @SuppressWarnings("deprecation") // Spark 3.5 has no other one to implement
  public Table createTable(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Table alterTable(Identifier identifier, TableChange... changes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean dropTable(Identifier identifier) {
    return false;
  }

  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw new UnsupportedOperationException();
  }
}
