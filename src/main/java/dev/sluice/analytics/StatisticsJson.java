package dev.sluice.analytics;

import static dev.sluice.analytics.AccuracyStatistic.BIAS;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static dev.sluice.analytics.AccuracyStatistic.R2;
import static dev.sluice.analytics.AccuracyStatistic.RMSE;
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
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TreeTraversingParser;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.LatencyStatistics.Interval;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the records that hold statistics. A component that maps statistics to values is no property; each of its
 * statistics is one, under its {@link Statistic#attribute}, and an interval likewise.
 */
final class StatisticsJson {
  /**
   * By record and component, the statistics that stand before it instead of in the order of declaration. The first release
   * wrote them so, and the same figures keep the same bytes. New statistics need no entry.
   */
  private static final Map<Class<? extends Record>, Map<String, List<Statistic<?>>>> FIRST_RELEASE =
      Map.of(
          LatencyFigures.class,
          Map.of(
              "count",
              List.of(ERROR_RATE),
              "method",
              List.of(MIN, MAX, MEAN, STDDEV, P50, P90, P95, P99, P999),
              "intervals",
              List.of(SLO_GOOD, SLO_COMPLIANCE)),
          AccuracyFigures.class,
          Map.of("excluded", List.of(MAE, RMSE, BIAS, R2)),
          Rolling.class,
          Map.of(),
          Headline.class,
          Map.of());

  private StatisticsJson() {}

  /** Reads and writes these records. */
  static Module module() {
    SimpleModule module = new SimpleModule();
    Map<Class<?>, List<Property>> layouts = new HashMap<>();
    FIRST_RELEASE.forEach((type, before) -> {
      List<Property> properties = layout(type, before);
      layouts.put(type, properties);
      module.addSerializer(type, new Writer(properties));
    });
    return module.setDeserializerModifier(new BeanDeserializerModifier() {
      @Override
      public JsonDeserializer<?> modifyDeserializer(
          DeserializationConfig config, BeanDescription record, JsonDeserializer<?> plain) {
        List<Property> properties = layouts.get(record.getBeanClass());
        return properties == null ? plain : new Reader(plain, properties);
      }
    });
  }

  /** Returns the properties of a record in the order in which they are written. */
  private static List<Property> layout(
      Class<? extends Record> type, Map<String, List<Statistic<?>>> before) {
    List<Property> all = Stream.of(type.getRecordComponents())
        .flatMap(StatisticsJson::properties)
        .toList();
    Set<String> moved = before.values().stream()
        .flatMap(List::stream)
        .map(Statistic::attribute)
        .collect(Collectors.toSet());
    List<Property> layout = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      for (Statistic<?> first : before.getOrDefault(component.getName(), List.of())) {
        all.stream()
            .filter(property -> property.name().equals(first.attribute()))
            .forEach(layout::add);
      }
      all.stream()
          .filter(property -> property.component().getName().equals(component.getName()))
          .filter(property -> !moved.contains(property.name()))
          .forEach(layout::add);
    }
    return layout;
  }

  /** Returns the component itself, or the statistics or intervals that it can hold. */
  private static Stream<Property> properties(RecordComponent component) {
    if (component.getGenericType() instanceof ParameterizedType map
        && map.getActualTypeArguments()[0] instanceof Class<?> statistics
        && Statistic.class.isAssignableFrom(statistics)) {
      boolean intervals = map.getActualTypeArguments()[1] == Interval.class;
      return Stream.of(statistics.getEnumConstants())
          .map(constant -> (Statistic<?>) constant)
          .map(statistic -> new Property(
              intervals ? statistic.intervalName() : statistic.attribute(), component, statistic));
    }
    return Stream.of(new Property(component.getName(), component, null));
  }

  /**
   * One property of a record.
   *
   * @param statistic that the component holds; null: the property is the component itself
   */
  private record Property(
      String name, RecordComponent component, @Nullable Statistic<?> statistic) {
    /** Its value; null: it is left out. */
    @Nullable
    Object of(Object row) {
      Object value = value(row);
      if (statistic == null) {
        return value;
      }
      Object held = value instanceof Map<?, ?> map ? map.get(statistic) : null;
      boolean whole = statistic.unit() == Unit.COUNT;
      return whole && held instanceof Double count ? (Object) count.longValue() : held;
    }

    private @Nullable Object value(Object row) {
      try {
        return component.getAccessor().invoke(row);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("the records are public", e);
      }
    }
  }

  /** Writes a record's properties. */
  private static final class Writer extends JsonSerializer<Object> {
    private final List<Property> properties;

    Writer(List<Property> properties) {
      this.properties = properties;
    }

    @Override
    public void serialize(Object row, JsonGenerator out, SerializerProvider unused)
        throws IOException {
      out.writeStartObject(row);
      for (Property property : properties) {
        Object value = property.of(row);
        if (value != null) {
          out.writeObjectField(property.name(), value);
        }
      }
      out.writeEndObject();
    }
  }

  /** Gathers statistics and intervals into their components, then reads the record as it is. */
  private static final class Reader extends DelegatingDeserializer {
    private final List<Property> properties;

    Reader(JsonDeserializer<?> plain, List<Property> properties) {
      super(plain);
      this.properties = properties;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> plain) {
      return new Reader(plain, properties);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      ObjectNode record = context.readValue(parser, ObjectNode.class);
      Map<String, ObjectNode> components = new HashMap<>();
      for (Property property : properties) {
        if (property.statistic() instanceof Enum<?> statistic) {
          ObjectNode values = components.computeIfAbsent(
              property.component().getName(), unseen -> record.objectNode());
          JsonNode value = record.remove(property.name());
          if (value != null) {
            values.set(statistic.name(), value);
          }
        }
      }
      record.setAll(components);
      return read(record, parser, context);
    }

    private Object read(ObjectNode record, JsonParser parser, DeserializationContext context)
        throws IOException {
      try (JsonParser components = new TreeTraversingParser(record, parser.getCodec())) {
        components.nextToken();
        return super.deserialize(components, context);
      }
    }
  }
}
