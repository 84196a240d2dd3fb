package dev.sluice.bench;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.SluiceException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code jobs/bench} calls. */
@Command(
    name = "jobs/bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures what reading a table, percentiles and nights cost, with Sluice and with others.",
    subcommands = {
      ReadCommand.class,
      ExportCommand.class,
      QuickCommand.class,
      ProfileCommand.class,
      LatencyCommand.class,
      MemoryCommand.class,
      DecodeCommand.class,
      AnalyticsCommand.class,
      NightsCommand.class
    })
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new BenchMain());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, parsed) -> {
      if (e instanceof SluiceException known) {
        System.err.println("bench: " + known.problem() + "\nbench: " + known.remedy());
        return known.exitCode().code();
      }
      throw e;
    });
    if (arguments.length == 0) {
      line.usage(System.err);
      System.exit(ExitCode.CONFIGURATION.code());
    }
    System.exit(line.execute(arguments));
  }
}
