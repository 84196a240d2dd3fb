package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Oracle;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SplitSettings.By;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimeSplitTest {
  private static final String PIXELS =
      IntStream.range(0, 64).mapToObj(i -> "f" + i).collect(Collectors.joining(", ", "[", "]"));

  @TempDir
  Path folder;

  @Tag("thorough")
  @Test
  void noRowToTestOnIsOlderThanAnyToTrainOn() throws Exception {
    TrainingSettings settings = SampleTraining.numeric(
        SampleTraining.DIGITS,
        SampleTraining.split(By.TIME, null),
        1,
        "inputData.features[0..63] as f");
    Snapshot snapshot =
        SampleTraining.export(URI.create("file://" + folder), "time", settings, null);

    Map<?, ?> split = (Map<?, ?>) snapshot.manifest().training().get("split");
    try (Oracle oracle = new Oracle()) {
      oracle.run("""
          create table expected as
          select from_json(json_extract((item->>'inputData')::json, '$.features'), '["double"]') v,
            case when t < 'FROM'::timestamptz then 'train' when t < 'TO'::timestamptz then 'validation' else 'test' end channel
          from (select item, (item->>'timestamp')::timestamptz t from inference)
          where (item->>'modelName') = 'digits-classifier'
            and (item->>'requestId') in (select (item->>'requestId') from feedback)""".replace("FROM", String.valueOf(split.get("validationFrom")))
          .replace("TO", String.valueOf(split.get("testFrom"))));
      oracle.run("create table written as select " + PIXELS
          + " v, split_part(filename, '/', -2) channel from read_parquet('" + folder
          + "/snapshots/time/training/*/*.parquet', filename = true)");

      assertThat(oracle.rows("select * from expected except all select * from written"))
          .isEmpty();
      assertThat(oracle.rows("select * from written except all select * from expected"))
          .isEmpty();
      assertThat(oracle.rows("select channel, count(*) from written group by 1 order by 1"))
          .isEqualTo(List.of(
              List.of("test", 518L), List.of("train", 4_146L), List.of("validation", 518L)));
    }
  }

  @Test
  void itemsOfOneTimeAreOnOneSide() {
    Borders borders = borders(1, 2, 3, 3, 3, 3, 3, 3, 4, 5);

    assertThat(borders).isEqualTo(new Borders(4, 5));
    assertThat(borders(7, 7, 7, 7, 7, 7, 7, 7, 7, 7)).isEqualTo(new Borders(7, 7));
    assertThat(borders()).isEqualTo(new Borders(Long.MAX_VALUE, Long.MAX_VALUE));
  }

  private static Borders borders(long... micros) {
    Dataset<Row> items = TestSpark.session()
        .createDataset(LongStream.of(micros).boxed().toList(), Encoders.LONG())
        .toDF("micros");
    return Borders.of(items, SampleTraining.split(By.TIME, null), micros.length);
  }
}
