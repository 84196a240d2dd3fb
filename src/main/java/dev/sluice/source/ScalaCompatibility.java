package dev.sluice.source;

import dev.sluice.failure.ResourceUnavailableException;
import org.jspecify.annotations.Nullable;
import scala.util.Properties;

/**
 * Checks the Scala version for which the shipped jar was built. With Spark on another one, some call would eventually
 * end in a NoSuchMethodError.
 */
public final class ScalaCompatibility {
  private ScalaCompatibility() {}

  /**
   * Compares the jar's Scala version with Spark's.
   *
   * @throws ResourceUnavailableException if they differ
   */
  public static void check() {
    check(
        ScalaCompatibility.class.getPackage().getSpecificationVersion(),
        Properties.versionNumberString());
  }

  /**
   * @param built {@code 2.12}; null: the classes are not in a jar, and were built where they run
   * @param running {@code 2.12.18}
   */
  static void check(@Nullable String built, String running) {
    if (built != null && !running.startsWith(built + ".")) {
      throw new ResourceUnavailableException(
          "this jar of Sluice is for Scala " + built + ", but this Spark uses Scala " + running,
          "Take sluice_2.12 for Spark 3.5, sluice_2.13 for Spark 4.0 and 4.1.");
    }
  }
}
