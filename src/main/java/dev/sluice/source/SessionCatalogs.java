package dev.sluice.source;

import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.internal.SessionState;
import scala.Option;

/**
 * The catalog of Spark's own tables. Spark 3.5 shows a session's state on its public class, Spark 4 on the class behind
 * it.
 */
record SessionCatalogs(SparkSession session) {
  /** Returns the catalog as a plug-in. */
  CatalogPlugin plugin() {
    return state().catalogManager().v2SessionCatalog();
  }

  /** Returns the provider of a table; empty if it has none, or there is no such table. */
  Optional<String> provider(TableIdentifier table) {
    try {
      Option<String> provider = state().catalog().getTableMetadata(table).provider();
      return provider.isDefined() ? Optional.of(provider.get()) : Optional.empty();
    } catch (AnalysisException e) {
      return Optional.empty();
    }
  }

  static Identifier name(TableIdentifier table) {
    String[] database =
        table.database().isDefined() ? new String[] {table.database().get()} : new String[0];
    return Identifier.of(database, table.table());
  }

  private SessionState state() {
    try {
      return (SessionState) session.getClass().getMethod("sessionState").invoke(session);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Spark has no session state", e);
    }
  }
}
