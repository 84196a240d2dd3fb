package dev.sluice.analytics.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Step;
import dev.sluice.analytics.Items;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the figures of any experiments. */
class ExperimentLawsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StructType COLUMNS = new StructType()
      .add("id", DataTypes.StringType)
      .add("name", DataTypes.StringType)
      .add("at", DataTypes.LongType)
      .add("status", DataTypes.StringType)
      .add("value", DataTypes.createDecimalType(20, 4));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfTheItemsDoesNotMatter(long seed) {
    List<ObjectNode> items = items(seed);
    List<ExperimentFigures> figures = figures(Better.LARGER, items);
    Collections.shuffle(items, new Random(seed + 100));

    assertThat(figures(Better.LARGER, items)).isEqualTo(figures);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void smallerIsLargerOfTheNegated(long seed) {
    List<ObjectNode> items = items(seed);
    List<ExperimentFigures> smaller = figures(Better.SMALLER, items);
    items.stream().filter(item -> item.has("value")).forEach(item -> {
      item.put("value", item.get("value").decimalValue().negate());
    });
    List<ExperimentFigures> larger = figures(Better.LARGER, items);

    assertThat(smaller).hasSameSizeAs(larger).isNotEmpty();
    for (int i = 0; i < smaller.size(); i++) {
      assertThat(smaller.get(i).bestId()).isEqualTo(larger.get(i).bestId());
      assertThat(smaller.get(i).runsSinceBest()).isEqualTo(larger.get(i).runsSinceBest());
      assertThat(
              smaller.get(i).steps().stream().map(ExperimentLawsTest::mirrored).toList())
          .isEqualTo(larger.get(i).steps());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6})
  void stepsRiseAndAddUp(long seed) {
    for (ExperimentFigures figures : figures(Better.LARGER, items(seed))) {
      BigDecimal value = null;
      for (Step step : figures.steps()) {
        BigDecimal now = BigDecimal.valueOf(step.value());
        if (value != null) {
          assertThat(step.gain()).isPositive().isEqualTo(now.subtract(value).doubleValue());
        }
        value = now;
      }
      assertThat(figures.steps().stream().map(Step::id).toList())
          .isEqualTo(figures.runs().stream()
              .filter(ExperimentFigures.Run::best)
              .map(ExperimentFigures.Run::id)
              .toList());
    }
  }

  @Test
  void ofEqualValuesTheSmallestTimeAndIdIsBest() {
    List<ObjectNode> items = new ArrayList<>();
    for (String id : List.of("c", "a", "b")) {
      items.add(item(id, "n", id.equals("c") ? 1 : 2, "done").put("value", 1));
    }
    assertThat(figures(Better.LARGER, items).get(0).bestId()).isEqualTo("c");
    items.remove(0);
    assertThat(figures(Better.LARGER, items).get(0).bestId()).isEqualTo("a");
  }

  private static Step mirrored(Step step) {
    return new Step(
        step.id(),
        step.time(),
        step.timeText(),
        0.0 - step.value(),
        step.beforeId(),
        step.beforeValue() == null ? null : (Double) (0.0 - step.beforeValue()),
        step.gain(),
        step.relativeGain(),
        step.changes());
  }

  private static List<ExperimentFigures> figures(Better better, List<ObjectNode> items) {
    List<JsonNode> nodes = new ArrayList<>(Objects.requireNonNull(items));
    return Experiments.figures(
        Items.table(COLUMNS, nodes),
        new ExperimentAttributes(
            "id", "name", "at", "status", List.of(), "done", "value", better, "config", null),
        ZoneOffset.UTC);
  }

  /** Few names, times and values, so that many are equal. */
  private static List<ObjectNode> items(long seed) {
    Random random = new Random(seed);
    return new ArrayList<>(IntStream.range(0, 200)
        .mapToObj(i -> {
          ObjectNode item = item(
              "e" + i,
              "n" + random.nextInt(3),
              random.nextInt(60),
              random.nextInt(5) == 0 ? "failed" : "done");
          if (random.nextInt(8) > 0) {
            item.put("value", new BigDecimal(random.nextInt(400) - 200).movePointLeft(2));
          }
          ObjectNode config = item.putObject("config");
          config.put("rate", random.nextInt(3)).put("kind", "k" + random.nextInt(2));
          if (random.nextBoolean()) {
            config.putObject("nested").put("depth", random.nextInt(4));
          }
          return item;
        })
        .toList());
  }

  private static ObjectNode item(String id, String name, long at, String status) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("name", name)
        .put("at", at)
        .put("status", status);
  }
}
