package dev.sluice.source;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import scala.runtime.BoxedUnit;

/**
 * Adds Sluice's rules to every session that starts with this jar on its class path. Spark finds it as a service, without
 * configuration. Without it {@code format("sluice")} and catalogs return the same rows, but some reads run twice, some
 * joins read whole tables, and tables that were made with USING sluice may be refused.
 */
public final class SluiceExtensions implements SparkSessionExtensionsProvider {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectResolutionRule(StoredRelations::new);
    extensions.injectResolutionRule(session -> new RootNames());
    extensions.injectPreCBORule(session -> {
      JoinByKey.addTo(session.experimental());
      return new SharedRelations();
    });
    return BoxedUnit.UNIT;
  }
}
