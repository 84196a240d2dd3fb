package dev.sluice.table;

import dev.sluice.failure.SecretValues;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Credentials of another provider, whose secrets are masked in all output of this process. */
record WatchedCredentials(AwsCredentialsProvider provider)
    implements AwsCredentialsProvider, SdkAutoCloseable {
  @Override
  public AwsCredentials resolveCredentials() {
    AwsCredentials credentials = provider.resolveCredentials();
    SecretValues.add(credentials.secretAccessKey());
    if (credentials instanceof AwsSessionCredentials session) {
      SecretValues.add(session.sessionToken());
    }
    return credentials;
  }

  @Override
  public void close() {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
