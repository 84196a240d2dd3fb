package dev.sluice.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code training-mapping.json}: column → its categories. A category's code is its index. The next snapshot keeps the
 * categories and appends new ones in text order, so a code never changes its meaning.
 *
 * @param columns column name → categories
 */
record Categories(Map<String, List<String>> columns) {
  /** The document's name. */
  static final String DOCUMENT = "training-mapping.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Returns no categories. */
  static Categories none() {
    return new Categories(Map.of());
  }

  /**
   * Reads the document.
   *
   * @throws ResourceUnavailableException if it is damaged
   */
  static Categories read(byte[] json) {
    try {
      return new Categories(
          JSON.readValue(json, new TypeReference<Map<String, List<String>>>() {}));
    } catch (IOException e) {
      throw new ResourceUnavailableException(
          "the latest snapshot's " + DOCUMENT + " is damaged: " + e.getMessage(),
          "Restore it from a copy, since codes would change their meaning without it, and start under a"
              + " new --run-id.",
          e);
    }
  }

  /** Returns the document. */
  String write() {
    try {
      return JSON.writeValueAsString(new TreeMap<>(columns));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns these categories, extended by those now found in a column. */
  Categories plus(String column, Collection<String> seen) {
    List<String> all = new ArrayList<>(columns.getOrDefault(column, List.of()));
    TreeSet<String> unseen = new TreeSet<>(seen);
    all.forEach(unseen::remove);
    all.addAll(unseen);
    Map<String, List<String>> more = new LinkedHashMap<>(columns);
    more.put(column, List.copyOf(all));
    return new Categories(more);
  }

  /** Returns column → category → code. */
  Map<String, Map<String, Integer>> codes() {
    Map<String, Map<String, Integer>> codes = new LinkedHashMap<>();
    columns.forEach((column, values) -> {
      Map<String, Integer> byValue = new LinkedHashMap<>();
      values.forEach(value -> byValue.put(value, byValue.size()));
      codes.put(column, byValue);
    });
    return codes;
  }
}
