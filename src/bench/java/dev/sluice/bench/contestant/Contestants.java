package dev.sluice.bench.contestant;

import dev.sluice.bench.contestant.Task.Sink;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Who takes part, in the order in which they run. */
@SuppressWarnings("ImmutableEnumChecker") // its sets are, and its makers have no state
public enum Contestants {
  /** Sluice as a Spark source. */
  SLUICE(SluiceRead::new, "Sluice, Spark source", Set.of(Sink.NOOP, Sink.COLUMNS, Sink.PARQUET)),
  /** What {@code export} does. */
  SNAPSHOT(SluiceExport::new, "Sluice, snapshot", Set.of(Sink.PARQUET)),
  /** The rows are in memory already. */
  BARE(CachedRows::new, "Spark's Parquet writer alone", Set.of(Sink.PARQUET)),
  /** awslabs emr-dynamodb-hadoop 5.0.0. */
  EMR(EmrConnector::new, "EMR connector 5.0.0", Set.of(Sink.NOOP, Sink.COLUMNS, Sink.PARQUET)),
  /** com.audienceproject spark-dynamodb 1.1.2. */
  AUDIENCE(
      AudienceProject::new, "audienceproject 1.1.2", Set.of(Sink.NOOP, Sink.COLUMNS, Sink.PARQUET)),
  /** Nothing but the SDK. */
  SDK(PlainSdk::new, "plain SDK v2 scan", Set.of(Sink.NOOP, Sink.COLUMNS, Sink.PARQUET)),
  /** What no reader of a table can do without. */
  BYTES(SignedRequests::new, "signed requests alone", Set.of(Sink.NOOP, Sink.COLUMNS)),
  /** Spark's reading of a point-in-time export. */
  PITR(ExportRead::new, "Spark on an export", Set.of(Sink.NOOP, Sink.COLUMNS, Sink.PARQUET)),
  /** Sluice's reading of the same export; to Parquet what {@code export} does. */
  EXPORT(
      () -> new SluiceOnExport(ExportLines.DYNAMODB_JSON),
      "Sluice on an export",
      Set.of(Sink.NOOP, Sink.PARQUET)),
  /** The same of an export in Amazon Ion. */
  ION(
      () -> new SluiceOnExport(ExportLines.ION),
      "Sluice on an export in Ion",
      Set.of(Sink.NOOP, Sink.PARQUET)),
  /** What no reader of an export can do without. */
  GUNZIP(Decompression::new, "decompressing alone", Set.of(Sink.NOOP)),
  /** What remains of Sluice's work if the items are in memory. */
  DECODE(Decoding::new, "decoding alone", Set.of(Sink.NOOP));

  /** Those that need an export and are no alternative to reading the table. */
  private static final Set<Contestants> OF_EXPORT = EnumSet.of(EXPORT, ION, GUNZIP, DECODE);

  /** Those that do a part of the work only. */
  private static final Set<Contestants> PARTS = EnumSet.of(BARE, BYTES, GUNZIP, DECODE);

  private final Supplier<Contestant> maker;
  private final String title;
  private final Set<Sink> sinks;

  Contestants(Supplier<Contestant> maker, String title, Set<Sink> sinks) {
    this.maker = maker;
    this.title = title;
    this.sinks = sinks;
  }

  /** What {@code --only} calls it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String title() {
    return title;
  }

  /** Whether it is Sluice itself that runs. */
  public boolean isOurs() {
    return this == SLUICE || this == SNAPSHOT || this == EXPORT || this == ION;
  }

  /** Whether it reads a table at all, in a way that others might choose instead of Sluice's. */
  public boolean isPeer() {
    return !isOurs() && !PARTS.contains(this);
  }

  /** Those that read a table, and who reads an export of it instead. */
  public static List<Contestants> of(Sink sink) {
    return all(sink).filter(c -> !OF_EXPORT.contains(c)).toList();
  }

  /** Those that read an export. */
  public static List<Contestants> ofExport(Sink sink) {
    return all(sink).filter(c -> c == PITR || OF_EXPORT.contains(c)).toList();
  }

  private static Stream<Contestants> all(Sink sink) {
    return Arrays.stream(values()).filter(c -> c.sinks.contains(sink));
  }

  public static Optional<Contestants> byId(String id) {
    return Arrays.stream(values()).filter(c -> c.id().equals(id)).findFirst();
  }

  Contestant make() {
    return maker.get();
  }
}
