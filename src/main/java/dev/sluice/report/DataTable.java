package dev.sluice.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table. The first cell of a row is its heading.
 *
 * @param caption what it is of
 */
record DataTable(String caption, List<Column> columns, List<Row> rows) {
  /** One column. */
  record Column(String title, boolean number) {
    String classes() {
      return number ? "num" : "txt";
    }
  }

  /** One row. */
  record Row(Cell head, List<Cell> cells) {}

  /** Adds column after column, then row after row. */
  static final class Builder {
    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

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
      rows.add(new Row(head, List.copyOf(cells)));
      return this;
    }

    DataTable build() {
      return new DataTable(caption, List.copyOf(columns), List.copyOf(rows));
    }
  }

  static Builder of(String caption) {
    return new Builder(caption);
  }

  /** What opens it, where it is folded. */
  String rowCount() {
    return Notation.count(rows.size(), "row");
  }
}
