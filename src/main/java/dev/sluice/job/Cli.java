package dev.sluice.job;

import dev.sluice.failure.ExitCode;
import dev.sluice.job.args.Arguments;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.Verb;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Environment;
import dev.sluice.job.settings.JobSettings;
import dev.sluice.job.settings.JobSettingsReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a command from its arguments to an exit code. Results go to standard output, everything else to standard error.
 */
public final class Cli {
  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;
  private final Environment environment;

  /** Creates a command line that writes to these streams. */
  public Cli(PrintStream out, PrintStream err, InstantSource clock) {
    this(out, err, clock, Environment.ofProcess());
  }

  /** Creates a command line with environment variables of its own; their secrets are never printed. */
  Cli(PrintStream out, PrintStream err, InstantSource clock, Environment environment) {
    this.out = new MaskedStream(out);
    this.err = new MaskedStream(err);
    this.clock = clock;
    this.environment = environment;
    environment.maskSecrets();
  }

  /** Creates the command line of this process; logs go to its standard error, with secrets masked. */
  public static Cli ofProcess() {
    if (!(System.err instanceof MaskedStream)) {
      System.setErr(new MaskedStream(System.err));
    }
    return new Cli(utf8(System.out), utf8(System.err), InstantSource.system());
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs one command; never throws. Returns the process's exit status. */
  public int run(String... args) {
    ConfigErrors errors = new ConfigErrors();
    if (args.length == 0) {
      Arguments.read(errors, "--help").help(Version.line()).ifPresent(err::println);
      return ExitCode.CONFIGURATION.code();
    }
    Arguments arguments = Arguments.read(errors, args);
    Optional<String> help = arguments.help(Version.line());
    if (help.isPresent()) {
      out.println(help.get());
      return ExitCode.DONE.code();
    }
    Console console = new Console(out, err, arguments.json(), clock);
    Outcome outcome = new Outcome(arguments.command(), clock);
    Result result =
        new CommandAttempt(console).of(outcome, () -> execute(arguments, errors, console, outcome));
    console.print(result);
    result.afterwards().run();
    return result.exitCode();
  }

  private Result execute(
      Arguments arguments, ConfigErrors errors, Console console, Outcome outcome) {
    Optional<Invocation> invocation = arguments.invocation();
    if (invocation.isEmpty() && arguments.config() == null && arguments.sets().isEmpty()) {
      // Without a command it is unknown which settings are missing.
      errors.throwIfAny();
    }
    Set<Requirement> needs = invocation.map(given -> given.verb().needs()).orElse(Set.of());
    JobSettings settings =
        JobSettingsReader.read(arguments.config(), arguments.sets(), environment, needs, errors);
    if (invocation.filter(given -> given.verb() == Verb.DEMO).isPresent()) {
      settings.mustBeOfOne(errors);
    }
    errors.throwIfAny();
    return command(console, invocation.orElseThrow(), settings, outcome);
  }

  private static Result command(
      Console console, Invocation invocation, JobSettings settings, Outcome outcome) {
    return switch (invocation.verb()) {
      case DEMO -> new DemoCommand(console, invocation).run(outcome);
      case JAR -> new JarCommand().run(outcome);
      case INIT -> new InitCommand(settings).run(outcome);
      default ->
        settings.sources().isEmpty()
            ? new TablesCommand(console, invocation).run(settings.shared(), outcome)
            : new SourcesCommand(console, invocation, settings).run(outcome);
    };
  }
}
