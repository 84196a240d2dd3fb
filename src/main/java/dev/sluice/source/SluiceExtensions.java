package dev.sluice.source;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import scala.runtime.BoxedUnit;

/**
 * Adds {@link SharedRelations} to every session that starts with this jar on its class path. Spark finds it as a
 * service, without configuration. Without it reads return the same rows, but some of them run twice.
 */
public final class SluiceExtensions implements SparkSessionExtensionsProvider {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectPreCBORule(session -> new SharedRelations());
    return BoxedUnit.UNIT;
  }
}
