package dev.sluice.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table. The first cell of a row is its heading.
 *
 * @param caption what it is of
 */
record DataTable(String caption, List<Column> columns, List<Row> rows) {
  /** No table takes more of the page, in bytes; rows beyond that are counted in its last one. */
  static final int MAX_BYTES = 48_000;

  /** One column. */
  record Column(String title, boolean number) {
    String classes() {
      return number ? "num" : "txt";
    }
  }

  /** One row. */
  record Row(Cell head, List<Cell> cells) {
    private int bytes() {
      return head.bytes() + cells.stream().mapToInt(Cell::bytes).sum();
    }
  }

  /** Adds column after column, then row after row. */
  static final class Builder {
    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> others = new ArrayList<>();
    private long left;
    private int room = MAX_BYTES;

    Builder(String caption) {
      this.caption = caption;
    }

    Builder words(String... titles) {
      for (String title : titles) {
        columns.add(new Column(title, false));
      }
      return this;
    }

    Builder numbers(String... titles) {
      for (String title : titles) {
        columns.add(new Column(title, true));
      }
      return this;
    }

    Builder row(String head, Cell... cells) {
      return row(head, List.of(cells));
    }

    Builder row(String head, List<Cell> cells) {
      return row(Cell.text(head), cells);
    }

    Builder row(Cell head, List<Cell> cells) {
      Row row = new Row(head, List.copyOf(cells));
      room -= row.bytes();
      if (left > 0 || room < 0) {
        left++;
      } else {
        rows.add(row);
      }
      return this;
    }

    /** Takes so many bytes of rows instead of {@link #MAX_BYTES}; to be said before the first row. */
    Builder upTo(int bytes) {
      room = bytes;
      return this;
    }

    /** Sums up rows that are not shown; there is always room for it, at the end. */
    Builder others(String head, List<Cell> cells) {
      others.add(new Row(Cell.text(head), List.copyOf(cells)));
      return this;
    }

    /** Counts rows that are not shown. */
    Builder without(long more) {
      left += more;
      return this;
    }

    DataTable build() {
      List<Row> all = new ArrayList<>(rows);
      if (left > 0) {
        all.add(new Row(Cell.text("and " + Notation.count(left) + " more"), List.of()));
      }
      all.addAll(others);
      return new DataTable(caption, List.copyOf(columns), List.copyOf(all));
    }
  }

  static Builder of(String caption) {
    return new Builder(caption);
  }

  /** One that has but a sentence in it. */
  static DataTable saying(String caption, String sentence) {
    return of(caption).words("").row(sentence).build();
  }

  /** Returns the text that opens it, where it is folded. */
  String rowCount() {
    return Notation.count(rows.size(), "row");
  }
}
