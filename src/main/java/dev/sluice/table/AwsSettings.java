package dev.sluice.table;

import java.io.Serializable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How AWS is reached. Goes to executors, which make their own clients of it; so it holds no credentials.
 *
 * @param region AWS region; null: the SDK's own search (environment, profile, instance), {@code us-east-1} where the
 *     endpoint is local
 * @param dynamoDbEndpoint null: the region's own
 * @param s3Endpoint null: the region's own
 * @param roleArn a role to assume on top of the ambient credentials; null: none
 */
public record AwsSettings(
    @Nullable String region,
    @Nullable URI dynamoDbEndpoint,
    @Nullable URI s3Endpoint,
    @Nullable String roleArn)
    implements Serializable {}
