package dev.sluice.training;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.dataset.view.View;
import dev.sluice.dataset.view.ViewFolder;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.sql.SqlCondition;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Makes the training view: the source table's labelled items as rows of numbers or of typed columns, in channels. */
public final class TrainingView implements View {
  private final SparkSession spark;
  private final TrainingSettings settings;
  private final EventAttributes events;
  private final LabelAttributes labels;
  private final ZoneId zone;

  /**
   * Creates the view.
   *
   * @param zone the time zone of times without offset
   */
  public TrainingView(
      SparkSession spark,
      TrainingSettings settings,
      EventAttributes events,
      LabelAttributes labels,
      ZoneId zone) {
    this.spark = spark;
    this.settings = settings;
    this.events = events;
    this.labels = labels;
    this.zone = zone;
  }

  @Override
  public String name() {
    return "training";
  }

  @Override
  public List<String> carriedOn() {
    return List.of(Categories.DOCUMENT);
  }

  @Override
  public void check(Map<Role, KnownTable> tables) {
    KnownTable source = tables.get(Role.SOURCE);
    if (source == null) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "sluice.dataset.training.profile",
          settings.profile().toString(),
          "has no items to be made from",
          "Set sluice.source.table, or leave the training section out.")));
    }
    StructType items = items(source);
    if (items == null) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "sluice.dataset.training.entity",
          String.valueOf(settings.entity()),
          "is an entity type that the sample of " + source.name() + " has not seen",
          "It has seen " + source.entities().keySet()
              + ". Name one of them, or set sluice.source.schema.sample-items higher.")));
    }
    KnownTable labelTable = tables.get(Role.LABELS);
    new Requirements(settings, items)
        .check(spark, events, labels, labelTable == null ? null : labelTable.schema());
  }

  @Override
  public List<String> columns(Map<Role, KnownTable> tables) {
    KnownTable source = tables.get(Role.SOURCE);
    StructType items = source == null ? null : items(source);
    return items == null
        ? List.of()
        : columns(items, !tables.containsKey(Role.LABELS)).names();
  }

  private ViewColumns columns(StructType items, boolean ownLabels) {
    return ViewColumns.of(settings, LabelPaths.of(settings, labels, ownLabels, items), items);
  }

  /** Returns the columns of the items to train on; null if their entity type is unknown. */
  private @Nullable StructType items(KnownTable source) {
    String entity = settings.entity();
    return entity == null ? source.schema() : source.entities().get(entity);
  }

  private Dataset<Row> items(Snapshot tables) {
    String source = tables.tableOf(Role.SOURCE).orElseThrow();
    String entity = settings.entity();
    return entity == null ? tables.table(source) : tables.table(source, entity);
  }

  @Override
  public Added add(ViewFolder folder) {
    try {
      return made(folder);
    } catch (Exception e) { // SparkException too, which Scala throws without declaring it
      SqlCondition filter = settings.condition();
      if (filter != null) {
        filter.failure(e).ifPresent(gate -> {
          throw gate;
        });
      }
      throw e;
    }
  }

  private Added made(ViewFolder folder) {
    Snapshot tables = folder.tables();
    Dataset<Row> source = items(tables);
    @Nullable
    Dataset<Row> labelTable = tables.tableOf(Role.LABELS).map(tables::table).orElse(null);
    ViewColumns columns = columns(source.schema(), labelTable == null);
    Items items = new Items(settings, events, labels, zone, source, columns);
    Categories categories = categories(folder, items.found(labelTable), columns);
    Dataset<Row> read = new ViewRows(settings, columns, categories)
        .read(items.found(labelTable))
        .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      LabelCounts counts = settings.label() != null || labelTable == null
          ? null
          : LabelCounts.of(labelTable, items.ids(), labels, zone);
      return written(folder, columns, categories, read, counts);
    } finally {
      read.unpersist();
    }
  }

  private Added written(
      ViewFolder folder,
      ViewColumns columns,
      Categories categories,
      Dataset<Row> read,
      @Nullable LabelCounts labelCounts) {
    Dataset<Row> rows = read.filter("reason is null");
    ValueStatusCounts counts = ValueStatusCounts.of(
        rows, columns.numberNames().size(), columns.typedNames().size());
    new Refusals(columns, counts).check();
    TrainingManifest manifest = new TrainingManifest(settings, columns, read);
    ChannelRows channels = ChannelRows.of(rows, settings.split());
    Map<Channel, HeldLabels> held = ChannelLabels.of(channels.rows(), columns, categories);
    ChannelFiles files = new ChannelFiles(folder, settings, columns);
    List<FileEntry> parquet = files.write(channels);
    Map<String, String> documents = new LinkedHashMap<>();
    if (!categories.columns().isEmpty()) {
      documents.put(Categories.DOCUMENT, categories.write());
    }
    for (Channel channel : settings.split().channels()) {
      documents.put(channel.word() + ".manifest", files.sageMakerManifest(channel, parquet));
    }
    return new Added(
        manifest.of(channels, held, parquet, counts, labelCounts, labels.asOf()),
        Map.of(),
        parquet,
        documents);
  }

  /** Returns the mapping of the earlier snapshot, extended by the items' new categories. */
  private Categories categories(ViewFolder folder, Dataset<Row> found, ViewColumns columns) {
    Categories all =
        folder.earlier(Categories.DOCUMENT).map(Categories::read).orElseGet(Categories::none);
    Dataset<Row> kept = found.filter("reason is null");
    Map<String, Feature> byColumn = new LinkedHashMap<>();
    if (columns.label() != null) {
      byColumn.put("label", columns.label());
    }
    for (int i = 0; i < columns.numbers().size(); i++) {
      byColumn.put("feature" + i, columns.numbers().get(i));
    }
    for (Map.Entry<String, Feature> column : byColumn.entrySet()) {
      Feature feature = column.getValue();
      if (feature.categories()) {
        all = all.plus(feature.name(), CategoryReader.of(kept, kept.col(column.getKey()), feature));
      }
    }
    return all;
  }
}
