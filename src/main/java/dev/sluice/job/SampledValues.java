package dev.sluice.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.EventQuality;
import dev.sluice.analytics.EventTime;
import dev.sluice.analytics.ItemValue;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.dataset.run.Role;
import dev.sluice.failure.Printable;
import dev.sluice.job.settings.Settings;
import dev.sluice.schema.ItemVisitor;
import dev.sluice.wire.DynamoJsonReader;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts values of a sample that figures could not use: unreadable times, predictions that are no single value. */
final class SampledValues implements ItemVisitor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Times> times;
  private final @Nullable String prediction;
  private final Map<String, Long> unusable = new TreeMap<>();
  private final Set<String> names;

  private SampledValues(List<Times> times, @Nullable String prediction) {
    this.times = times;
    this.prediction = prediction;
    Stream<String> paths =
        Stream.concat(times.stream().map(Times::path), Stream.ofNullable(prediction));
    this.names =
        paths.flatMap(path -> Stream.of(path, path.split("\\.", 2)[0])).collect(Collectors.toSet());
  }

  /** Creates counters for the attributes that the settings name for a table in this role. */
  static SampledValues of(Settings settings, Role role) {
    ZoneId zone = settings.analytics().zone();
    List<Times> times = new ArrayList<>();
    if (role == Role.SOURCE) {
      EventAttributes events = settings.events();
      EventTime reader = new EventTime(zone, events.timeFormat());
      times.add(new Times("events", "time", events.time(), reader));
      Stream.ofNullable(events.start())
          .forEach(path -> times.add(new Times("events", "start", path, reader)));
      Stream.ofNullable(events.end())
          .forEach(path -> times.add(new Times("events", "end", path, reader)));
    }
    if (role == (settings.labels().table() == null ? Role.SOURCE : Role.LABELS)) {
      LabelAttributes labels = settings.labels().attributes();
      times.add(
          new Times("labels", "time", labels.time(), new EventTime(zone, labels.timeFormat())));
    }
    if (role == Role.EXPERIMENTS) {
      var experiments = settings.experiments().attributes();
      times.add(new Times(
          "experiments",
          "time",
          experiments.time(),
          new EventTime(zone, experiments.timeFormat())));
    }
    return new SampledValues(times, role == Role.SOURCE ? settings.events().prediction() : null);
  }

  /** Counts the values of one attribute that are times. */
  private static final class Times {
    private final String section;
    private final String key;
    private final String path;
    private final EventTime reader;
    private long values;
    private long unreadable;
    private String example = "";

    Times(String section, String key, String path, EventTime reader) {
      this.section = section;
      this.key = key;
      this.path = path;
      this.reader = reader;
    }

    String path() {
      return path;
    }

    void add(ItemValue value) {
      String text = value.text();
      if (text == null) {
        return;
      }
      values++;
      if (reader.read(value.type(), text) == null && unreadable++ == 0) {
        example = text;
      }
    }

    String warning() {
      return String.format(
          Locale.ROOT,
          "%1$,d of %2$,d sampled times cannot be read: sluice.%3$s.%4$s = %5$s, such as \"%6$s\". Say how they are"
              + " written in sluice.%3$s.time-format, such as \"dd/MM/yyyy HH:mm\", or name another attribute in"
              + " sluice.%3$s.%4$s.",
          unreadable,
          values,
          section,
          key,
          Printable.brief(path),
          Printable.brief(example));
    }
  }

  @Override
  public void see(DynamoJsonReader in) {
    Map<String, JsonNode> item = item(in);
    times.forEach(each -> ItemValue.at(item, each.path).ifPresent(each::add));
    if (prediction != null) {
      ItemValue.at(item, prediction)
          .map(ItemValue::type)
          .filter(EventQuality.UNUSABLE_TYPES::contains)
          .ifPresent(type -> unusable.merge(type, 1L, Long::sum));
    }
  }

  /** Reads the attributes that are counted. */
  private Map<String, JsonNode> item(DynamoJsonReader in) {
    Map<String, JsonNode> item = new HashMap<>();
    if (in.open('{')) {
      do {
        in.name();
        String name = in.text();
        int start = in.position();
        in.skip();
        if (names.contains(name)) {
          item.put(name, json(in.since(start)));
        }
      } while (in.more('}'));
    }
    return item;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException checked) {
      throw new IllegalStateException(checked);
    }
  }

  /** Returns a sentence for each attribute with unusable values. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    times.stream().filter(each -> each.unreadable > 0).map(Times::warning).forEach(warnings::add);
    if (!unusable.isEmpty() && prediction != null) {
      warnings.add(
          "Sampled predictions cannot be compared with a label, by type %s: sluice.events.prediction = %s"
              .formatted(unusable, Printable.brief(prediction)));
    }
    return warnings;
  }
}
