package dev.sluice.table;

import java.io.Serializable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The region, endpoints and role of AWS. They are sent to executors, which create their own clients, so they hold no
 * credentials.
 *
 * @param region AWS region; null: the SDK's own search (environment, profile, instance), {@code us-east-1} where the
 *     endpoint is local
 * @param dynamoDbEndpoint null: the region's default
 * @param s3Endpoint null: the region's default
 * @param roleArn a role to assume with the ambient credentials; null: none
 */
public record AwsSettings(
    @Nullable String region,
    @Nullable URI dynamoDbEndpoint,
    @Nullable URI s3Endpoint,
    @Nullable String roleArn)
    implements Serializable {}
