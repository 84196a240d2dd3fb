package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.bench.analytics.AggregationTask;
import dev.sluice.bench.analytics.Race;
import dev.sluice.bench.analytics.Shape;
import dev.sluice.bench.contestant.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time, memory and error of percentiles. */
@Command(
    name = "analytics",
    mixinStandardHelpOptions = true,
    description = "Percentiles of the same values: Sluice's, Spark's and DataSketches KLL's;"
        + " time, memory and worst relative error of each.")
final class AnalyticsCommand implements Callable<Integer> {
  @Option(
      names = "--values",
      defaultValue = "20000000",
      description = "Of each shape. Default: ${DEFAULT-VALUE}.")
  long values;

  @Option(
      names = "--models",
      defaultValue = "12",
      description = "That the values belong to. Default: ${DEFAULT-VALUE}.")
  int models;

  @Option(
      names = "--decimals",
      defaultValue = "3",
      description =
          "Of the values, in milliseconds; -1: all that a double has. Default: ${DEFAULT-VALUE}.")
  int decimals;

  @Option(names = "--shapes", split = ",", description = "${COMPLETION-CANDIDATES}. Default: all.")
  List<Shape> shapes = List.of(Shape.values());

  @Option(
      names = "--accuracy",
      defaultValue = "500000",
      description = "Of percentile_approx where its error shall be no greater than Sluice's."
          + " Default: ${DEFAULT-VALUE}.")
  int accuracy;

  @Option(
      names = "--only",
      split = ",",
      description = "sluice, percentile, approx, approx-equal, kll, sum. Default: all.")
  List<String> only = List.of();

  @Option(
      names = "--cores",
      defaultValue = "2",
      description = "Spark's. Default: ${DEFAULT-VALUE}.")
  int cores;

  @Option(names = "--warm-ups", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  int warmUps;

  @Option(
      names = "--passes",
      defaultValue = "3",
      description = "That are measured; the median counts. Default: ${DEFAULT-VALUE}.")
  int passes;

  @Option(
      names = "--heap",
      defaultValue = "4g",
      description = "Of each contender, as -Xmx takes it. Default: ${DEFAULT-VALUE}.")
  String heap = "";

  @Option(
      names = "--minutes",
      defaultValue = "20",
      description = "After which a contender is ended. Default: ${DEFAULT-VALUE}.")
  long minutes;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  @Nullable
  Path json;

  @Override
  public Integer call() throws JsonProcessingException {
    AggregationTask task =
        new AggregationTask("", shapes, values, models, decimals, accuracy, cores, warmUps, passes);
    Race race = Race.run(new ChildJvm(Machine.root(), heap, minutes), task, only);
    System.out.println(race.text());
    Figures.write(json, race);
    return 0;
  }
}
