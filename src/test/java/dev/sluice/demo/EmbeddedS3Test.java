package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;

/** Spark writes to and reads from the embedded S3 through S3A. */
class EmbeddedS3Test {
  @Test
  void parquetWrittenThroughSparkIsReadBack() {
    String path = "s3a://" + TestServers.bucket() + "/rows";
    var rows = TestSpark.withS3().range(100_000).selectExpr("id", "repeat(id, 20) AS text");

    rows.write().mode(SaveMode.ErrorIfExists).parquet(path);

    assertThat(TestSpark.session().read().parquet(path).except(rows).count()).isZero();
    assertThat(TestSpark.session().read().parquet(path).count()).isEqualTo(100_000);
  }
}
