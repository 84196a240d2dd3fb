package dev.sluice.training;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings.Profile;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Training sets made from the sample tables, or from others. */
public final class SampleTraining {
  static final String DIGITS = "modelName = 'digits-classifier'";

  private SampleTraining() {}

  /** Eight tenths to train on, one each to validate and to test. */
  static SplitSettings split(By by, @Nullable String group) {
    BigDecimal tenth = new BigDecimal("0.1");
    return new SplitSettings(new BigDecimal("0.8"), tenth, tenth, by, group);
  }

  static TrainingSettings numeric(
      @Nullable String filter, SplitSettings split, int minFiles, String... features) {
    return new TrainingSettings(
        Profile.NUMERIC,
        null,
        null,
        false,
        features(features),
        filter,
        Double.NaN,
        split,
        minFiles);
  }

  static List<FeatureSetting> features(String... texts) {
    return Arrays.stream(texts).map(FeatureSetting::of).toList();
  }

  /** The digits' pixels, by whose hand they are kept together. */
  static TrainingSettings digits(int minFiles) {
    return numeric(DIGITS, split(By.ID, "subjectId"), minFiles, "inputData.features[0..63] as f");
  }

  /** Of items that are told apart by this attribute. */
  static TrainingView view(TrainingSettings settings, String id, @Nullable Instant asOf) {
    return view(settings, id, new LabelAttributes("requestId", "label", "labeledAt", null, asOf));
  }

  static TrainingView view(TrainingSettings settings, String id, LabelAttributes labels) {
    EventAttributes events = new EventAttributes(
        id,
        "timestamp",
        "modelName",
        "modelVersion",
        "prediction",
        "confidence",
        "latencyMs",
        null,
        null,
        "errorMessage",
        null,
        null);
    return new TrainingView(TestSpark.session(), settings, events, labels, ZoneOffset.UTC);
  }

  /** A number to learn from one category, two files a channel. */
  public static TrainingView codes(String id, String label, String category) {
    FeatureSetting coded = new FeatureSetting(category, category, true, null, false);
    TrainingSettings settings = new TrainingSettings(
        Profile.NUMERIC,
        null,
        label,
        false,
        List.of(coded),
        null,
        Double.NaN,
        split(By.ID, null),
        2);
    return view(settings, id, (Instant) null);
  }

  /** Of other tables, whose items are told apart by this attribute. */
  static Snapshot export(
      URI root,
      String runId,
      TrainingSettings settings,
      String id,
      @Nullable Instant asOf,
      TableRead... reads) {
    TrainingView view = view(settings, id, asOf);
    Snapshots snapshots = SampleExport.at(root);
    return SampleExport.export(snapshots, runId, "settings", view, reads);
  }

  /** Of the log and its labels. */
  static Snapshot export(
      URI root, String runId, TrainingSettings settings, @Nullable Instant asOf) {
    TestServers.sampleTables();
    return export(
        root, runId, settings, "requestId", asOf, SampleExport.EVENTS, SampleExport.LABELS);
  }
}
