package dev.sluice.testing;

import dev.sluice.table.AwsSettings;
import org.testcontainers.localstack.LocalStackContainer;

/** LocalStack in a container, for who has Docker. */
public final class LocalStack {
  private static final String IMAGE = "localstack/localstack:4.9.2";

  private LocalStack() {}

  /** A container yet to be started. */
  @SuppressWarnings("resource") // the caller's
  public static LocalStackContainer container() {
    return new LocalStackContainer(IMAGE).withServices("dynamodb", "s3", "sts");
  }

  /** Settings that reach both its services. */
  public static AwsSettings settings(LocalStackContainer started) {
    return new AwsSettings(started.getRegion(), started.getEndpoint(), started.getEndpoint(), null);
  }
}
