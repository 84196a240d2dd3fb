package dev.sluice.training;

import dev.sluice.dataset.run.FileEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the manifest's section {@code training}. */
final class TrainingManifest {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingManifest.class);

  private final TrainingSettings settings;
  private final ViewColumns columns;
  private final Dataset<Row> read;

  /** The content of a channel. */
  record Held(long rows, long bytes, int files, Map<String, Object> labels) {}

  /**
   * Prepares the section.
   *
   * @param read all items, including those left out
   */
  TrainingManifest(TrainingSettings settings, ViewColumns columns, Dataset<Row> read) {
    this.settings = settings;
    this.columns = columns;
    this.read = read;
  }

  /** Returns the section. */
  Map<String, Object> of(
      ChannelRows channels,
      Map<Channel, HeldLabels> held,
      List<FileEntry> files,
      ValueStatusCounts counts,
      @Nullable LabelCounts labels,
      @Nullable Instant asOf) {
    Map<String, Object> section = new LinkedHashMap<>();
    for (Channel channel : settings.split().channels()) {
      section.put(
          channel.word(), held(channel, files, held.getOrDefault(channel, HeldLabels.NONE)));
    }
    section.put("leftOut", leftOut(labels));
    if (labels != null) {
      section.put("labels", labels);
    }
    List<String> warnings = new SplitWarnings(settings.split(), held).lines();
    if (!warnings.isEmpty()) {
      section.put("warnings", warnings);
      LOG.warn("Training view: {} warnings, in training.warnings of the manifest", warnings.size());
    }
    if (asOf != null) {
      section.put("labelsAsOf", asOf.toString());
    }
    section.put("profile", word(settings.profile()));
    if (settings.entity() != null) {
      section.put("entity", settings.entity());
    }
    section.put("columns", columns.names());
    if (!columns.withheld().isEmpty()) {
      section.put("withheld", columns.withheld());
    }
    section.put("values", counts.notes(columns.countedNames()));
    section.put("split", split(channels));
    section.put("sameFeatures", Leaks.of(channels.rows(), "print0", "print1"));
    section.put("sameId", Leaks.of(channels.rows(), "id"));
    return section;
  }

  private static Held held(Channel channel, List<FileEntry> files, HeldLabels labels) {
    List<FileEntry> own = ChannelFiles.of(channel, files);
    return new Held(
        own.stream().mapToLong(FileEntry::rows).sum(),
        own.stream().mapToLong(FileEntry::bytes).sum(),
        own.size(),
        labels.json());
  }

  /** Returns the number of items left out by reason, then the number of labels. */
  private Map<String, Long> leftOut(@Nullable LabelCounts labels) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String reason : List.of(Items.FILTERED, Items.UNNAMED, Items.UNDATED, Items.UNLABELLED)) {
      counts.put(reason, 0L);
    }
    read.filter("reason is not null")
        .groupBy("reason")
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    if (labels != null) {
      counts.putAll(labels.leftOut());
    }
    return counts;
  }

  private Map<String, Object> split(ChannelRows channels) {
    SplitSettings split = settings.split();
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("by", word(split.by()));
    Map<String, BigDecimal> shares = new LinkedHashMap<>();
    split.channels().forEach(c -> shares.put(c.word(), split.shares().get(c.index())));
    section.put("shares", shares);
    if (split.group() != null) {
      section.put("group", split.group());
      section.put("withoutGroup", channels.rows().filter("alone").count());
    }
    Borders borders = channels.borders();
    if (borders != null) {
      section.put("validationFrom", time(borders.validation()));
      section.put("testFrom", time(borders.test()));
    }
    return section;
  }

  private static @Nullable String time(long micros) {
    return micros == Long.MAX_VALUE
        ? null
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
