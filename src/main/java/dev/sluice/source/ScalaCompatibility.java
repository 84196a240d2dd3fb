package dev.sluice.source;

import dev.sluice.failure.ResourceUnavailableException;
import org.jspecify.annotations.Nullable;
import scala.util.Properties;

/** The Scala that the shipped jar is for. With Spark on another, some call would end in a NoSuchMethodError, some time. */
public final class ScalaCompatibility {
  private ScalaCompatibility() {}

  /**
   * Compares it with Spark's.
   *
   * @throws ResourceUnavailableException where they differ
   */
  public static void check() {
    check(
        ScalaCompatibility.class.getPackage().getSpecificationVersion(),
        Properties.versionNumberString());
  }

  /**
   * @param built {@code 2.12}; null: the classes are in no jar, and were built where they run
   * @param running {@code 2.12.18}
   */
  static void check(@Nullable String built, String running) {
    if (built != null && !running.startsWith(built + ".")) {
      throw new ResourceUnavailableException(
          "this jar of Sluice is for Spark on Scala " + built + ", and here Spark is on Scala "
              + running,
          "Take sluice_2.12 for Spark 3.5, sluice_2.13 for Spark 4.0 and 4.1.");
    }
  }
}
