package dev.sluice.analytics;

import static dev.sluice.analytics.LatencyStatistic.ERROR_RATE;
import static dev.sluice.analytics.LatencyStatistic.MAX;
import static dev.sluice.analytics.LatencyStatistic.MEAN;
import static dev.sluice.analytics.LatencyStatistic.MIN;
import static dev.sluice.analytics.LatencyStatistic.P50;
import static dev.sluice.analytics.LatencyStatistic.P90;
import static dev.sluice.analytics.LatencyStatistic.P95;
import static dev.sluice.analytics.LatencyStatistic.P99;
import static dev.sluice.analytics.LatencyStatistic.P999;
import static dev.sluice.analytics.LatencyStatistic.SLO_COMPLIANCE;
import static dev.sluice.analytics.LatencyStatistic.SLO_GOOD;
import static dev.sluice.analytics.LatencyStatistic.STDDEV;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the records that hold statistics. There a statistic is a property beside the record's own, under its {@link
 * LatencyStatistic#attribute}, and an interval likewise.
 */
final class StatisticsJson {
  private static final String STATISTICS = "statistics";
  private static final String INTERVALS = "intervals";

  /**
   * Statistics that stand before a component of {@link LatencyFigures} instead of in the order of declaration. The first
   * release wrote them so, and the same figures keep the same bytes. New statistics need no entry.
   */
  private static final Map<String, List<LatencyStatistic>> FIRST_RELEASE = Map.of(
      "count",
      List.of(ERROR_RATE),
      "method",
      List.of(MIN, MAX, MEAN, STDDEV, P50, P90, P95, P99, P999),
      INTERVALS,
      List.of(SLO_GOOD, SLO_COMPLIANCE));

  private StatisticsJson() {}

  /**
   * Reads and writes these records.
   *
   * @param plain reads everything within them
   */
  static Module module(ObjectMapper plain) {
    SimpleModule module = new SimpleModule();
    add(module, LatencyFigures.class, plain, FIRST_RELEASE);
    add(module, Headline.class, plain, Map.of());
    return module;
  }

  private static <T extends Record & LatencyStatistics> void add(
      SimpleModule module,
      Class<T> type,
      ObjectMapper plain,
      Map<String, List<LatencyStatistic>> before) {
    module.addSerializer(type, new Writer<>(type, before));
    module.addDeserializer(type, new Reader<>(type, plain));
  }

  /** Writes a record's components in their order, its statistics and intervals as properties of their own. */
  private static final class Writer<T extends Record & LatencyStatistics>
      extends JsonSerializer<T> {
    private final RecordComponent[] components;
    private final Map<String, List<LatencyStatistic>> before;
    private final Set<LatencyStatistic> others = EnumSet.allOf(LatencyStatistic.class);

    Writer(Class<T> type, Map<String, List<LatencyStatistic>> before) {
      this.components = type.getRecordComponents();
      this.before = before;
      before.values().forEach(others::removeAll);
    }

    @Override
    public void serialize(T row, JsonGenerator out, SerializerProvider unused) throws IOException {
      out.writeStartObject(row);
      for (RecordComponent component : components) {
        String name = component.getName();
        statistics(out, before.getOrDefault(name, List.of()), row);
        switch (name) {
          case STATISTICS -> statistics(out, others, row);
          case INTERVALS -> intervals(out, row);
          default -> write(out, name, value(row, component));
        }
      }
      out.writeEndObject();
    }

    private static void statistics(
        JsonGenerator out, Iterable<LatencyStatistic> statistics, LatencyStatistics row)
        throws IOException {
      for (LatencyStatistic statistic : statistics) {
        Double value = row.value(statistic);
        if (value != null) {
          boolean whole = statistic.unit() == Unit.COUNT;
          write(out, statistic.attribute(), whole ? (Object) value.longValue() : value);
        }
      }
    }

    private static void intervals(JsonGenerator out, LatencyStatistics row) throws IOException {
      for (LatencyStatistic quantile : row.intervals().keySet()) {
        write(out, quantile.intervalName(), row.interval(quantile));
      }
    }

    private static void write(JsonGenerator out, String name, @Nullable Object value)
        throws IOException {
      if (value != null) {
        out.writeObjectField(name, value);
      }
    }

    private static @Nullable Object value(Object row, RecordComponent component) {
      try {
        return component.getAccessor().invoke(row);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("the records are public", e);
      }
    }
  }

  /** Reads a record whose statistics and intervals are properties of their own. */
  private static final class Reader<T extends Record> extends JsonDeserializer<T> {
    private final Class<T> type;
    private final boolean withIntervals;
    private final ObjectMapper plain;

    Reader(Class<T> type, ObjectMapper plain) {
      this.type = type;
      this.withIntervals = Arrays.stream(type.getRecordComponents())
          .anyMatch(component -> component.getName().equals(INTERVALS));
      this.plain = plain;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext unused) throws IOException {
      ObjectNode record = plain.readValue(parser, ObjectNode.class);
      record.set(STATISTICS, collect(record, LatencyStatistic::attribute));
      if (withIntervals) {
        record.set(INTERVALS, collect(record, LatencyStatistic::intervalName));
      }
      return plain.treeToValue(record, type);
    }

    private ObjectNode collect(ObjectNode record, Function<LatencyStatistic, String> name) {
      ObjectNode values = plain.createObjectNode();
      for (LatencyStatistic statistic : LatencyStatistic.values()) {
        JsonNode value = record.remove(name.apply(statistic));
        if (value != null) {
          values.set(statistic.name(), value);
        }
      }
      return values;
    }
  }
}
