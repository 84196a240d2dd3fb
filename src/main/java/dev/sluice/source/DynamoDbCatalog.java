package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableProbe;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.AccountTables;
import dev.sluice.table.AwsFailures;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
 * A catalog of the tables of one account and region, named as in DynamoDB or by ARN, without namespaces. Tables are
 * read and written, never created, changed or dropped.
 *
 * <p>Nothing is remembered between statements: Spark loads a table once for each statement that names it, and a sample
 * that is remembered would hide attributes which were written since.
 */
public abstract class DynamoDbCatalog implements TableCatalog, SupportsNamespaces {
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

  /** Lists the tables by their names. Describes none of them. */
  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    requireRoot(namespace);
    return new AccountTables(options.common().read().aws()).names().stream()
        .map(name -> Identifier.of(namespace, name))
        .toArray(Identifier[]::new);
  }

  /**
   * Describes the table and samples it.
   *
   * @throws NoSuchTableException if DynamoDB has no such table
   * @throws ResourceUnavailableException if it is denied or unreachable
   */
  @Override
  public Table loadTable(Identifier ident) throws NoSuchTableException {
    Map<String, String> all = existing(ident);
    try {
      PlannedRead read = PlannedRead.of(TableProbe.open(OptionParser.read(all).read()));
      return SluiceTable.of(all, read).in(new TableEntry(all));
    } catch (ResourceUnavailableException e) {
      throw missing(ident, e);
    }
  }

  /**
   * Loads a table for a statement that writes. A write by name takes no sample.
   *
   * @throws NoSuchTableException if DynamoDB has no such table
   */
  @Override
  public Table loadTable(Identifier ident, Set<TableWritePrivilege> privileges)
      throws NoSuchTableException {
    if (!WritesByName.onThisThread()) {
      return loadTable(ident);
    }
    if (!tableExists(ident)) {
      throw new NoSuchTableException(ident);
    }
    Map<String, String> all = options.of(ident.name());
    return SluiceTable.target(all, new StructType()).in(new TableEntry(all));
  }

  /** Describes the table. One call, no read units. */
  @Override
  public boolean tableExists(Identifier ident) {
    if (!isName(ident)) {
      return false;
    }
    ReadSettings settings = OptionParser.read(options.of(ident.name())).read();
    return new AccountTables(settings.aws()).has(settings.table());
  }

  private Map<String, String> existing(Identifier ident) throws NoSuchTableException {
    if (!isName(ident)) {
      throw new NoSuchTableException(ident);
    }
    return options.of(ident.name());
  }

  private static boolean isName(Identifier ident) {
    return ident.namespace().length == 0 && OptionParser.isTable(ident.name());
  }

  /** Returns the failure to throw, or throws Spark's own if the table does not exist. */
  private static ResourceUnavailableException missing(
      Identifier ident, ResourceUnavailableException failure) throws NoSuchTableException {
    if (AwsFailures.isMissing(failure)) {
      throw new NoSuchTableException(ident);
    }
    return failure;
  }

  /** Refuses. */
  @Override
  public Table createTable(
      Identifier ident,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties) {
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
    return new String[0][];
  }

  @Override
  public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
    requireRoot(namespace);
    return listNamespaces();
  }

  @Override
  public boolean namespaceExists(String[] namespace) {
    return namespace.length == 0;
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    requireRoot(namespace);
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

  private static void requireRoot(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length > 0) {
      throw new NoSuchNamespaceException(namespace);
    }
  }
}
