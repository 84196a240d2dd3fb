package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import org.junit.jupiter.api.Test;

/** Without Iceberg on the class path the package to add is named. */
final class IcebergLibraryTest {
  @Test
  void absent() {
    ClassLoader bare = new ClassLoader(null) {};

    assertThatThrownBy(() -> IcebergLibrary.check(bare, "3.5.9"))
        .isInstanceOfSatisfying(InvalidConfigurationException.class, e -> {
          assertThat(e.problem())
              .startsWith("sluice.dataset.format = iceberg: needs Apache Iceberg");
          assertThat(e.remedy())
              .contains("--packages org.apache.iceberg:iceberg-spark-runtime-3.5_2.1")
              .contains("--datalake-formats iceberg");
        });
  }

  @Test
  void present() {
    assertThatCode(() -> IcebergLibrary.check(getClass().getClassLoader(), "3.5.9"))
        .doesNotThrowAnyException();
  }

  @Test
  void eachSparkHasItsRelease() {
    assertThat(IcebergLibrary.coordinates("4.0.4"))
        .startsWith("org.apache.iceberg:iceberg-spark-runtime-4.0_2.1")
        .endsWith(":1.10.1");
    assertThat(IcebergLibrary.coordinates("4.1.3")).endsWith(":1.12.0");
  }
}
