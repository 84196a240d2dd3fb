package dev.sluice.job.console;

import dev.sluice.failure.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows in aligned columns under a heading, two spaces apart. */
public final class TextTable<T> {
  private static final String GAP = "  ";
  private static final int MAX_CELL = 400;

  private record Column<T>(String heading, boolean right, Function<T, String> cell) {
    List<String> cells(List<T> rows) {
      return Stream.concat(
              Stream.of(heading),
              rows.stream().map(cell).map(cell -> Printable.brief(cell, MAX_CELL)))
          .toList();
    }
  }

  private final List<Column<T>> columns = new ArrayList<>();

  /** Adds a column of text. */
  public TextTable<T> left(String heading, Function<T, String> cell) {
    columns.add(new Column<>(heading, false, cell));
    return this;
  }

  /** Adds a column of numbers. */
  public TextTable<T> right(String heading, Function<T, String> cell) {
    columns.add(new Column<>(heading, true, cell));
    return this;
  }

  /** Returns the heading and a line for each row; every line ends with a line break. */
  public String print(List<T> rows) {
    List<List<String>> padded = columns.stream()
        .map(column -> padded(column.cells(rows), column.right()))
        .toList();
    return Stream.iterate(0, line -> line + 1)
        .limit(rows.size() + 1L)
        .map(line -> padded.stream()
                .map(cells -> cells.get(line))
                .collect(Collectors.joining(GAP))
                .stripTrailing()
            + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static List<String> padded(List<String> cells, boolean right) {
    int width = cells.stream().mapToInt(TextTable::width).max().orElse(0);
    return cells.stream()
        .map(cell -> {
          String space = " ".repeat(width - width(cell));
          return right ? space + cell : cell + space;
        })
        .toList();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
