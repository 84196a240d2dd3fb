package dev.sluice.source;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import scala.runtime.BoxedUnit;

/**
 * Adds {@link SharedRelations} and {@link JoinByKey} to every session that starts with this jar on its class path. Spark
 * finds it as a service, without configuration. Without it reads return the same rows, but some of them run twice, and
 * some joins read whole tables.
 */
public final class SluiceExtensions implements SparkSessionExtensionsProvider {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectPreCBORule(session -> {
      JoinByKey.addTo(session.experimental());
      return new SharedRelations();
    });
    return BoxedUnit.UNIT;
  }
}
