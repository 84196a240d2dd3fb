package dev.sluice.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table. The first cell of a row is its heading.
 *
 * @param caption the title of the table
 */
record DataTable(String caption, List<Column> columns, List<Row> rows) {
  /** Limit of a table's bytes in the page; rows beyond it are counted in the last row. */
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

  /** Adds the columns, then the rows. */
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

    /** Sets a limit of bytes other than {@link #MAX_BYTES}; call it before the first row. */
    Builder upTo(int bytes) {
      room = bytes;
      return this;
    }

    /** Adds a row that sums up omitted rows; it always fits, at the end. */
    Builder others(String head, List<Cell> cells) {
      others.add(new Row(Cell.text(head), List.copyOf(cells)));
      return this;
    }

    /** Counts rows that are omitted. */
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

  /** Returns a table that consists of one sentence. */
  static DataTable saying(String caption, String sentence) {
    return of(caption).words("").row(sentence).build();
  }

  /** Returns the label that opens the folded table. */
  String rowCount() {
    return Notation.count(rows.size(), "row");
  }
}
