package dev.sluice.job.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses a summary table that is one of the tables read: its rows would become items, and its items rows. */
record SummaryTableCheck(Settings settings) {
  void check(Section summary) {
    tables().forEach((section, table) -> {
      if (table != null && isOneOf(settings, table)) {
        summary.error(
            "table",
            "is the table that is read as " + section + ".table",
            "Name a table of its own; init creates it.");
      }
    });
  }

  /** Returns section → the table that is read as it says; null: none. */
  Map<String, @Nullable String> tables() {
    Map<String, @Nullable String> tables = new LinkedHashMap<>();
    tables.put("source", settings.source().table());
    tables.put("labels", settings.labels().table());
    tables.put("experiments", settings.experiments().table());
    return tables;
  }

  /** Returns whether the table is the summary table of these settings; an ARN of another region names another table. */
  static boolean isOneOf(Settings settings, String table) {
    String name = table.substring(table.lastIndexOf('/') + 1);
    String region = settings.aws().region();
    boolean elsewhere =
        table.startsWith("arn:") && region != null && !table.split(":", 5)[3].equals(region);
    return name.equals(settings.summary().table()) && !elsewhere;
  }
}
