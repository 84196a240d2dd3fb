package dev.sluice.dataset.lake;

import dev.sluice.sql.SqlNames;
import java.util.Locale;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The name of an Iceberg table.
 *
 * @param catalog as Spark's configuration names it
 */
public record LakeName(String catalog, String namespace, String table) {
  /** The prefix by which Iceberg's catalogs in Spark find a branch of a table. */
  private static final String BRANCH = "branch_";

  /** The prefix by which they find a snapshot. */
  private static final String SNAPSHOT = "snapshot_id_";

  /**
   * Returns the name for a DynamoDB table. Glue's catalog allows lower-case letters, digits and underscores only; of
   * two tables whose names then are equal, the second is refused when it is opened.
   */
  public static LakeName of(String catalog, String namespace, String dynamoDbTable) {
    String name = dynamoDbTable.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    return new LakeName(catalog, namespace, name);
  }

  TableIdentifier identifier() {
    return TableIdentifier.of(Namespace.of(namespace), table);
  }

  /** Returns the namespace as SQL writes it. */
  String namespaceSql() {
    return SqlNames.identifier(catalog) + "." + SqlNames.identifier(namespace);
  }

  /** Returns the name as SQL writes it. */
  public String sql() {
    return namespaceSql() + "." + SqlNames.identifier(table);
  }

  /** Returns a branch of the table as SQL writes it. */
  String sql(String branch) {
    return sql() + "." + SqlNames.identifier(BRANCH + branch);
  }

  /** Returns a snapshot of the table as SQL writes it. */
  String sqlOf(long snapshotId) {
    return sql() + "." + SqlNames.identifier(SNAPSHOT + snapshotId);
  }

  @Override
  public String toString() {
    return catalog + "." + namespace + "." + table;
  }
}
