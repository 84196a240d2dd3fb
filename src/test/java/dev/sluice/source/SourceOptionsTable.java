package dev.sluice.source;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documentation of the options of {@code format("sluice")}. */
public final class SourceOptionsTable {
  private SourceOptionsTable() {}

  /** Returns all options as a Markdown table. */
  public static String markdown() {
    Stream<String> head = Stream.of(
        row("Option", "For", "Values", "Default", "Purpose"),
        row("---", "---", "---", "---", "---"));
    Stream<String> rows = Stream.of(SourceOption.values()).map(SourceOptionsTable::row);
    return Stream.concat(head, rows).collect(Collectors.joining());
  }

  private static String row(SourceOption option) {
    String otherwise = option.defaultValue();
    return row(
        "`" + option.key() + "`",
        option.use().toString(),
        option.allowed(),
        otherwise == null ? "" : "`" + otherwise + "`",
        option.purpose());
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
