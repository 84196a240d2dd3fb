package dev.sluice.dataset.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sluice.failure.Unusable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The snapshot's own documents as JSON: times as ISO text, keys they do not know left alone. */
public final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
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

  /** A number at the top of a document; 0 where it is not there. */
  public static int number(byte[] json, String field, String location) {
    return read(json, JsonNode.class, location).path(field).asInt();
  }

  /** A part of a document as a record. */
  public static <T> T as(JsonNode json, Class<T> type) {
    return MAPPER.convertValue(json, type);
  }

  /**
   * Reads a document.
   *
   * @param location named if it cannot be read
   */
  public static <T> T read(byte[] json, Class<T> type, String location) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw damaged(location, e);
    }
  }

  /** Jackson's messages go on with where in the document it was. */
  private static String line(Exception how) {
    return String.valueOf(how.getMessage()).lines().findFirst().orElse("");
  }

  private static Unusable damaged(String location, Exception how) {
    return new Unusable(
        location + " is damaged: " + line(how),
        "Restore it, or start again under another --run-id.",
        how);
  }
}
