package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.DataFile;
import dev.sluice.export.DataFileWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How Spark's tasks share the files of an export. */
final class ExportTasksTest {
  private static final int LARGE = 4_000;
  private static final int SMALL = 20;
  private static final int SMALL_FILES = 20;

  @TempDir
  Path folder;

  /** Task → rows that it has read. */
  private final SortedMap<Integer, Long> rows = new ConcurrentSkipListMap<>();

  /** Tasks start in the order of their numbers: the large file does not begin when all others have been read. */
  @Test
  void aLargeFileHasTheFirstTaskAndSmallOnesShareOne() throws TimeoutException {
    write();
    SparkSession spark = TestSpark.session().newSession();
    Recorder recorder = new Recorder();
    spark.sparkContext().addSparkListener(recorder);
    try {
      spark
          .read()
          .format("sluice")
          .option("region", "us-east-1")
          .option("export-path", folder.toString())
          .load()
          .write()
          .format("noop")
          .mode("overwrite")
          .save();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(recorder);
    }

    assertThat(rows).isEqualTo(Map.of(0, (long) LARGE, 1, (long) SMALL * SMALL_FILES));
  }

  private void write() {
    List<DataFile> files = new ArrayList<>();
    for (int file = 0; file < SMALL_FILES; file++) {
      files.add(file("part%02d".formatted(file), SMALL));
    }
    files.add(file("zlarge", LARGE));
    ExportWriter.of("Log", List.of())
        .id("01700000000000-00007a5c")
        .around(files)
        .at(folder.toString());
  }

  private DataFile file(String name, int items) {
    Random random = new Random(name.hashCode());
    byte[] bytes = new byte[750];
    DataFileWriter file = DataFileWriter.create(folder, name, "DYNAMODB_JSON");
    try (file) {
      for (int item = 0; item < items; item++) {
        random.nextBytes(bytes);
        file.add(Map.of(
            "id", AttributeValue.fromS(name + item),
            "text", AttributeValue.fromS(Base64.getEncoder().encodeToString(bytes))));
      }
    }
    return file.written();
  }

  private final class Recorder extends SparkListener {
    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      rows.merge(end.taskInfo().index(), end.taskMetrics().inputMetrics().recordsRead(), Long::sum);
    }
  }
}
