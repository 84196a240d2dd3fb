package dev.sluice.decode;

import org.jspecify.annotations.Nullable;

/**
 * A value that does not fit its column.
 *
 * @param pointer the JSON Pointer to it in the item
 * @param value its DynamoDB JSON; null: it is missing or NULL, and the schema says NOT NULL
 */
public record MalformedValue(String pointer, @Nullable String value) {}
