package dev.sluice.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.ExperimentFigures.Change;
import dev.sluice.analytics.ExperimentFigures.Run;
import dev.sluice.analytics.ExperimentFigures.Setting;
import dev.sluice.analytics.ExperimentFigures.Step;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.PlainFigures;
import dev.sluice.dataset.layout.Drift;
import dev.sluice.dataset.layout.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures of more models, versions, classes and runs than anybody reads. */
final class ManyFigures {
  private ManyFigures() {}

  static Figures models(int count, String name) {
    return SampleFigures.of(
        IntStream.range(0, count)
            .mapToObj(i -> new SampleFigures.Model(
                name + i, "1", 3 + i % 20, 0.1, List.of("a", "b"), 0.9, null, ""))
            .toList(),
        4,
        List.of());
  }

  /** One model; each version has two days, and is compared. */
  static Figures versions(int count, String name) {
    SampleFigures.Model model = SampleFigures.models().get(0);
    Figures base = SampleFigures.of(List.of(model), 14, List.of());
    List<LatencyFigures> latency = new ArrayList<>(base.latency());
    List<AccuracyFigures> accuracy = new ArrayList<>(base.accuracy());
    List<LatencyFigures> days =
        base.latency().stream().filter(row -> row.version().equals("*")).toList();
    List<AccuracyFigures> judged =
        base.accuracy().stream().filter(row -> row.version().equals("2")).toList();
    for (int i = 0; i < count; i++) {
      String version = name + i;
      latency.add(SampleLatency.renamed(days.get(i % (days.size() - 1)), version));
      latency.add(SampleLatency.renamed(days.get(days.size() - 1), version));
      AccuracyFigures last = judged.get(judged.size() - 1);
      accuracy.add(SampleAccuracy.renamed(judged.get(i % judged.size()), version, List.of()));
      accuracy.add(SampleAccuracy.compared(last, version));
    }
    return with(base, latency, accuracy, List.of());
  }

  static Figures classes(int count, String name) {
    List<String> classes = IntStream.range(0, count).mapToObj(i -> name + i).toList();
    return SampleFigures.of(
        List.of(new SampleFigures.Model("m", "1", 4 * count, 0.1, classes, 0.5, null, "")),
        7,
        List.of());
  }

  static Figures experiments(int count, int runs, String name) {
    return SampleFigures.of(
        List.of(),
        1,
        IntStream.range(0, count).mapToObj(i -> experiment(name + i, runs)).toList());
  }

  /** Each run is the best so far, and all of its configuration is another. */
  private static ExperimentFigures experiment(String name, int count) {
    List<Run> runs = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    List<Change> changes = IntStream.range(0, 50)
        .mapToObj(i -> new Change(name + i, new Setting("S", name), new Setting("S", name)))
        .toList();
    for (int i = 0; i < count; i++) {
      String id = name + i;
      runs.add(
          new Run(id, SampleFigures.AS_OF.plusSeconds(i), id, name, (double) i, true, Map.of()));
      steps.add(new Step(
          id,
          SampleFigures.AS_OF.plusSeconds(i),
          id,
          i,
          "before",
          i - 1.0,
          1.0,
          i < 2 ? null : (Double) (1.0 / (i - 1)),
          changes));
    }
    return new ExperimentFigures(
        name,
        name,
        Better.LARGER,
        name,
        SampleFigures.AS_OF,
        count - 1.0,
        steps,
        count,
        0,
        0L,
        0L,
        0L,
        0L,
        Map.of(name, (long) count),
        runs,
        Map.of());
  }

  private static Figures with(
      Figures base,
      List<LatencyFigures> latency,
      List<AccuracyFigures> accuracy,
      List<ExperimentFigures> experiments) {
    return PlainFigures.of(
        base.runId(),
        base.asOf(),
        base.date(),
        base.zone(),
        base.undated(),
        base.unmodelled(),
        base.sloTarget(),
        latency,
        accuracy,
        experiments,
        base.headlines());
  }

  /** Columns that changed, and attributes that overflowed. */
  static Map<String, TableSchema> schemas(int count, String name) {
    List<String> places = IntStream.range(0, count).mapToObj(i -> name + i).toList();
    List<Drift.Retyped> retyped =
        places.stream().map(place -> new Drift.Retyped(place, name, name)).toList();
    Map<String, Map<String, Long>> overflow =
        places.stream().collect(Collectors.toMap(place -> place, place -> Map.of("S", 1L)));
    return Map.of(
        "Log",
        new TableSchema(
            JsonNodeFactory.instance.objectNode(),
            10,
            Map.of(),
            overflow,
            new Drift("run-1", places, places, retyped, retyped),
            Map.of(),
            null));
  }
}
