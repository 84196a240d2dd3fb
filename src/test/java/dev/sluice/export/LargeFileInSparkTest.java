package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.LongTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark reads a file that is much larger than its heap: of {@code -Dsluice.long.megabytes}, compressed. */
final class LargeFileInSparkTest {
  private static final int TEXT_BYTES = 1_080;

  @TempDir
  Path folder;

  @Tag("long")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void aFileOfTwoGigabytesIsReadInAHeapOfHalfAGigabyte(String format) throws Exception {
    DataFile written = write(format, LongTest.size("megabytes", 2_048, 200));
    long start = System.nanoTime();

    String said =
        LargeFilesTest.said(SparkReader.class, List.of("-Xmx512m", "@conf/jvm.options"), folder);

    System.out.printf(
        "%s: %,d bytes, %,d items in a heap of 512 MB: %d s%n",
        format,
        written.bytes(),
        written.items(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    assertThat(said)
        .contains("%d items, %d characters"
            .formatted(written.items(), written.items() * (TEXT_BYTES / 3 * 4)));
  }

  /** Writes an export of one file of random text, which hardly shrinks: so many bytes of it take a little more. */
  private DataFile write(String format, int megabytes) {
    Random random = new Random(5);
    byte[] bytes = new byte[TEXT_BYTES];
    DataFileWriter file = DataFileWriter.create(folder, "large", format);
    try (file) {
      for (long i = 0; i < ((long) megabytes << 20) / TEXT_BYTES; i++) {
        random.nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        file.add(
            format.equals("ION")
                ? "$ion_1_0 {Item:{id:\"" + i + "\",text:\"" + text + "\"}}"
                : "{\"Item\":{\"id\":{\"S\":\"" + i + "\"},\"text\":{\"S\":\"" + text + "\"}}}");
      }
    }
    DataFile written = file.written();
    assertThat(written.bytes()).isGreaterThan((long) megabytes << 20);
    ExportWriter.of("Log", List.of()).format(format).around(List.of(written)).at(folder.toString());
    return written;
  }

  /** Reads an export as Spark does. */
  static final class SparkReader {
    private SparkReader() {}

    @SuppressWarnings("SystemOut") // a process of its own
    public static void main(String[] arguments) throws IOException { // on Spark 4, of closing
      try (SparkSession spark = SparkSession.builder()
          .master("local[2]")
          .config("spark.ui.enabled", false)
          .getOrCreate()) {
        Row sums = spark
            .read()
            .format("sluice")
            .option("region", "us-east-1")
            .option("export-path", arguments[0])
            .load()
            .selectExpr("count(id)", "sum(length(text))")
            .first();
        System.out.println(sums.getLong(0) + " items, " + sums.getLong(1) + " characters");
      }
    }
  }
}
