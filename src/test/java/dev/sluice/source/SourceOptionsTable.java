package dev.sluice.source;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documentation of the options of {@code format("sluice")}. */
public final class SourceOptionsTable {
  /** Addresses are code, otherwise the site makes links of them. */
  private static final Pattern ADDRESS = Pattern.compile("\\w+://[^\\s,;)]+");

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
        ADDRESS.matcher(option.allowed()).replaceAll("`$0`"),
        otherwise == null ? "" : "`" + otherwise + "`",
        option.purpose());
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
