package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageSource;
import dev.sluice.table.AwsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

/** The memory of a read is bounded by a buffer, not by a file. */
final class LargeFilesTest {
  private static final int TEXT_BYTES = 1_080;

  @TempDir
  Path folder;

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void aFileMayBeLargerThanTheHeap(String format) throws Exception {
    DataFile written = write(format, 200);

    assertThat(said(PageReader.class, List.of("-Xmx40m", "-XX:TieredStopAtLevel=1")))
        .contains(written.items() + " items");
  }

  /** As many as {@code -Dsluice.long.megabytes} says, compressed; read in Spark, two tasks at a time. */
  @Tag("long")
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void aFileOfTwoGigabytesIsReadInAHeapOfHalfAGigabyte(String format) throws Exception {
    DataFile written = write(format, Integer.getInteger("sluice.long.megabytes", 2_048));
    long start = System.nanoTime();

    String said = said(SparkReader.class, List.of("-Xmx512m", "@conf/jvm.options"));

    System.out.printf(
        "%s: %,d bytes, %,d items in a heap of 512 MB: %d s%n",
        format,
        written.bytes(),
        written.items(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    assertThat(said)
        .contains(
            "%d items, %d characters".formatted(written.items(), written.items() * textLength()));
  }

  private static int textLength() {
    return TEXT_BYTES / 3 * 4;
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

  /** Runs a main class in a Java virtual machine of its own, on the export. Returns what it prints. */
  private String said(Class<?> main, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(Arrays.asList(
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName(),
        folder.toString()));
    Process reader = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(reader.waitFor()).as(said).isZero();
    return said;
  }

  /** Reads an export page by page. */
  static final class PageReader {
    private PageReader() {}

    @SuppressWarnings("SystemOut") // a process of its own
    public static void main(String[] arguments) {
      AwsSettings nowhere = new AwsSettings("us-east-1", null, null, null);
      FullExport export = FullExport.open(ExportLocation.parse(arguments[0]), nowhere);
      long items = 0;
      try (PageSource pages = new ExportPages(
          export,
          export.files(),
          nowhere,
          CapacityBroker.UNLIMITED,
          PageSource.START,
          PageDemand.all(0))) {
        while (pages.hasNext()) {
          for (ItemCursor cursor = new ItemCursor(pages.next()); cursor.hasNext(); items++) {
            cursor.next(in -> {
              in.skip();
              return true;
            });
          }
        }
      }
      System.out.println(items + " items");
    }
  }

  /** Reads an export as Spark does. */
  static final class SparkReader {
    private SparkReader() {}

    @SuppressWarnings("SystemOut") // a process of its own
    public static void main(String[] arguments) {
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
