package dev.sluice.job.settings;

import dev.sluice.dataset.lake.LakeName;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.table.AwsSettings;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses sources that would mix: in one root, one namespace, one report, one Iceberg table, one summary table that another
 * reads, or one bucket that they reach in two ways; and two that are the same.
 *
 * @param shared the settings outside of {@code sources}: those of the board of all
 */
record SourceConflicts(Settings shared, ConfigErrors errors) {
  /** Notes every conflict, at the later of two sources by name. */
  void check(SortedMap<String, Settings> sources) {
    List<Source> before = new ArrayList<>();
    sources.forEach((name, settings) -> {
      Source source = new Source(name, settings);
      boardOfAll(source);
      before.forEach(other -> check(source, other));
      before.add(source);
    });
  }

  private record Source(String name, Settings settings) {
    @Nullable
    URI root() {
      return settings.snapshot().root();
    }

    @Nullable
    URI report() {
      return settings.reportPath();
    }

    Map<String, @Nullable String> tables() {
      return new SummaryTableCheck(settings).tables();
    }
  }

  private void check(Source source, Source other) {
    roots(source, other);
    if (place(source.settings()).equals(place(other.settings()))) {
      namespace(source, "is that of source " + other.name() + ", in the same table");
    }
    if (source.report() != null && source.report().equals(other.report())) {
      report(source, "is that of source " + other.name());
    }
    Stream.of(List.of(source, other), List.of(other, source)).forEach(pair -> {
      reportAmongFiles(pair.get(0), pair.get(1));
      summaryTable(pair.get(0), pair.get(1));
    });
    bucket(source, other);
    icebergTables(source, other);
    twins(source, other);
  }

  private void boardOfAll(Source source) {
    if (place(source.settings()).equals(place(shared))) {
      namespace(source, "is that of the board of all sources");
    }
  }

  private void roots(Source source, Source other) {
    URI one = source.root();
    URI two = other.root();
    if (one != null
        && two != null
        && (Locations.below(one, two).isPresent() || Locations.below(two, one).isPresent())) {
      error(
          source,
          "dataset.root",
          one.toString(),
          "is the root of source " + other.name() + ", or one of the two is within the other",
          "Leave it out, or set a folder of its own.");
    }
  }

  private void namespace(Source source, String problem) {
    String namespace = source.settings().summary().namespace();
    error(
        source,
        "summary.namespace",
        String.valueOf(namespace),
        problem,
        "Leave it out, or set another.");
  }

  private void reportAmongFiles(Source source, Source other) {
    URI report = source.report();
    URI root = other.root();
    if (report != null && root != null && ReportPathCheck.isAmongTheDatasets(report, root)) {
      report(source, "is among the files of source " + other.name() + ", below its dataset.root");
    }
  }

  private void report(Source source, String problem) {
    error(
        source,
        "report.path",
        String.valueOf(source.report()),
        problem,
        "Leave it out, or set another path.");
  }

  private void summaryTable(Source source, Source other) {
    source.tables().forEach((section, table) -> {
      if (table != null
          && SummaryTableCheck.isOneOf(other.settings(), table)
          // an error of its own
          && !SummaryTableCheck.isOneOf(source.settings(), table)) {
        error(
            source,
            section + ".table",
            table,
            "is the summary table of source " + other.name(),
            "Read another table, or give that source another summary table.");
      }
    });
  }

  private void bucket(Source source, Source other) {
    List<String> others = buckets(other).toList();
    Optional<String> both = buckets(source).filter(others::contains).findFirst();
    if (both.isPresent() && !s3(source).equals(s3(other))) {
      error(
          source,
          "aws",
          "",
          "reaches bucket " + both.get()
              + " with another region, s3-endpoint or role-arn than source " + other.name()
              + ", and one Spark session reaches a bucket in one way",
          "Set the same for both, or a bucket of its own.");
    }
  }

  /** Each would apply its own reads to one table, and find it at a position that is not its own. */
  private void icebergTables(Source source, Source other) {
    Map<LakeName, String> others = lakeTables(other);
    lakeTables(source).forEach((name, table) -> {
      if (others.containsKey(name)) {
        error(
            source,
            "dataset.catalog",
            name.catalog() + "." + name.namespace(),
            "keeps table " + table + " in " + name + ", as source " + other.name() + " does table "
                + others.get(name),
            "Name a namespace of its own after a dot, catalog.namespace.");
      }
    });
  }

  /** Returns the names of the Iceberg tables of a source, and those of the tables. */
  private static Map<LakeName, String> lakeTables(Source source) {
    LakeSettings lake =
        source.root() == null ? null : source.settings().dataset().lake();
    Map<LakeName, String> names = new LinkedHashMap<>();
    if (lake != null) {
      source.tables().values().stream()
          .flatMap(Stream::ofNullable)
          .forEach(
              table -> names.put(lake.name(table.substring(table.lastIndexOf('/') + 1)), table));
    }
    return names;
  }

  private void twins(Source source, Source other) {
    boolean reads = source.tables().values().stream().anyMatch(Objects::nonNull);
    if (reads && identity(source).equals(identity(other))) {
      error(
          source,
          "source.table",
          String.valueOf(source.settings().source().table()),
          "is read by source " + other.name() + " with the same settings",
          "Name another table, or leave one of the two sources out.");
    }
  }

  private void error(Source source, String key, String value, String problem, String remedy) {
    errors.add(SourceKeys.path(source.name()) + "." + key, value, problem, remedy);
  }

  /** The place of a namespace's rows. */
  private record RowPlace(
      AwsSettings aws, String table, @Nullable String namespace) {}

  private static RowPlace place(Settings settings) {
    AwsSettings aws = settings.aws();
    return new RowPlace(
        new AwsSettings(aws.region(), aws.dynamoDbEndpoint(), null, aws.roleArn()),
        settings.summary().table(),
        settings.summary().namespace());
  }

  private static Stream<String> buckets(Source source) {
    return Stream.of(Optional.ofNullable(source.root()), Optional.ofNullable(source.report()))
        .flatMap(Optional::stream)
        .filter(Locations::isOnS3)
        .map(URI::getAuthority);
  }

  private static AwsSettings s3(Source source) {
    AwsSettings aws = source.settings().aws();
    return new AwsSettings(aws.region(), null, aws.s3Endpoint(), aws.roleArn());
  }

  /** Returns what decides the source's snapshot and figures. */
  private static List<Object> identity(Source source) {
    return List.of(
        Fingerprint.snapshot(source.settings()).keys(),
        Fingerprint.ofFigures(source.settings(), LocalDate.EPOCH, null));
  }
}
