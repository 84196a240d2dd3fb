package dev.sluice.job;

import java.util.Optional;
import org.apache.spark.package$;

/** The versions of Sluice, Spark and Java. */
final class Version {
  private Version() {}

  /** {@code 0.1.0}; of classes that are not in a jar, {@code development}. */
  static String sluice() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  static String line() {
    return "sluice " + sluice() + ", Spark " + package$.MODULE$.SPARK_VERSION() + ", Java "
        + Runtime.version();
  }
}
