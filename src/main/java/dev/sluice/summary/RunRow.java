package dev.sluice.summary;

import dev.sluice.analytics.Figures.DatedItems;
import dev.sluice.analytics.Others;
import dev.sluice.item.ItemCounts;
import dev.sluice.item.RequestStats;
import dev.sluice.summary.PublishResult.Eroded;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds the RUN row. It counts all eroded windows and names the first {@value #MAX_ERODED}. */
final class RunRow {
  static final int MAX_ERODED = 100;

  private RunRow() {}

  static Row of(RunRecord run, Keys keys, RowFactory rowFactory, List<Announcement> announcements) {
    Row row = rowFactory.row(
        keys.run(run.runId()),
        attributes(run, rowFactory),
        null,
        RowOrder.BY_STATE,
        List.of("erodedRows", "tables"));
    Map<String, AttributeValue> item = new TreeMap<>(row.item());
    item.put(RowNames.PUBLICATIONS, Announcements.attribute(announcements));
    return new Row(item, row.order());
  }

  private static Attributes attributes(RunRecord run, RowFactory rowFactory) {
    Attributes tables = new Attributes();
    run.tables().forEach((table, counts) -> tables.map(table, counts(counts)));
    Attributes attributes = new Attributes()
        .text("state", run.state().name().toLowerCase(Locale.ROOT))
        .text("command", run.command())
        .text("date", run.date().toString())
        .text("from", run.from() == null ? null : run.from().toString())
        .time("startedAt", run.startedAt())
        .time("finishedAt", run.finishedAt())
        .count("exitCode", run.exitCode())
        .text("error", run.error())
        .map("tables", tables)
        .figure("consumedReadUnits", run.consumedReadUnits())
        .count("undated", run.undated())
        .count("unmodelled", run.unmodelled())
        .text("configHash", run.configHash())
        .count("eroded", run.eroded().size())
        .with("erodedRows", eroded(run.eroded()));
    requests(run, attributes);
    figures(run, attributes);
    if (run.consumedReadUnits() == null) {
      attributes.absent("consumedReadUnits", "there is no snapshot");
    }
    if (rowFactory.asOf() == null) {
      attributes.absent(RowNames.AS_OF, "there is no snapshot");
    }
    return run.eroded().size() <= MAX_ERODED
        ? attributes
        : attributes.leftOut("erodedRows", "all but the first " + MAX_ERODED);
  }

  /** Adds the counts of figures; {@code analysed + undated + unmodelled + earlier + later} are the items written. */
  private static void figures(RunRecord run, Attributes attributes) {
    DatedItems dated = run.dated();
    if (dated != null) {
      attributes
          .count("analysed", dated.analysed())
          .count("earlier", dated.earlier())
          .count("later", dated.later());
    }
    Others others = run.others();
    if (others != null && others.any()) {
      attributes
          .count("otherModels", others.models())
          .count("otherModelItems", others.modelItems())
          .count("otherVersions", others.versions())
          .count("otherVersionItems", others.versionItems());
    }
  }

  private static void requests(RunRecord run, Attributes attributes) {
    RequestStats requests = run.requests();
    if (requests == null) {
      attributes.absent("requests", "they were not recorded");
      return;
    }
    attributes.map(
        "requests",
        new Attributes()
            .count("pages", requests.pages())
            .count("repeated", requests.retried())
            .count("throttled", requests.throttled())
            .count("waitedMillis", requests.waitedMillis()));
  }

  private static Attributes counts(ItemCounts counts) {
    return new Attributes()
        .count("scanned", counts.scanned())
        .count("filtered", counts.filtered())
        .count("expired", counts.expired())
        .count("rejected", counts.rejected())
        .count("written", counts.written());
  }

  private static AttributeValue eroded(List<Eroded> rows) {
    return AttributeValue.fromL(
        rows.stream().limit(MAX_ERODED).map(RunRow::eroded).toList());
  }

  private static AttributeValue eroded(Eroded row) {
    return new Attributes()
        .text("pk", row.key().pk())
        .text("sk", row.key().sk())
        .count("kept", row.kept())
        .count("found", row.found())
        .nested();
  }
}
