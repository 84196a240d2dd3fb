package dev.sluice.job.args;

import dev.sluice.job.args.Invocation.Demo;
import dev.sluice.job.args.Invocation.Kind;
import dev.sluice.job.args.Invocation.Query;
import dev.sluice.job.settings.ConfigErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments as given, and their evaluation even if some are wrong. */
public final class Arguments {
  /** Half of the sample log: before the first night there should be a load. */
  private static final int MAX_NIGHTS = 14;

  private final Grammar grammar = new Grammar();
  private final ConfigErrors errors;
  private final OptionTexts texts;
  private final ParseResult result;
  private final Optional<String> word;

  private Arguments(ConfigErrors errors, String... args) {
    this.errors = errors;
    this.texts = new OptionTexts(errors);
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
    RunId runId = texts.parsed(
        "--run-id",
        grammar.common.runId,
        RunId::new,
        "Use 1 to 64 of the letters A-Z a-z, digits and . _ -");
    DayOptions days = DayOptions.of(grammar.common, texts);
    verb.ifPresent(known -> days.check(known, errors));
    Query query = query(days);
    Demo demo = demo();
    return verb.map(known -> new Invocation(
        known,
        config(),
        sets(),
        json(),
        runId,
        known == Verb.SUMMARY ? days.date() : days.last(),
        known == Verb.SUMMARY ? null : days.from(),
        grammar.common.restate,
        query,
        demo));
  }

  private Demo demo() {
    Options.OfDemo given = grammar.demo;
    Integer nights =
        texts.parsed("--nights", given.nights, Arguments::nights, "Write a number from 1 to 14.");
    if (given.empty && given.nights != null) {
      errors.add("--nights", given.nights, "contradicts --empty", "Leave one of the two out.");
    }
    return new Demo(given.serve, given.empty, nights == null ? 0 : nights);
  }

  private static int nights(String text) {
    int nights = Integer.parseInt(text);
    if (nights < 1 || nights > MAX_NIGHTS) {
      throw new IllegalArgumentException(text);
    }
    return nights;
  }

  private List<Exception> nested() {
    ParseResult sub = result.subcommand();
    return sub == null ? List.of() : sub.errors();
  }

  private Query query(DayOptions days) {
    Options.OfSummary given = grammar.summary;
    Kind kind = texts.parsed(
        "--kind",
        given.kind,
        text -> Kind.valueOf(text.toUpperCase(Locale.ROOT)),
        "Write latency, accuracy or experiment.");
    if (given.kind != null && given.model == null) {
      errors.add(
          "--kind",
          given.kind,
          "has no effect without --model",
          "Add --model, or leave --kind out for the board.");
    }
    boolean ofDays = summary() && (days.from() != null || days.to() != null);
    if (given.kind == null && (given.model != null || ofDays)) {
      errors.add("--kind", "", "is missing", "Add --kind latency, accuracy or experiment.");
    }
    return new Query(
        Optional.ofNullable(kind), Optional.ofNullable(given.model), days.from(), days.to());
  }

  private boolean summary() {
    return word.filter(Verb.SUMMARY.word()::equals).isPresent();
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
