package dev.sluice;

import dev.sluice.source.DynamoDbCatalog;

/**
 * Spark's catalog of the tables of an account and region: {@code spark.sql.catalog.<name> = dev.sluice.SluiceCatalog}.
 * Its options are those of {@code format("sluice")}: {@code spark.sql.catalog.<name>.region} and so on.
 */
public final class SluiceCatalog extends DynamoDbCatalog {}
