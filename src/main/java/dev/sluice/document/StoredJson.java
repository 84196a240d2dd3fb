package dev.sluice.document;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** Reads records from stored JSON. */
public final class StoredJson {
  private StoredJson() {}

  /** Returns a builder for a mapper that writes times as ISO text and converts no values, such as text to a number. */
  public static JsonMapper.Builder mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
  }

  /**
   * Reads a record.
   *
   * @throws IOException if the bytes are not a complete record: a non-null component is missing, or the record rejects
   *     its values
   */
  public static <T> T read(ObjectMapper mapper, byte[] json, Class<T> type) throws IOException {
    T value;
    try {
      value = mapper.readValue(json, type);
    } catch (RuntimeException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
    if (value == null) {
      throw new IOException("it says null");
    }
    String missing = Completeness.missing(value, "");
    if (!missing.isEmpty()) {
      throw new IOException(missing + " is missing");
    }
    return value;
  }
}
