package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableProbes;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AccountTables;
import dev.sluice.table.AwsFailures;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableWritePrivilege;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A catalog of the tables of one account and region, named as in DynamoDB or by ARN. DynamoDB has no namespaces; the
 * only one, {@code dynamodb}, is the catalog itself. Tables are read and written, never created, changed or dropped.
 *
 * <p>Nothing is remembered between statements: Spark loads a table once for each statement that names it, and a sample
 * that is remembered would hide attributes which were written since.
 */
public abstract class DynamoDbCatalog implements TableCatalog, SupportsNamespaces {
  /**
   * May stand between the catalog's name and a table's: some of Spark's methods require a namespace. They would look for
   * one named {@code default} in Spark's own catalog.
   */
  private static final String NAMESPACE = "dynamodb";

  private CatalogOptions options = new CatalogOptions("", Map.of());

  /**
   * Checks the options.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException naming every option that is unknown, or has a wrong value
   */
  @Override
  public void initialize(String name, CaseInsensitiveStringMap stated) {
    ScalaCompatibility.check();
    options = CatalogOptions.of(name, stated.asCaseSensitiveMap());
  }

  @Override
  public String name() {
    return options.catalog();
  }

  @Override
  public String[] defaultNamespace() {
    return new String[] {NAMESPACE};
  }

  /** Lists the tables by their names. Describes none of them. */
  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    require(namespace);
    return new AccountTables(options.common().read().aws())
        .names().stream()
            .map(name -> Identifier.of(defaultNamespace(), name))
            .toArray(Identifier[]::new);
  }

  /**
   * Describes the table and samples it. For a list of tables it does neither.
   *
   * @throws NoSuchTableException if DynamoDB has no such table
   * @throws ResourceUnavailableException if it is denied or unreachable
   */
  @Override
  public Table loadTable(Identifier ident) throws NoSuchTableException {
    if (UnsampledLoads.forList()) {
      return withoutColumns(ident);
    }
    return UnsampledLoads.forExistence() ? existing(ident) : sampled(ident);
  }

  /** Loads a table for a statement that writes. A write by name takes no sample. */
  @Override
  public Table loadTable(Identifier ident, Set<TableWritePrivilege> privileges)
      throws NoSuchTableException {
    return UnsampledLoads.forWriteByName() ? existing(ident) : sampled(ident);
  }

  private Table existing(Identifier ident) throws NoSuchTableException {
    if (!tableExists(ident)) {
      throw new NoSuchTableException(ident);
    }
    return withoutColumns(ident);
  }

  private Table withoutColumns(Identifier ident) {
    String table = ident.name();
    return SluiceTable.target(options.of(table), options.parsed(table), new StructType())
        .in(options.entry(table));
  }

  private Table sampled(Identifier ident) throws NoSuchTableException {
    if (!isName(ident)) {
      throw new NoSuchTableException(ident);
    }
    Map<String, String> all = options.of(ident.name());
    try {
      PlannedRead read = PlannedRead.of(options.parsed(ident.name()));
      return SluiceTable.of(all, read).in(options.entry(ident.name()));
    } catch (ResourceUnavailableException e) {
      throw missing(ident, e);
    }
  }

  /** Describes the table. One call, no read units. */
  @Override
  public boolean tableExists(Identifier ident) {
    if (!isName(ident)) {
      return false;
    }
    ReadSettings settings = options.parsed(ident.name()).read();
    return new AccountTables(settings.aws()).has(settings.table());
  }

  private boolean isName(Identifier ident) {
    return isRoot(ident.namespace()) && OptionForms.isTable(ident.name());
  }

  /** Returns the failure to throw, or throws Spark's own if the table does not exist. */
  private static ResourceUnavailableException missing(
      Identifier ident, ResourceUnavailableException failure) throws NoSuchTableException {
    if (AwsFailures.isMissing(failure)) {
      throw new NoSuchTableException(ident);
    }
    return failure;
  }

  /**
   * Does for REFRESH TABLE of a name with a namespace what Spark itself does only for the name that plans have: drops
   * what is cached of the table. Nothing else is remembered.
   */
  @Override
  public void invalidateTable(Identifier ident) {
    TableProbes.forget(ident.name());
    if (ident.namespace().length > 0 && isName(ident)) {
      SparkSession.active().catalog().refreshTable("`" + name() + "`.`" + ident.name() + "`");
    }
  }

  /** Refuses. */
  // Spark's other methods call this one
  @Override
  @SuppressWarnings("deprecation")
  public Table createTable(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties) {
    throw RefusedDefinitions.create(ident.name());
  }

  /** Refuses. */
  @Override
  public Table alterTable(Identifier ident, TableChange... changes) {
    throw RefusedDefinitions.alter(ident.name());
  }

  /** Refuses; returns false if there is no such table. */
  @Override
  public boolean dropTable(Identifier ident) {
    if (tableExists(ident)) {
      throw RefusedDefinitions.drop(ident.name());
    }
    return false;
  }

  /** Refuses; returns false if there is no such table. */
  @Override
  public boolean purgeTable(Identifier ident) {
    return dropTable(ident);
  }

  /** Refuses. */
  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw RefusedDefinitions.rename(from.name());
  }

  @Override
  public String[][] listNamespaces() {
    return new String[][] {defaultNamespace()};
  }

  @Override
  public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
    require(namespace);
    return namespace.length == 0 ? listNamespaces() : new String[0][];
  }

  @Override
  public boolean namespaceExists(String[] namespace) {
    return isRoot(namespace);
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    require(namespace);
    return new HashMap<>();
  }

  /** Refuses. */
  @Override
  public void createNamespace(String[] namespace, Map<String, String> metadata) {
    throw RefusedDefinitions.namespace(namespace);
  }

  /** Refuses. */
  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes) {
    throw RefusedDefinitions.namespace(namespace);
  }

  /** Refuses. */
  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade) {
    throw RefusedDefinitions.namespace(namespace);
  }

  private static boolean isRoot(String[] namespace) {
    return namespace.length == 0
        || (namespace.length == 1 && namespace[0].equalsIgnoreCase(NAMESPACE));
  }

  private static void require(String[] namespace) throws NoSuchNamespaceException {
    if (!isRoot(namespace)) {
      throw new NoSuchNamespaceException(namespace);
    }
  }
}
