package dev.sluice.dataset;

import java.util.Map;

/**
 * {@code schema.json}.
 *
 * @param tables by table name
 */
record SchemaDocument(Map<String, TableSchema> tables) {}
