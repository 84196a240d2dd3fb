package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.analytics.Limits;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Covers every component of every record that decides a result. */
class DecidingKeysTest {
  private static final Settings FULL = settings(
      "source.table=Log",
      "dataset.training.profile=typed",
      "dataset.training.features=[{ from = a, missing = 1 }]",
      "dataset.derived.one.sql=select 1 as one",
      "analytics.targets.a=class");

  /** A section's record, and its pairs in the present and in the earlier form. */
  private record Section(
      String name,
      Record settings,
      Function<Record, SortedMap<String, String>> now,
      Function<Record, SortedMap<String, String>> before) {}

  private static <R extends Record> Section section(
      String name, R settings, Function<R, Settings> with) {
    @SuppressWarnings("unchecked")
    Function<Record, Settings> all = changed -> with.apply((R) changed);
    return new Section(
        name, settings, all.andThen(DecidingKeysTest::now), all.andThen(DecidingKeysTest::before));
  }

  private static SortedMap<String, String> now(Settings settings) {
    KeyValues all = new KeyValues();
    DecidingKeys.events(all, settings.events());
    DecidingKeys.labels(all, settings.labels().attributes());
    DecidingKeys.analytics(all, settings.analytics());
    DecidingKeys.experiments(all, settings.experiments().attributes());
    DecidingKeys.summary(all, settings.summary());
    DecidingKeys.derived(all, settings.derived());
    if (settings.training() != null) {
      DecidingKeys.training(all, settings.training());
    }
    return all.all();
  }

  private static SortedMap<String, String> before(Settings settings) {
    SortedMap<String, String> all = new TreeMap<>();
    EarlierForm.figures(all, settings);
    EarlierForm.snapshot(all, settings);
    EarlierForm.summary(all, settings.summary());
    return all;
  }

  private static Stream<Section> sections() {
    return Stream.of(
        section("events", FULL.events(), r -> with("events", r)),
        section(
            "labels",
            FULL.labels().attributes(),
            r -> with("labels", new Settings.Labels(null, r))),
        section("analytics", FULL.analytics(), r -> with("analytics", r)),
        section(
            "experiments",
            FULL.experiments().attributes(),
            r -> with("experiments", new ExperimentSettings(null, null, r))),
        section("summary", FULL.summary(), r -> with("summary", r)),
        section("derived", FULL.derived().get(0), r -> with("derived", List.of(r))),
        section("training", FULL.training(), r -> with("training", r)));
  }

  /** The full settings with another value of one component. */
  private static Settings with(String component, Object value) {
    return (Settings) changed(FULL, component, value);
  }

  @TestFactory
  Stream<DynamicTest> everyComponentDecidesInBothForms() {
    return sections().flatMap(section -> {
      SortedMap<String, String> unchanged = section.now().apply(section.settings());
      SortedMap<String, String> earlier = section.before().apply(section.settings());
      return variants(section.settings()).entrySet().stream()
          .map(variant -> DynamicTest.dynamicTest(section.name() + variant.getKey(), () -> {
            assertThat(section.now().apply(variant.getValue())).isNotEqualTo(unchanged);
            assertThat(section.before().apply(variant.getValue())).isNotEqualTo(earlier);
          }));
    });
  }

  @Test
  void everyKeyIsOneOfTheConfiguration() {
    Config reference = ConfigFactory.parseFile(new File("conf/reference.conf")).resolve();
    Set<String> listed = Set.of(
        "dataset.derived.",
        "dataset.training.features.",
        "dataset.training.label.",
        "analytics.targets.");
    sections()
        .flatMap(section -> variants(section.settings()).values().stream()
            .flatMap(variant -> section.now().apply(variant).keySet().stream()))
        .distinct()
        .filter(key -> listed.stream().noneMatch(key::startsWith))
        .forEach(
            key -> assertThat(reference.hasPathOrNull("sluice." + key)).as(key).isTrue());
  }

  @Test
  void whatIsNotSetIsLeftOut() {
    assertThat(now(settings("source.table=Log"))).isEmpty();
    assertThat(now(settings("source.table=Log", "dataset.training.profile=typed")))
        .isEqualTo(Map.of("dataset.training.profile", "typed"));
  }

  /** The record with another value of one component, for each component, those of records within it included. */
  private static Map<String, Record> variants(Record settings) {
    Map<String, Record> variants = new HashMap<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      // the pairs follow from models and versions
      if (settings instanceof Limits && component.getName().equals("pairs")) {
        continue;
      }
      Object value = value(settings, component);
      String name = "." + component.getName();
      if (value instanceof Record inner) {
        variants(inner)
            .forEach((below, other) ->
                variants.put(name + below, changed(settings, component.getName(), other)));
      } else if (value instanceof List<?> list
          && !list.isEmpty()
          && list.get(0) instanceof Record r) {
        variants(r)
            .forEach((below, other) ->
                variants.put(name + below, changed(settings, component.getName(), List.of(other))));
        variants.put(name, changed(settings, component.getName(), List.of(r, r)));
      } else {
        variants.put(
            name, changed(settings, component.getName(), other(component.getType(), value)));
      }
    }
    return variants;
  }

  private static Object other(Class<?> type, Object value) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> !constant.equals(value))
          .findFirst()
          .orElseThrow();
    }
    return switch (type.getSimpleName()) {
      case "String" -> value + "2";
      case "boolean" -> !(boolean) value;
      case "int", "Integer" -> value == null ? 3 : (int) value + 1;
      case "double", "Double" ->
        value == null || ((Double) value).isNaN() ? 0.25 : (double) value / 2;
      case "BigDecimal" -> ((BigDecimal) value).divide(BigDecimal.valueOf(2));
      case "Duration" -> ((Duration) value).plusDays(1);
      case "Instant" -> Instant.EPOCH;
      case "ZoneId" -> ZoneId.of("Europe/Zurich");
      case "List" -> List.of("x");
      case "Map" -> Map.of();
      default -> throw new IllegalArgumentException("no other value of " + type);
    };
  }

  private static Record changed(Record settings, String component, Object value) {
    try {
      RecordComponent[] all = settings.getClass().getRecordComponents();
      List<Object> values = new ArrayList<>();
      for (RecordComponent one : all) {
        values.add(one.getName().equals(component) ? value : value(settings, one));
      }
      Constructor<? extends Record> constructor = settings
          .getClass()
          .getDeclaredConstructor(
              Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(Record settings, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Settings settings(String... sets) {
    ConfigErrors errors = new ConfigErrors();
    Settings settings = SettingsReader.read(null, List.of(sets), Set.of(), errors);
    assertThat(errors.all()).isEmpty();
    return settings;
  }
}
