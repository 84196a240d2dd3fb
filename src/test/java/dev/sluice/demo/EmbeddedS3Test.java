package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;

/** Spark and S3A work with the embedded S3, on the SDK's own modules instead of its bundle. */
class EmbeddedS3Test {
  private static final int MIB = 1 << 20;

  @Test
  void parquetWrittenThroughSparkIsReadBack() {
    String path = "s3a://" + TestServers.bucket() + "/rows";
    var rows = TestSpark.withS3().range(100_000).selectExpr("id", "repeat(id, 20) AS text");

    rows.write().mode(SaveMode.ErrorIfExists).parquet(path);

    assertThat(TestSpark.session().read().parquet(path).except(rows).count()).isZero();
    assertThat(TestSpark.session().read().parquet(path).count()).isEqualTo(100_000);
  }

  @Test
  void aFileOfSeveralPartsIsUploadedAndRenamed() throws IOException {
    Path bucket = new Path("s3a://" + TestServers.bucket());
    byte[] content = new byte[12 * MIB];
    Arrays.fill(content, (byte) 'x');

    try (FileSystem s3 = FileSystem.newInstance(bucket.toUri(), smallParts())) {
      try (FSDataOutputStream out = s3.create(new Path(bucket, "parts"))) {
        out.write(content);
      }
      s3.rename(new Path(bucket, "parts"), new Path(bucket, "renamed"));

      assertThat(s3.getFileStatus(new Path(bucket, "renamed")).getLen()).isEqualTo(content.length);
      assertThat(s3.exists(new Path(bucket, "parts"))).isFalse();
    }
  }

  private static Configuration smallParts() {
    var settings = new Configuration(TestSpark.withS3().sparkContext().hadoopConfiguration());
    settings.setInt("fs.s3a.multipart.size", 5 * MIB);
    settings.setInt("fs.s3a.multipart.threshold", 5 * MIB);
    return settings;
  }
}
