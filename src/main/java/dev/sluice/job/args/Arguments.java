package dev.sluice.job.args;

import dev.sluice.job.args.Invocation.Kind;
import dev.sluice.job.args.Invocation.Query;
import dev.sluice.job.settings.ConfigErrors;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments as given, and their evaluation even if some are wrong. */
public final class Arguments {
  private static final String DAY = "Write a day as 2026-10-28.";

  private final Grammar grammar = new Grammar();
  private final ConfigErrors errors;
  private final ParseResult result;
  private final Optional<String> word;

  private Arguments(ConfigErrors errors, String... args) {
    this.errors = errors;
    this.result = grammar.line.parseArgs(args);
    this.word =
        Optional.ofNullable(result.subcommand()).map(sub -> sub.commandSpec().name());
  }

  /** Reads arguments in a shell's form or in Glue's, and notes every error. */
  public static Arguments read(ConfigErrors errors, String... args) {
    String[] plain = GlueArguments.recognises(args) ? GlueArguments.plain(args) : args;
    return new Arguments(errors, plain);
  }

  /** Returns the text of {@code --help} or {@code --version}, if it was requested. */
  public Optional<String> help(String version) {
    if (grammar.common.help) {
      ParseResult sub = result.subcommand();
      return Optional.of(sub == null ? usage() : usage(sub.commandSpec().commandLine()));
    }
    return grammar.common.version ? Optional.of(version) : Optional.empty();
  }

  /** Returns the text of {@code sluice --help}. */
  public String usage() {
    return usage(grammar.line);
  }

  /** Returns the command's name as typed; empty if there is none. */
  public String command() {
    return word.orElse("");
  }

  /** Returns whether the result is JSON, even if other arguments are wrong. */
  public boolean json() {
    return grammar.common.json;
  }

  /** Returns the configuration file; null: none. */
  public @Nullable String config() {
    return grammar.common.config;
  }

  /** Returns the texts of all {@code --set} options, and of options that stand for a setting. */
  public List<String> sets() {
    List<String> sets = new ArrayList<>(grammar.common.sets);
    if (grammar.export.fromPitr) {
      sets.add("source.kind=pitr");
    }
    if (grammar.common.reload) {
      sets.add("dataset.afresh=true");
    }
    return List.copyOf(sets);
  }

  /** Returns the complete invocation; empty if the command is missing or unknown. Notes every error. */
  public Optional<Invocation> invocation() {
    result.errors().forEach(this::note);
    nested().forEach(this::note);
    Optional<Verb> verb = word.flatMap(Verb::of);
    if (verb.isEmpty() && errors.none()) {
      errors.add("command", "", "is missing", "Write one of " + verbs() + ".");
    }
    RunId runId = parsed(
        "--run-id",
        grammar.common.runId,
        RunId::new,
        "Use 1 to 64 of the letters A-Z a-z, digits and . _ -");
    LocalDate date = parsed("--date", grammar.common.date, LocalDate::parse, DAY);
    Query query = query();
    return verb.map(known -> new Invocation(
        known,
        config(),
        sets(),
        json(),
        runId,
        date,
        grammar.common.restate,
        query,
        grammar.demo.serve,
        grammar.demo.empty));
  }

  private List<Exception> nested() {
    ParseResult sub = result.subcommand();
    return sub == null ? List.of() : sub.errors();
  }

  private Query query() {
    Options.OfSummary given = grammar.summary;
    Kind kind = parsed(
        "--kind",
        given.kind,
        text -> Kind.valueOf(text.toUpperCase(Locale.ROOT)),
        "Write latency, accuracy or experiment.");
    LocalDate from = parsed("--from", given.from, LocalDate::parse, DAY);
    LocalDate to = parsed("--to", given.to, LocalDate::parse, DAY);
    if (from != null && to != null && from.isAfter(to)) {
      errors.add("--from", from.toString(), "is after --to " + to, "Write the earlier day first.");
    }
    if (given.kind != null && given.model == null) {
      errors.add(
          "--kind",
          given.kind,
          "has no effect without --model",
          "Add --model, or leave --kind out for the board.");
    }
    if (given.kind == null && (given.model != null || from != null || to != null)) {
      errors.add("--kind", "", "is missing", "Add --kind latency, accuracy or experiment.");
    }
    return new Query(Optional.ofNullable(kind), Optional.ofNullable(given.model), from, to);
  }

  private <T> @Nullable T parsed(
      String option, @Nullable String text, Function<String, T> parse, String remedy) {
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      errors.add(option, text, "cannot be read", remedy);
      return null;
    }
  }

  private void note(Exception error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      String name =
          unmatched.getUnmatched().isEmpty() ? "" : unmatched.getUnmatched().get(0);
      errors.add(
          name.startsWith("-") ? name : "argument",
          name.startsWith("-") ? "" : name,
          "is not known",
          remedy(unmatched));
    } else {
      errors.add(
          "arguments",
          "",
          String.valueOf(error.getMessage()),
          "See sluice " + command() + " --help.");
    }
  }

  private String remedy(UnmatchedArgumentException unmatched) {
    List<String> suggestions = unmatched.getSuggestions();
    return suggestions.isEmpty()
        ? "Commands are " + verbs() + "; see sluice --help."
        : "Did you mean " + suggestions.get(0) + "?";
  }

  private static String verbs() {
    return String.join(", ", Arrays.stream(Verb.values()).map(Verb::word).toList());
  }

  private static String usage(CommandLine command) {
    return command.getUsageMessage(CommandLine.Help.Ansi.AUTO);
  }
}
