package dev.sluice.summary;

import dev.sluice.analytics.FiguresJson;
import dev.sluice.item.Sha256;
import java.util.function.Supplier;

/**
 * A row to publish. It is built where it is asked for: most rows of a night are as last published, and to build them all
 * would take most of its CPU.
 *
 * @param fingerprint of the key
 * @param items number of items that the row rests on; 0 if the row does not say
 * @param digest SHA-256, in hexadecimal, of all that decides the row's content
 */
record PlannedRow(RowKey key, long fingerprint, long items, String digest, Supplier<Row> building) {
  /** Counts the ways in which rows were built of figures: a row that was built otherwise is not the same. */
  static final int FORM = 1;

  /** Returns a row whose content follows of figures, and of nothing else. */
  static PlannedRow of(RowKey key, long items, Record figures, Supplier<Row> building) {
    String digest = Sha256.of(FORM + " " + Sha256.of(FiguresJson.writePart(figures)));
    return new PlannedRow(key, Fingerprints.of(key), items, digest, building);
  }

  /** Returns a row that is built. */
  static PlannedRow of(Row row) {
    return new PlannedRow(
        row.key(), Fingerprints.of(row.key()), row.items(), row.contentHash(), () -> row);
  }

  Row row() {
    return building.get();
  }
}
