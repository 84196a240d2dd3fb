package dev.sluice.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.document.StoredJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link Figures} as JSON: names as in the records, each statistic as a property under its own name, instants and dates as
 * ISO-8601 text, {@code sketch} as Base64, nulls left out, numbers with all their digits. The same figures give the same
 * bytes.
 */
public final class FiguresJson {
  private static final ObjectMapper JSON =
      mapper().addModule(StatisticsJson.module()).build();

  private FiguresJson() {}

  private static JsonMapper.Builder mapper() {
    return StoredJson.mapper()
        .serializationInclusion(JsonInclude.Include.NON_NULL)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS);
  }

  /** The figures as UTF-8. */
  public static byte[] write(Figures figures) {
    return writePart(figures);
  }

  /** One of the records that figures consist of, as it is written among them. */
  public static byte[] writePart(Record part) {
    try {
      return JSON.writeValueAsBytes(part);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads the target kinds of models alone, without the other figures; from figures of an earlier release, as
   * their accuracy says them.
   *
   * @throws IOException if the bytes are no figures
   */
  public static Map<String, TargetKind> targets(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        if (name.equals("targets")) {
          return parser.readValueAs(new TypeReference<TreeMap<String, TargetKind>>() {});
        }
        parser.skipChildren();
      }
    }
    Map<String, TargetKind> targets = new TreeMap<>();
    read(json).accuracy().forEach(row -> targets.put(row.model(), row.target()));
    return targets;
  }

  /**
   * The figures that were {@linkplain #write written}.
   *
   * @throws IOException if the bytes are no figures, whole
   */
  public static Figures read(byte[] json) throws IOException {
    return StoredJson.read(JSON, json, Figures.class);
  }
}
