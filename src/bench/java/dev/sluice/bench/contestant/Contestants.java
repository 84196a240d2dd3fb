package dev.sluice.bench.contestant;

import dev.sluice.bench.contestant.Task.Sink;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
  /** Spark's reading of a point-in-time export. */
  PITR(ExportRead::new, "Spark on an export", Set.of(Sink.NOOP, Sink.COLUMNS, Sink.PARQUET));

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
    return this == SLUICE || this == SNAPSHOT;
  }

  /** Whether it reads a table at all, in a way that others might choose instead of Sluice's. */
  public boolean isPeer() {
    return !isOurs() && this != BARE;
  }

  public static List<Contestants> of(Sink sink) {
    return Arrays.stream(values()).filter(c -> c.sinks.contains(sink)).toList();
  }

  public static Optional<Contestants> byId(String id) {
    return Arrays.stream(values()).filter(c -> c.id().equals(id)).findFirst();
  }

  Contestant make() {
    return maker.get();
  }
}
