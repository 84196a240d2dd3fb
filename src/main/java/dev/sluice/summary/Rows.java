package dev.sluice.summary;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.KindChange;
import dev.sluice.failure.GateFailed;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All rows of a publication.
 *
 * @param figures latency, accuracy and experiments, in any order
 * @param board written after all of them
 */
record Rows(List<Row> figures, List<Row> board) {
  static Rows of(Figures figures, Keys keys, Stamp stamp) {
    Map<String, KindChange> changes = figures.kindChanges().stream()
        .collect(Collectors.toMap(KindChange::model, change -> change));
    return new Rows(
        Stream.of(
                figures.latency().stream().map(f -> LatencyRow.of(f, keys, stamp)),
                figures.accuracy().stream().map(f -> AccuracyRow.of(f, keys, stamp)),
                figures.experiments().stream().flatMap(f -> ExperimentRows.of(f, keys, stamp)))
            .flatMap(rows -> rows)
            .toList(),
        figures.headlines().stream().map(h -> BoardRow.of(h, changes.get(h.model()), keys, stamp)).toList());
  }

  Rows {
    Set<RowKey> keys = new HashSet<>();
    Stream.concat(figures.stream(), board.stream()).map(Row::key).forEach(key -> {
      if (!keys.add(key)) {
        throw new GateFailed(
            "two summary rows have the key " + key,
            "Is an item's version \"*\" or \"-\"? These two words mean all versions and none: rename it at the source.");
      }
    });
  }

  int size() {
    return figures.size() + board.size();
  }
}
