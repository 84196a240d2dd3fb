package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.table.AwsSettings;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSystemsTest {
  @ParameterizedTest
  @CsvSource({
    "3.3.4, com.amazonaws.auth.DefaultAWSCredentialsProviderChain",
    "2.10.1-amzn-4, com.amazonaws.auth.DefaultAWSCredentialsProviderChain",
    "3.4.0, software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider",
    "3.4.2-amzn-0, software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider",
    "3.30.0, software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider",
  })
  void credentialsAreSoughtByTheSdkThatThisHadoopRunsOn(String hadoop, String chain) {
    assertThat(FileSystems.defaultChain(hadoop)).isEqualTo(chain);
  }

  /** What one source sets for S3 must not stand in the way of the next, nor look as if the platform had set it. */
  @Test
  void optionsOfS3ArePutBack() {
    Configuration hadoop = new Configuration();
    hadoop.set(
        "fs.s3a.connection.maximum", "77", "Set by Spark from keys starting with 'spark.hadoop'");
    Configuration before = new Configuration(hadoop);
    AwsSettings one = new AwsSettings(
        "eu-west-1", null, URI.create("http://localhost:1"), "arn:aws:iam::123456789012:role/r");
    AwsSettings other = new AwsSettings("us-east-1", null, null, null);
    Map<String, String> fresh = FileSystems.s3a(other, hadoop);

    FileSystems.s3a(one, hadoop).forEach(hadoop::set);
    hadoop.set("fs.s3a.connection.maximum", "5");
    FileSystems.restore(hadoop, before);

    assertThat(hadoop.get("fs.s3a.endpoint")).isEqualTo(before.get("fs.s3a.endpoint"));
    assertThat(hadoop.get("fs.s3a.assumed.role.arn"))
        .isEqualTo(before.get("fs.s3a.assumed.role.arn"));
    assertThat(hadoop.get("fs.s3a.connection.maximum")).isEqualTo("77");
    assertThat(FileSystems.s3a(other, hadoop)).isEqualTo(fresh).isNotEmpty();
  }
}
