package dev.sluice.job.args;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The commands, as users type them. */
public enum Verb {
  DEMO(
      "Runs the whole job on an embedded DynamoDB and S3 with the sample tables.",
      Needs.NOTHING,
      "sluice demo",
      "sluice demo --serve --json     keeps the servers up, prints their endpoints",
      "sluice demo --nights 3         what three nights cost, and a full run"),
  PLAN(
      "Says what reading the tables would take; reads their descriptions and a small sample.",
      Needs.TABLES,
      "sluice plan --config conf/inference.conf",
      "sluice plan --config conf/inference.conf --set source.capacity.max-read-units=500 --json"),
  EXPORT(
      "Reads the tables into a snapshot of Parquet files.",
      Needs.ROOT_AND_TABLES,
      "sluice export --config conf/inference.conf",
      "sluice export --config conf/inference.conf --set source.segments=64",
      "sluice export --config conf/inference.conf --from-pitr      from a point-in-time export"),
  ANALYZE(
      "Computes figures and the report from a snapshot, and reads nothing else.",
      Needs.ROOT,
      "sluice analyze --config conf/inference.conf                   of the latest snapshot",
      "sluice analyze --config conf/inference.conf --run-id ID       of that run's",
      "sluice analyze --config conf/inference.conf --from 2026-10-01 --to 2026-10-07"),
  PUBLISH(
      "Writes figures to the summary table.",
      Needs.ROOT,
      "sluice publish --config conf/inference.conf",
      "sluice publish --config conf/inference.conf --restate         also where items are fewer now"),
  RUN(
      "Does export, analyze and publish: what a schedule starts.",
      Needs.ROOT_AND_TABLES,
      "sluice run --config conf/inference.conf",
      "sluice run --config conf/inference.conf --date 2026-10-28 --json",
      "sluice run --config conf/inference.conf --from 2026-10-01 --to 2026-10-07"),
  VERIFY(
      "Checks a snapshot against its manifest: every file, its rows and its SHA-256.",
      Needs.ROOT,
      "sluice verify --config conf/inference.conf --run-id ID"),
  SUMMARY(
      "Reads the summary table as a dashboard would: the board, or one model's rows.",
      Needs.NOTHING,
      "sluice summary",
      "sluice summary --kind latency --model iris-species --from 2026-10-01 --to 2026-10-28"),
  INIT(
      "Creates the summary table if it is missing and prints the least IAM policy.",
      Needs.NOTHING,
      "sluice init --config conf/inference.conf"),
  JAR(
      "Prints the path of the shipped jar.",
      Needs.NOTHING,
      "spark-submit --class dev.sluice.Sluice $(jobs/sluice jar) run");

  private final String description;
  private final Needs needs;
  private final String examples;

  Verb(String description, Needs needs, String... examples) {
    this.description = description;
    this.needs = needs;
    this.examples = String.join("\n", examples);
  }

  /** Returns the command as typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the settings that the command requires. */
  public Set<Requirement> needs() {
    return switch (needs) {
      case NOTHING -> Set.of();
      case ROOT -> Set.of(Requirement.ROOT);
      case TABLES -> Set.of(Requirement.TABLES);
      case ROOT_AND_TABLES -> Set.of(Requirement.ROOT, Requirement.TABLES);
    };
  }

  String description() {
    return description;
  }

  List<String> examples() {
    return examples.lines().toList();
  }

  static Optional<Verb> of(String word) {
    return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
  }

  /** A setting that a command cannot run without. */
  public enum Requirement {
    /** {@code dataset.root}. */
    ROOT,
    /** {@code source.table}, {@code experiments.table} or both. */
    TABLES
  }

  private enum Needs {
    NOTHING,
    ROOT,
    TABLES,
    ROOT_AND_TABLES
  }
}
