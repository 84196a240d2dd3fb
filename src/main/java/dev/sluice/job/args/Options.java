package dev.sluice.job.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of all commands, and of single commands. {@link Arguments} checks their texts. */
final class Options {
  private Options() {}

  /** Options of all commands. */
  @Command(
      name = "sluice",
      description =
          "DynamoDB tables of ML records to Parquet, latency percentiles and accuracy trends.")
  static final class Common {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        scope = ScopeType.INHERIT,
        description = "Settings: a path or a URI. Every key is in conf/reference.conf.")
    @Nullable
    String config;

    @Option(
        names = "--set",
        paramLabel = "key=value",
        arity = "1",
        scope = ScopeType.INHERIT,
        description =
            "One setting, such as source.segments=64. Wins over the file; may be repeated.")
    List<String> sets = new ArrayList<>();

    @Option(
        names = "--json",
        scope = ScopeType.INHERIT,
        description = "Prints one JSON object on the last line of standard output instead of text.")
    boolean json;

    @Option(
        names = "--run-id",
        paramLabel = "ID",
        scope = ScopeType.INHERIT,
        description =
            "Name of the run. An unfinished one is resumed, a finished one's result is printed again.")
    @Nullable
    String runId;

    @Option(
        names = "--date",
        paramLabel = "DAY",
        scope = ScopeType.INHERIT,
        description =
            "The last day that figures cover, 2026-10-28. Default: yesterday in analytics.zone.")
    @Nullable
    String date;

    @Option(
        names = "--from",
        paramLabel = "DAY",
        scope = ScopeType.INHERIT,
        description =
            "Computes the figures of the days from this one to --to, instead of the look-back's."
                + " Of summary: the first day.")
    @Nullable
    String from;

    @Option(
        names = "--to",
        paramLabel = "DAY",
        scope = ScopeType.INHERIT,
        description = "The last of these days, 2026-10-28. Of summary: the last day.")
    @Nullable
    String to;

    @Option(
        names = "--restate",
        scope = ScopeType.INHERIT,
        description = "Lets rows be replaced by ones with fewer items.")
    boolean restate;

    @Option(
        names = "--reload",
        scope = ScopeType.INHERIT,
        description =
            "Finds the columns anew, and loads an Iceberg table again: dataset.afresh = true.")
    boolean reload;

    @Option(
        names = {"-h", "--help"},
        scope = ScopeType.INHERIT,
        description = "Prints this help.")
    boolean help;

    @Option(names = "--version", description = "Prints the version.")
    boolean version;
  }

  /** Options of {@code summary}. */
  @Command
  static final class OfSummary {
    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "latency, accuracy or experiment. Default: the board.")
    @Nullable
    String kind;

    @Option(
        names = "--model",
        paramLabel = "MODEL",
        description = "The model, or the experiments' name.")
    @Nullable
    String model;
  }

  /** Options of {@code export}. */
  @Command
  static final class OfExport {
    @Option(
        names = "--from-pitr",
        description = "Requests a point-in-time export and reads it: source.kind = pitr.")
    boolean fromPitr;
  }

  /** Options of {@code demo}. */
  @Command
  static final class OfDemo {
    @Option(
        names = "--serve",
        description = "Keeps both servers up until interrupted and prints their endpoints.")
    boolean serve;

    @Option(names = "--empty", description = "Starts the servers only; loads and runs nothing.")
    boolean empty;

    @Option(
        names = "--nights",
        paramLabel = "N",
        description =
            "Loads the log up to a day, then runs N nights on what has changed, and compares them with"
                + " a full run.")
    @Nullable
    String nights;
  }
}
