package dev.sluice.job;

import java.util.Optional;
import org.apache.spark.package$;

/** The versions of Sluice, Spark and Java. */
final class Version {
  private Version() {}

  /** Returns {@code 0.1.0}; {@code development} for classes outside a jar. */
  static String sluice() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  static String line() {
    return "sluice " + sluice() + ", Spark " + package$.MODULE$.SPARK_VERSION() + ", Java "
        + Runtime.version();
  }
}
