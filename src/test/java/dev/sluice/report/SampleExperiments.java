package dev.sluice.report;

import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.analytics.ExperimentFigures.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Three experiments made up from a seed. */
final class SampleExperiments {
  private SampleExperiments() {}

  static List<ExperimentFigures> all() {
    List<ExperimentFigures> all = new ArrayList<>();
    Random random = new Random(2);
    for (String name : List.of("digits-classifier", "iris-species", "wine-origin")) {
      all.add(experiment(name, random));
    }
    return all;
  }

  private static ExperimentFigures experiment(String name, Random random) {
    List<Run> runs = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    double best = -1;
    String bestId = "";
    Instant bestTime = SampleFigures.AS_OF;
    for (int i = 0; i < 32; i++) {
      Instant time =
          Instant.parse("2026-10-01T03:00:00Z").plusSeconds(i * 75_000L + random.nextInt(9_000));
      boolean failed = random.nextInt(9) == 0;
      Double value = failed ? null : Math.min(1, 0.7 + 0.006 * i + 0.12 * random.nextDouble());
      boolean better = value != null && value > best;
      if (value != null && value > best) {
        best = value;
        bestId = "exp_%04d".formatted(i);
        bestTime = time;
      }
      runs.add(new Run(
          "exp_%04d".formatted(i),
          time,
          String.valueOf(time.getEpochSecond()),
          failed ? "failed" : "completed",
          value,
          better,
          Map.of("depth", new Setting("N", String.valueOf(i)))));
      if (better) {
        steps.add(step(runs.get(i), steps));
      }
    }
    long failed = runs.stream().filter(run -> run.value() == null).count();
    return new ExperimentFigures(
        name,
        "metrics.accuracy",
        Better.LARGER,
        bestId,
        bestTime,
        best,
        steps,
        runs.size() - failed,
        0,
        failed,
        0L,
        0L,
        0L,
        Map.of("completed", runs.size() - failed, "failed", failed),
        runs,
        Map.of());
  }

  private static Step step(Run run, List<Step> before) {
    double value = Objects.requireNonNull(run.value());
    if (before.isEmpty()) {
      return new Step(
          run.id(), run.time(), run.timeText(), value, null, null, null, null, List.of());
    }
    Step last = before.get(before.size() - 1);
    return new Step(
        run.id(),
        run.time(),
        run.timeText(),
        value,
        last.id(),
        last.value(),
        value - last.value(),
        (value - last.value()) / last.value(),
        List.of(new Change("depth", new Setting("N", "1"), run.config().get("depth"))));
  }
}
