package dev.sluice.job;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.Printable;
import dev.sluice.job.args.Arguments;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Environment;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a command from its arguments to an exit code. Results go to standard output, everything else to standard error.
 */
public final class Cli {
  private static final String DEBUG = "SLUICE_DEBUG";

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
    Result result = result(arguments, errors, console);
    console.print(result);
    result.afterwards().run();
    return result.exitCode();
  }

  private Result result(Arguments arguments, ConfigErrors errors, Console console) {
    Outcome outcome = new Outcome(arguments.command(), clock);
    try {
      return execute(arguments, errors, console, outcome);
    } catch (Throwable e) {
      Failure failure = Failure.of(e);
      if (System.getenv(DEBUG) != null) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        err.print(Printable.lines(trace.toString()));
      }
      outcome.fail(failure.exitCode(), failure.message(), failure.remedy());
      return outcome.result();
    }
  }

  private Result execute(
      Arguments arguments, ConfigErrors errors, Console console, Outcome outcome) {
    Optional<Invocation> invocation = arguments.invocation();
    if (invocation.isEmpty() && arguments.config() == null && arguments.sets().isEmpty()) {
      // Without a command it is unknown which settings are missing.
      errors.throwIfAny();
    }
    Set<Requirement> needs = invocation.map(given -> given.verb().needs()).orElse(Set.of());
    Settings settings =
        SettingsReader.read(arguments.config(), arguments.sets(), environment, needs, errors);
    errors.throwIfAny();
    return command(console, invocation.orElseThrow(), settings, outcome);
  }

  private static Result command(
      Console console, Invocation invocation, Settings settings, Outcome outcome) {
    return switch (invocation.verb()) {
      case DEMO -> new DemoCommand(console, invocation).run(outcome);
      case EXPORT, ANALYZE, PUBLISH, RUN ->
        new Pipeline(console, invocation, settings).run(outcome);
      case VERIFY -> new VerifyCommand(invocation, settings).run(outcome);
      case SUMMARY -> new SummaryCommand(invocation.query(), settings).run(outcome);
      case INIT -> new InitCommand(settings).run(outcome);
      case JAR -> new JarCommand().run(outcome);
      case PLAN -> new PlanCommand(settings).run(outcome);
    };
  }
}
