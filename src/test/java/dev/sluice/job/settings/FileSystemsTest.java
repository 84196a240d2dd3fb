package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

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
}
