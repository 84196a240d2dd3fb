package dev.sluice.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code schema.json}.
 *
 * @param tables by table name
 * @param derived by name of the dataset: Spark's own JSON of its schema, marks included
 */
record SchemaDocument(
    Map<String, TableSchema> tables,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, JsonNode> derived) {
  SchemaDocument {
    // absent in what older versions wrote
    derived = derived == null ? Map.of() : derived;
  }

  /** The same, of which every schema is one of Spark's. */
  SchemaDocument checked(String location) {
    tables.values().stream()
        .flatMap(table -> Stream.concat(Stream.of(table), table.entities().values().stream()))
        .forEach(table -> TableSchema.struct(table.schema(), location));
    derived.values().forEach(schema -> TableSchema.struct(schema, location));
    return this;
  }
}
