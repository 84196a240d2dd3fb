package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.bench.contestant.ChildJvm;
import dev.sluice.bench.nights.NightsMain;
import dev.sluice.bench.nights.NightsMeasured;
import dev.sluice.bench.nights.NightsTask;
import dev.sluice.demo.EmbeddedServers;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a night costs beside a full run. */
@Command(
    name = "nights",
    mixinStandardHelpOptions = true,
    description = "A full run that loads a log into Iceberg, computes all figures and publishes them; the"
        + " night after it, whose incremental export has the changes; and a night without changes."
        + " The summary table is DynamoDB Local's.")
final class NightsCommand implements Callable<Integer> {
  /** Days' worth of items that change: of 400 days a hundredth. */
  private static final int CHANGED_DAYS = 4;

  @Option(
      names = "--items",
      defaultValue = "5000000",
      description = "Before the night. Default: ${DEFAULT-VALUE}.")
  long items;

  @Option(
      names = "--days",
      defaultValue = "400",
      description = "That they are spread over, and that figures look back. Default: ${DEFAULT-VALUE}.")
  int days;

  @Option(
      names = "--changed",
      description = "Items that the night changes: half of them new, half labels of the ten days"
          + " before. Default: as many as four days have.")
  @Nullable
  Long changed;

  @Option(names = "--models", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  int models;

  @Option(
      names = "--versions",
      defaultValue = "2",
      description = "Of each model. Default: ${DEFAULT-VALUE}.")
  int versions;

  @Option(
      names = "--hours",
      defaultValue = "24",
      description = "Of each day that have items. Default: ${DEFAULT-VALUE}.")
  int hours;

  @Option(
      names = "--cores",
      defaultValue = "2",
      description = "Spark's. Default: ${DEFAULT-VALUE}.")
  int cores;

  @Option(
      names = "--warm-ups",
      defaultValue = "2",
      description = "Small logs that the same process reads before. Default: ${DEFAULT-VALUE}.")
  int warmUps;

  @Option(
      names = "--heap",
      defaultValue = "4g",
      description = "As -Xmx takes it. Default: ${DEFAULT-VALUE}.")
  String heap = "";

  @Option(
      names = "--minutes",
      defaultValue = "240",
      description = "After which it is ended. Default: ${DEFAULT-VALUE}.")
  long minutes;

  @Option(
      names = "--folder",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "Where exports and tables are written, and removed: 1 KB for each item."
          + " Default: ${DEFAULT-VALUE}.")
  Path folder = Path.of("");

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  @Nullable
  Path json;

  @Override
  public Integer call() throws IOException {
    long itemsADay = items / Math.max(1, days);
    long changes = changed == null ? itemsADay * CHANGED_DAYS : changed;
    check(itemsADay, changes);
    Path own = Files.createTempDirectory(folder.toAbsolutePath(), "sluice-nights");
    try (EmbeddedServers servers = EmbeddedServers.start(own.resolve("s3"))) {
      NightsMeasured measured = measured(
          new NightsTask(
              itemsADay * days,
              days,
              changes,
              models,
              versions,
              hours,
              cores,
              warmUps,
              own.toString(),
              servers.dynamoDb().toString()));
      System.out.print(measured.text());
      Figures.write(json, List.of(measured));
    } finally {
      FileUtils.deleteQuietly(own.toFile());
    }
    return 0;
  }

  private NightsMeasured measured(NightsTask task) throws JsonProcessingException {
    JsonMapper mapper = new JsonMapper();
    String line = new ChildJvm(Machine.root(), heap, minutes)
        .line("nights", NightsMain.class, mapper.writeValueAsString(task));
    return mapper.readValue(line, NightsMeasured.class);
  }

  private void check(long itemsADay, long changes) {
    long most = itemsADay * Math.min(days, 10) * 2;
    if (itemsADay == 0) {
      throw refused("--items", items, "gives a day no item", "Give more items or fewer --days.");
    }
    if (changes < 2 || changes > most) {
      throw refused(
          "--changed", changes, "must be 2 to " + most, "Half of them are items of the ten days before.");
    }
  }

  private static InvalidConfigurationException refused(
      String option, long value, String problem, String remedy) {
    return new InvalidConfigurationException(
        List.of(new ConfigError(option, Long.toString(value), problem, remedy)));
  }
}
