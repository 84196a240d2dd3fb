package dev.sluice.summary;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.KindChange;
import dev.sluice.summary.PublishResult.RefusedRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All rows of a publication, each with a key of its own.
 *
 * @param figures latency, accuracy and experiments, in any order
 * @param board written after all of them
 * @param twice rows that repeat the key of another row: two experiments of one name, time and id
 */
record PublicationRows(List<PlannedRow> figures, List<PlannedRow> board, List<RefusedRow> twice) {
  private static final String TAKEN =
      "another row of this run has its key: are two experiments of one name, time and id?";

  static PublicationRows of(Figures figures, Keys keys, RowFactory rowFactory) {
    Map<String, KindChange> changes = changes(figures);
    Set<RowKey> taken = new HashSet<>();
    List<RefusedRow> twice = new ArrayList<>();
    return new PublicationRows(
        distinct(
            Stream.of(
                    figures.latency().stream().map(f -> LatencyRow.planned(f, keys, rowFactory)),
                    figures.accuracy().stream().map(f -> AccuracyRow.planned(f, keys, rowFactory)),
                    figures.experiments().stream()
                        .flatMap(f -> ExperimentRows.of(f, keys, rowFactory))
                        .map(PlannedRow::of))
                .flatMap(rows -> rows),
            taken,
            twice),
        distinct(
            figures.headlines().stream()
                .map(h -> BoardRow.of(h, changes.get(h.model()), keys, rowFactory))
                .map(PlannedRow::of),
            taken,
            twice),
        twice);
  }

  /** Returns a source's rows in the board of all sources, and no others. */
  static PublicationRows boardOf(String source, Figures figures, Keys keys, RowFactory rowFactory) {
    Map<String, KindChange> changes = changes(figures);
    return new PublicationRows(
        List.of(),
        figures.headlines().stream()
            .map(h -> BoardRow.ofSource(source, h, changes.get(h.model()), keys, rowFactory))
            .map(PlannedRow::of)
            .toList(),
        List.of());
  }

  private static Map<String, KindChange> changes(Figures figures) {
    return figures.kindChanges().stream()
        .filter(change -> change.before() != null)
        .collect(Collectors.toMap(KindChange::model, change -> change));
  }

  private static List<PlannedRow> distinct(
      Stream<PlannedRow> rows, Set<RowKey> taken, List<RefusedRow> twice) {
    List<PlannedRow> distinct = new ArrayList<>();
    rows.forEach(row -> {
      if (taken.add(row.key())) {
        distinct.add(row);
      } else {
        twice.add(new RefusedRow(row.key(), TAKEN));
      }
    });
    return distinct;
  }

  /** Returns the keys of all rows but those of the board. */
  List<RowKey> keys() {
    return figures.stream().map(PlannedRow::key).toList();
  }

  int size() {
    return figures.size() + board.size();
  }
}
