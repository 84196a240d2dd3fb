package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.snapshot.Snapshot;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way: what comes out of DynamoDB and Parquet gives the same figures, to the last bit, as the sample's own
 * lines, whose figures the other tests of this package hold against DuckDB.
 */
final class SnapshotFiguresTest {
  @TempDir
  Path folder;

  @Tag("thorough")
  @Test
  void aSnapshotGivesTheFiguresOfTheLines() {
    Snapshot snapshot = SampleExport.export(
        URI.create("file://" + folder),
        "figures",
        SampleExport.EVENTS,
        SampleExport.LABELS,
        SampleExport.EXPERIMENTS);
    Inputs lines = Samples.all(null);
    Inputs tables = new Inputs(
        snapshot.table("InferenceMetadata"),
        lines.eventAttributes(),
        snapshot.table("InferenceFeedback"),
        lines.labelAttributes(),
        snapshot.table("mlops-experiments"),
        lines.experimentAttributes());
    Analysis analysis = new Analysis(
        "run", Instant.parse("2026-10-29T06:00:00Z"), Samples.settings("UTC", "2026-10-28"));

    Figures expected = analysis.figures(lines);
    Figures actual = analysis.figures(tables);

    assertThat(actual.latency()).isEqualTo(expected.latency()).isNotEmpty();
    assertThat(actual.accuracy()).isEqualTo(expected.accuracy()).isNotEmpty();
    assertThat(actual.experiments()).isEqualTo(expected.experiments()).isNotEmpty();
    assertThat(actual).isEqualTo(expected);
  }
}
