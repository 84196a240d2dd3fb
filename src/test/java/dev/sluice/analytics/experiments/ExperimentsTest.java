package dev.sluice.analytics.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.Items;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
  private static final StructType RUN = new StructType()
      .add("id", DataTypes.StringType)
      .add("name", DataTypes.StringType)
      .add("at", DataTypes.LongType)
      .add("status", DataTypes.StringType)
      .add("metrics", new StructType().add("f1", DataTypes.DoubleType));

  private static List<ExperimentFigures> figures(Better better, String... items) {
    return figures(List.of(), better, items);
  }

  private static List<ExperimentFigures> figures(
      List<String> statuses, Better better, String... items) {
    return Experiments.figures(
        Items.table(RUN, items),
        new ExperimentAttributes(
            "id", "name", "at", "status", statuses, "done", "metrics.f1", better, "config", null),
        ZoneOffset.UTC);
  }

  @Test
  void ofEqualValuesTheSmallestTimeAndIdIsBest() {
    List<ExperimentFigures> figures = figures(
        Better.LARGER,
        "{\"id\":\"c\",\"name\":\"n\",\"at\":20,\"status\":\"done\",\"metrics\":{\"f1\":0.5}}",
        "{\"id\":\"b\",\"name\":\"n\",\"at\":10,\"status\":\"done\",\"metrics\":{\"f1\":0.5}}",
        "{\"id\":\"a\",\"name\":\"n\",\"at\":10,\"status\":\"done\",\"metrics\":{\"f1\":\"0.50\"}}",
        "{\"id\":\"0\",\"name\":\"n\",\"at\":1,\"status\":\"failed\",\"metrics\":{\"f1\":0.9}}",
        "{\"id\":\"9\",\"name\":\"n\",\"at\":2,\"status\":\"done\",\"metrics\":{\"f1\":\"NaN\"}}");
    assertThat(figures).singleElement().satisfies(n -> {
      assertThat(n.bestId()).isEqualTo("a");
      assertThat(n.bestValue()).isEqualTo(0.5);
      assertThat(n.runs()).extracting(Run::id).containsExactly("0", "9", "a", "b", "c");
      assertThat(n.runs()).extracting(Run::best).containsExactly(false, false, true, false, false);
      assertThat(n.byStatus()).isEqualTo(Map.of("done", 4L, "failed", 1L));
      assertThat(n.failed()).isEqualTo(1);
      assertThat(n.absent()).isEmpty();
    });
  }

  @Test
  void whatAnExperimentLacksIsSaid() {
    List<ExperimentFigures> figures = figures(
        Better.SMALLER,
        "{\"id\":\"a\",\"name\":\"x\",\"at\":\"soon\",\"metrics\":{\"f1\":0.5}}",
        "{\"id\":\"b\",\"name\":\"x\",\"status\":\"done\"}",
        "{\"id\":\"c\",\"status\":\"done\",\"metrics\":{\"f1\":0.5}}");
    assertThat(figures).extracting(ExperimentFigures::name).containsExactly("-", "x");
    assertThat(figures.get(0).absent()).containsOnlyKeys("bestTime");
    assertThat(figures.get(1).absent())
        .containsOnlyKeys("bestId", "bestTime", "bestValue", "runsSinceBest", "completedSinceBest");
    assertThat(figures.get(1).byStatus()).isEqualTo(Map.of("-", 1L, "done", 1L));
    assertThat(figures.get(1).runs()).extracting(Run::timeText).containsExactly("soon", "-");
  }

  @Test
  void whatWasNotAskedForIsNotCounted() {
    List<ExperimentFigures> figures = figures(
        List.of("done", "failed"),
        Better.LARGER,
        "{\"id\":\"a\",\"name\":\"n\",\"at\":1,\"status\":\"done\",\"metrics\":{\"f1\":0}}",
        "{\"id\":\"b\",\"name\":\"n\",\"at\":2,\"status\":\"done\",\"metrics\":{\"f1\":0.5}}",
        "{\"id\":\"c\",\"name\":\"n\",\"at\":3,\"status\":\"done\"}",
        "{\"id\":\"d\",\"name\":\"n\",\"at\":4,\"status\":\"running\"}");
    assertThat(figures).singleElement().satisfies(n -> {
      assertThat(n.failed()).isZero();
      assertThat(n.running()).isNull();
      assertThat(n.absent()).containsOnlyKeys("running");
      assertThat(n.runs()).hasSize(3);
      assertThat(n.unmeasured()).isEqualTo(1);
      assertThat(n.runsSinceBest()).isEqualTo(1);
      assertThat(n.completedSinceBest()).isEqualTo(1);
      assertThat(n.steps().get(1).gain()).isEqualTo(0.5);
      assertThat(n.steps().get(1).relativeGain()).isNull();
      assertThat(n.steps().get(1).absent()).containsOnlyKeys("relativeGain");
    });
  }
}
