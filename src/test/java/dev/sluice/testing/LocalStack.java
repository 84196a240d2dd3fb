package dev.sluice.testing;

import dev.sluice.table.AwsSettings;
import org.testcontainers.localstack.LocalStackContainer;

/** LocalStack in a container; needs Docker. */
public final class LocalStack {
  private static final String IMAGE = "localstack/localstack:4.9.2";

  private LocalStack() {}

  /** Returns a container that is not yet started. */
  @SuppressWarnings("resource") // the caller's
  public static LocalStackContainer container() {
    return new LocalStackContainer(IMAGE).withServices("dynamodb", "s3", "sts");
  }

  /** Returns settings that reach its DynamoDB and S3. */
  public static AwsSettings settings(LocalStackContainer started) {
    return new AwsSettings(started.getRegion(), started.getEndpoint(), started.getEndpoint(), null);
  }
}
