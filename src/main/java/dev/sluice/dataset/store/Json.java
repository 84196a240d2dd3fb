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

/** The snapshot's own documents as JSON: times as ISO text, keys they do not know left alone. */
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

  /** A number at the top of a document; 0 where it is not there. */
  public static int number(byte[] json, String field, String location) {
    return read(json, JsonNode.class, location).path(field).asInt();
  }

  /**
   * A part of a document as a record.
   *
   * @param location of the document, named if that is no such record
   */
  public static <T> T as(JsonNode json, Class<T> type, String location) {
    return read(write(json), type, location);
  }

  /**
   * Reads a document.
   *
   * @param location named if it cannot be read
   */
  public static <T> T read(byte[] json, Class<T> type, String location) {
    try {
      return StoredJson.read(MAPPER, json, type);
    } catch (IOException e) {
      throw damaged(location, e);
    }
  }

  /** Why a document cannot be read, in one line: Jackson's messages go on with where in it that was, and quote from it. */
  public static String reason(Exception how) {
    String line = String.valueOf(how.getMessage()).lines().findFirst().orElse("");
    return Printable.brief(line, MAX_MESSAGE);
  }

  /** What is said of a document that is not what it should be. */
  public static ResourceUnavailableException damaged(String location, Exception how) {
    return new ResourceUnavailableException(
        location + " is damaged: " + reason(how),
        "Restore it, or start again under another --run-id.",
        how);
  }
}
