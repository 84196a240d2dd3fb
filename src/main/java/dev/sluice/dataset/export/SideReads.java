package dev.sluice.dataset.export;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.ChangeExports;
import dev.sluice.dataset.lake.ExportSpans;
import dev.sluice.dataset.lake.Following;
import dev.sluice.dataset.lake.LakePosition;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.lake.LakeStream;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableDescription;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Decides how the tables of labels and of experiments are read that are kept in Iceberg: by their changes, as the table of
 * events is, where they can be followed. Where they cannot, all items are read, and it is told why.
 *
 * @param afresh whether tables are loaded afresh
 */
record SideReads(SparkSession spark, LakeSettings settings, boolean afresh, ChangeExports exports) {
  /** Returns the reads of a run that has no plan yet. */
  List<TableRead> decided(List<TableRead> reads) {
    boolean isAlone = reads.stream().allMatch(read -> read.role() == Role.SOURCE);
    return isAlone || settings.following() == Following.NONE
        ? reads
        : decided(reads, described(reads));
  }

  private List<TableRead> decided(List<TableRead> reads, List<TableDescription> tables) {
    List<String> names = TableNames.of(reads, tables);
    List<TableRead> decided = new ArrayList<>();
    for (int i = 0; i < reads.size(); i++) {
      TableRead read = reads.get(i);
      decided.add(read.role() == Role.SOURCE ? read : decided(read, names.get(i), tables.get(i)));
    }
    return decided;
  }

  private static List<TableDescription> described(List<TableRead> reads) {
    return reads.stream().map(read -> read.settings().describe()).toList();
  }

  /** Returns a read as the run's plan has it. */
  static TableRead planned(TableRead read, RunPlan.Table table) {
    if (read.role() == Role.SOURCE) {
      return read;
    }
    return switch (table.kind()) {
      case PITR -> read.with(read.settings().requested());
      case STREAM -> read.with(read.settings().streamed());
      case EXPORT -> read.with(read.settings().fromExport(table.tableId()));
      default -> read;
    };
  }

  private TableRead decided(TableRead read, String name, TableDescription table) {
    ReadSettings whole = read.settings();
    @Nullable String never = never(read, name, table);
    if (never != null) {
      exports.scanned(whole, never);
      return read;
    }
    return settings.isStreamed() ? byStream(read, table.describedAt()) : byExports(read);
  }

  private TableRead byStream(TableRead read, Instant now) {
    ReadSettings whole = read.settings();
    Optional<String> against = againstStream(read, now);
    against.filter(why -> !why.isEmpty()).ifPresent(why -> exports.scanned(whole, why));
    return against.isPresent() ? read : read.with(whole.streamed());
  }

  /** Returns why a table is never followed; null if it may be. */
  private static @Nullable String never(TableRead read, String name, TableDescription table) {
    if (read.settings().index() != null) {
      return "its index " + read.settings().index()
          + " is read, and changes are those of the table. Leave out sluice.experiments.index, and"
          + " load the tables anew with --reload, to have it followed by its changes";
    }
    return name.equals(table.name())
        ? null
        : "another table of the run has its name. Give it a configuration of its own under"
            + " sluice.sources to have it followed by its changes";
  }

  /**
   * Returns why a table's Stream is not followed from where the Iceberg table is: an empty text if nothing has to be told;
   * empty if it is followed.
   */
  private Optional<String> againstStream(TableRead read, Instant now) {
    String stream;
    try {
      stream = LakeStream.readable(read.settings());
    } catch (ResourceUnavailableException e) {
      return Optional.of(e.inOneLine() + ". " + e.remedy().replaceFirst("\\.$", ""));
    }
    return position(read)
        .map(position -> LakeStream.isContinued(position, stream, now)
            ? Optional.<String>empty()
            : Optional.of("the Iceberg table is at " + position
                + ", and the Stream is not known to have all changes since. Later runs follow it:"
                + " let one begin at least every 23 hours"))
        .orElse(Optional.of(""));
  }

  /** Follows a table by exports from where they have brought it, or else from a full export on. */
  private TableRead byExports(TableRead read) {
    ReadSettings table = read.settings();
    Optional<Instant> earliest =
        exports.earliest(table).map(time -> time.truncatedTo(ChronoUnit.SECONDS));
    if (earliest.isEmpty()) {
      exports.scanned(
          table,
          "it has no point-in-time recovery, or the role may not ask. Switch it on"
              + " (aws dynamodb update-continuous-backups), and allow what `sluice init` prints, to"
              + " have the table followed by exports of its changes");
      return read;
    }
    Optional<Instant> at = position(read)
        .flatMap(LakePosition::exportedUntil)
        .filter(time -> !earliest.get().isAfter(time));
    Optional<ReadSettings> exported = at.isPresent()
        ? at.filter(time -> mayRequest(table, time)).map(time -> table.requested())
        : exports.all(table);
    if (exported.isEmpty()) {
      exports.scanned(
          table,
          "the role may not request exports of it. Allow what `sluice init` prints to"
              + " have it followed by exports of its changes");
    }
    return exported.map(read::with).orElse(read);
  }

  /** Requests the first export, if there is one to request: DynamoDB tells a role's permissions in no other way. */
  private boolean mayRequest(ReadSettings table, Instant from) {
    return ExportSpans.between(from, exports.latest(table)).spans().stream()
        .findFirst()
        .map(first -> exports.begin(table, first.from(), first.until()))
        .orElse(true);
  }

  /** Returns the position of a table that is continued; empty if it is loaded. */
  private Optional<LakePosition> position(TableRead read) {
    return afresh ? Optional.empty() : LakeOpening.of(spark, settings, read).position();
  }
}
