package dev.sluice.bench.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.bench.contestant.ChildJvm;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What all contenders took and how far they were off, shape by shape.
 *
 * @param weeks from stored sketches; of Sluice only
 */
public record Race(AggregationTask task, List<Entry> entries, List<StoredWeek> weeks) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double MB = 1e6;

  /**
   * A contender on a shape.
   *
   * @param worst by quantile, p50 to p99.9: the greatest relative error of all models
   */
  public record Entry(Aggregated measured, List<Double> worst) {}

  /**
   * Runs them, one after the other.
   *
   * @param only ids of contenders; empty: all
   */
  public static Race run(ChildJvm jvm, AggregationTask task, List<String> only)
      throws JsonProcessingException {
    checkNames(only);
    List<Aggregated> measured = new ArrayList<>();
    for (Contender contender : Contender.values()) {
      if (only.isEmpty() || only.contains(contender.id())) {
        System.err.println("bench: " + contender.title());
        List<Aggregated> own = run(jvm, task, contender);
        own.forEach(one -> System.err.printf(
            "bench: %s, %.0f CPU ns a value%n", one.shape(), 1e9 * one.cpu() / one.values()));
        measured.addAll(own);
      }
    }
    List<Entry> entries = new ArrayList<>();
    List<StoredWeek> weeks = new ArrayList<>();
    for (Shape shape : task.shapes()) {
      List<List<Double>> truth = Quantiles.truth(shape, task);
      measured.stream()
          .filter(one -> one.shape() == shape)
          .forEach(one -> entries.add(new Entry(one, one.worst(truth))));
      weeks.add(StoredWeek.measure(shape, task));
    }
    return new Race(task, entries, weeks);
  }

  private static List<Aggregated> run(ChildJvm jvm, AggregationTask task, Contender contender)
      throws JsonProcessingException {
    AggregationTask own = new AggregationTask(
        contender.id(),
        task.shapes(),
        task.values(),
        task.models(),
        task.decimals(),
        task.accuracy(),
        task.cores(),
        task.warmUps(),
        task.passes());
    String line = jvm.line(contender.id(), AggregationMain.class, JSON.writeValueAsString(own));
    return Arrays.asList(JSON.readValue(line, Aggregated[].class));
  }

  private static void checkNames(List<String> only) {
    List<ConfigError> faults = only.stream()
        .filter(id -> Contender.byId(id).isEmpty())
        .map(id ->
            new ConfigError("--only", id, "is no contender", "See jobs/bench analytics --help."))
        .toList();
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
  }

  /** Tables that a person reads. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Shape shape : task.shapes()) {
      text.append("%n%s: %,d values, %d models, local[%d]; worst relative error%n"
          .formatted(shape, task.values(), task.models(), task.cores()));
      line(text, "", "CPU ns/value", "wall s", "peak heap MB", "states MB", Quantiles.NAMES);
      entries.stream()
          .filter(entry -> entry.measured().shape() == shape)
          .forEach(entry -> add(text, entry));
    }
    weeks.forEach(week -> text.append(
        "%n%s: a week from the sketches of 7 days (%,d values and %,d bytes each) in %.2f ms"
            .formatted(
                week.shape(), week.valuesPerDay(), week.sketchBytes(), week.milliseconds())));
    return text.toString();
  }

  private static void add(StringBuilder text, Entry entry) {
    Aggregated m = entry.measured();
    line(
        text,
        Contender.byId(m.contender()).orElseThrow().title(),
        "%.0f".formatted(1e9 * m.cpu() / m.values()),
        "%.2f".formatted(m.wall()),
        "%,.0f".formatted(m.peakHeapBytes() / MB),
        "%,.3f".formatted(m.shuffleBytes() / MB),
        entry.worst().stream().map(error -> "%.4f %%".formatted(100 * error)).toList());
  }

  private static void line(
      StringBuilder text,
      String title,
      String cpu,
      String wall,
      String heap,
      String states,
      List<String> errors) {
    text.append("%-32s".formatted(title));
    for (String cell : List.of(cpu, wall, heap, states)) {
      text.append(String.format(Locale.ROOT, "%14s", cell));
    }
    errors.forEach(error -> text.append(String.format(Locale.ROOT, "%14s", error)));
    text.append('\n');
  }
}
