package dev.sluice.bench;

import dev.sluice.bench.contestant.Task;
import picocli.CommandLine.Option;

/** By what contestants read and write in a pass. */
final class PassOptions {
  @Option(
      names = "--cores",
      defaultValue = "1",
      description = "Spark's. Default: ${DEFAULT-VALUE}.")
  int cores;

  @Option(
      names = "--segments",
      defaultValue = "8",
      description = "That the table is cut into. Default: ${DEFAULT-VALUE}.")
  int segments;

  @Option(
      names = "--codec",
      defaultValue = "snappy",
      description = "Of Parquet. Default: ${DEFAULT-VALUE}.")
  String codec = "";

  Task.Conditions conditions(Task.WarmUp warmUp) {
    return new Task.Conditions(cores, segments, codec, warmUp);
  }
}
