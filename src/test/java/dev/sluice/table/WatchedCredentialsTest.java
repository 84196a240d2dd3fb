package dev.sluice.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.SecretValues;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class WatchedCredentialsTest {
  @Test
  void whatIsResolvedIsMaskedFromThenOn() {
    AwsCredentialsProvider found = StaticCredentialsProvider.create(
        AwsSessionCredentials.create("AKIAWATCHED", "watched/secret+key", "watched-session-token"));
    String text = "id AKIAWATCHED, key watched/secret+key, token watched-session-token";

    assertThat(new WatchedCredentials(found).resolveIdentity().join().accessKeyId())
        .isEqualTo("AKIAWATCHED");

    assertThat(SecretValues.masked(text)).isEqualTo("id AKIAWATCHED, key ***, token ***");
  }
}
