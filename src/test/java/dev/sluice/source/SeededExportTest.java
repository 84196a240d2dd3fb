package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.DataFile;
import dev.sluice.export.DataFileWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export has the items of the table: those that a scan finds, and those that were made, as the SDK's own values have
 * them.
 */
final class SeededExportTest {
  private static final int FILES = 20;

  @TempDir
  Path folder;

  @Test
  void anExportIsTheTable() {
    check(new SeededItems(7, 500));
  }

  /** As many as {@code -Dsluice.long.items} says. */
  @Test
  @Tag("long")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void anExportOfAMillionItemsIsTheTable() {
    check(new SeededItems(LongTest.seed(19), LongTest.size("items", 1_000_000, 50_000)));
  }

  private void check(SeededItems items) {
    ItemSums made = write("DYNAMODB_JSON", items);
    assertThat(made.count()).isEqualTo(items.count());
    assertSame("export in DynamoDB JSON", made, items, read(exported("DYNAMODB_JSON")));
    write("ION", items);
    assertSame("export in Ion", made, items, read(exported("ION")));
    try (ServedItems table = new ServedItems(items)) {
      Map<String, String> scan =
          Map.of("table", table.table(), "endpoint", table.endpoint().toString(), "segments", "16");
      assertSame("scan", made, items, read(scan));
    }
  }

  private Map<String, String> exported(String format) {
    return Map.of("export-path", folder.resolve(format).toString());
  }

  /** Writes the export. Returns the sums of the items as they were made. */
  private ItemSums write(String format, SeededItems items) {
    List<Part> parts = IntStream.range(0, FILES)
        .parallel()
        .mapToObj(part -> write(format, items, part))
        .toList();
    ExportWriter.of("Seeded", List.of())
        .format(format)
        .id("01700000000000-%08x".formatted(items.hashCode() + format.length()))
        .around(parts.stream().map(Part::file).toList())
        .at(folder.resolve(format).toString());
    return parts.stream().map(Part::sums).reduce(new ItemSums(items), ItemSums::plus);
  }

  private record Part(DataFile file, ItemSums sums) {}

  private Part write(String format, SeededItems items, int part) {
    ItemSums sums = new ItemSums(items);
    DataFileWriter file =
        DataFileWriter.create(folder.resolve(format), "part%02d".formatted(part), format);
    try (file) {
      items.part(part, FILES).forEach(item -> {
        file.add(item);
        sums.add(item.get("id").s(), Reassembled.of(item));
      });
    }
    return new Part(file.written(), sums);
  }

  private static void assertSame(String what, ItemSums made, SeededItems items, Dataset<Row> rows) {
    long start = System.nanoTime();
    ItemSums found = ItemSums.of(items, rows);
    System.out.printf(
        "%s: %,d items in %,d ms%n",
        what, found.count(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    assertThat(made.differences(found))
        .as("numbers of the first items of ranges that differ, seed %d", items.seed())
        .isEmpty();
    assertThat(found.count()).isEqualTo(items.count());
  }

  private static Dataset<Row> read(Map<String, String> options) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("region", "us-east-1")
        .options(options)
        .load();
  }
}
