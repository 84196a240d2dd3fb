package dev.sluice.dataset.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.document.StoredJson;
import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON of the snapshot's documents: times as ISO text, unknown keys ignored. */
public final class Json {
  private static final int MAX_MESSAGE = 300;

  private static final ObjectMapper MAPPER = StoredJson.mapper()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .serializationInclusion(JsonInclude.Include.NON_NULL)
      .enable(SerializationFeature.INDENT_OUTPUT)
      .build();

  private Json() {}

  public static byte[] write(Object document) {
    try {
      return MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode tree(Object document) {
    return MAPPER.valueToTree(document);
  }

  public static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a number at the top level of a document; 0 if it is absent. */
  public static int number(byte[] json, String field, String location) {
    return read(json, JsonNode.class, location).path(field).asInt();
  }

  /**
   * Converts a part of a document to a record.
   *
   * @param location the location of the document, for the error message
   */
  public static <T> T as(JsonNode json, Class<T> type, String location) {
    return read(write(json), type, location);
  }

  /**
   * Reads a document.
   *
   * @param location the location of the document, for the error message
   */
  public static <T> T read(byte[] json, Class<T> type, String location) {
    try {
      return StoredJson.read(MAPPER, json, type);
    } catch (IOException e) {
      throw damaged(location, e);
    }
  }

  /** Returns the cause in one line, without the position and the quotation that Jackson appends. */
  public static String reason(Exception how) {
    String line = String.valueOf(how.getMessage()).lines().findFirst().orElse("");
    return Printable.brief(line, MAX_MESSAGE);
  }

  /** Returns the exception for a damaged document. */
  public static ResourceUnavailableException damaged(String location, Exception how) {
    return new ResourceUnavailableException(
        location + " is damaged: " + reason(how),
        "Restore it, or start again under another --run-id.",
        how);
  }
}
