package dev.sluice.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a finished publication as it left them in the table, for the next one to compare with. {@link
 * KnownRowsCodec} stores them.
 *
 * @param position the publication
 * @param chain the publications before it that its rows may rest on, the oldest first; empty if it asked for all its
 *     rows
 * @param settled positions of restating publications that had ended when this one began to decide
 * @param dropped the places of rows that one of the chain had and this one has not, by the fingerprint of their keys
 * @param rows the rows by the fingerprint of their keys
 */
record KnownRows(
    Position position,
    List<Position> chain,
    Set<Position> settled,
    Map<Long, String> dropped,
    Map<Long, Known> rows) {
  /** Digits of a digest that are kept, half of them. */
  static final int HASH_DIGITS = 32;

  /**
   * One row.
   *
   * @param place as in {@link RowScope#place}
   * @param hash beginning of the row's {@link PlannedRow#digest}; empty if the row must be asked for again
   * @param kept number of items of the stored row if that rests on more and stayed; 0 if the row itself is stored
   */
  record Known(String place, String hash, long kept) {
    /** Returns a row that is in the table, or that left the stored one in place because of its more items. */
    static Known of(PlannedRow row, long kept) {
      return new Known(RowScope.place(row.key()), row.digest().substring(0, HASH_DIGITS), kept);
    }

    /** Returns a row that must be asked for again. */
    static Known unsettled(PlannedRow row) {
      return new Known(RowScope.place(row.key()), "", 0);
    }

    boolean isOf(PlannedRow row) {
      return !hash.isEmpty() && row.digest().startsWith(hash);
    }
  }

  /** Returns the row as it is known; empty if the new one differs or must be asked for. */
  Optional<Known> same(PlannedRow row) {
    return Optional.ofNullable(rows.get(row.fingerprint())).filter(known -> known.isOf(row));
  }

  /** Returns the publications that rows of the next one may rest on. */
  List<Position> longerChain() {
    List<Position> longer = new ArrayList<>(chain);
    longer.add(position);
    return longer;
  }

  /** Returns the rows that are not in the next publication: the places by the fingerprint of the keys. */
  Map<Long, String> without(Set<Long> next) {
    Map<Long, String> without = new HashMap<>(dropped);
    without.keySet().removeAll(next);
    rows.forEach((key, known) -> {
      if (!next.contains(key)) {
        without.put(key, known.place());
      }
    });
    return without;
  }
}
