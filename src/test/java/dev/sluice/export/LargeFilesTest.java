package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageSource;
import dev.sluice.table.AwsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The memory of a read is bounded by a buffer, not by a file. */
@Tag("thorough")
final class LargeFilesTest {
  private static final int ITEMS = 100_000;
  private static final int MEGABYTES = 100;

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({"DYNAMODB_JSON, false", "ION, true"})
  void aFileMayBeLargerThanTheHeap(String format, boolean changes) throws Exception {
    WrittenExport written = changes
        ? ChangeExportWriter.of("Log", List.of()).files(1).format(format).write()
        : ExportWriter.of("Log", List.of()).files(1).format(format).write();
    String name = changes
        ? "../data/" + ChangeExportWriter.file(written.id(), 0, format)
        : "data/part00" + (format.equals("ION") ? ".ion.gz" : ".json.gz");
    Path own = written.in(folder);
    String md5 = write(own.resolve(name), format, changes);
    assertThat(Files.size(own.resolve(name))).isGreaterThan((long) MEGABYTES << 20);
    List<String> lines = written.text("manifest-files.json").lines().toList();
    written.manifest(
        "manifest-files",
        lines
                .get(0)
                .replace("\"itemCount\":0", "\"itemCount\":" + ITEMS)
                .replaceFirst("\"md5Checksum\":\"[^\"]*\"", "\"md5Checksum\":\"" + md5 + "\"")
            + "\n" + lines.get(1) + "\n");
    written.manifest(
        "manifest-summary",
        written.text("manifest-summary.json").replace("\"itemCount\":0", "\"itemCount\":" + ITEMS));
    written.files().remove(name);
    written.in(folder);

    assertThat(inSmallHeap(own)).contains(ITEMS + " items");
  }

  /** Writes random text, which hardly shrinks. */
  private static String write(Path file, String format, boolean changes) throws IOException {
    Random random = new Random(5);
    MessageDigest digest = Md5.begin();
    try (OutputStream out = new GZIPOutputStream(
        new DigestOutputStream(Files.newOutputStream(file), digest), 1 << 16)) {
      byte[] bytes = new byte[1_080];
      for (int i = 0; i < ITEMS; i++) {
        random.nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        String item = format.equals("ION")
            ? "{id:\"" + i + "\",text:\"" + text + "\"}"
            : "{\"id\":{\"S\":\"" + i + "\"},\"text\":{\"S\":\"" + text + "\"}}";
        out.write(line(item, format, changes).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Md5.end(digest);
  }

  private static String line(String item, String format, boolean changes) {
    boolean ion = format.equals("ION");
    if (!changes) {
      return (ion ? "$ion_1_0 {Item:" : "{\"Item\":") + item + "}\n";
    }
    return ion
        ? "$ion_1_0 {Record:{Keys:{id:\"a\"},Metadata:{WriteTimestampMicros:1.},NewImage:" + item
            + "}}\n"
        : "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},\"Keys\":{},\"NewImage\":" + item
            + "}\n";
  }

  private static String inSmallHeap(Path own) throws Exception {
    return said(Reader.class, List.of("-Xmx40m", "-XX:TieredStopAtLevel=1"), own);
  }

  /** Runs a main class in a Java virtual machine of its own, on an export. Returns what it prints. */
  static String said(Class<?> main, List<String> options, Path own) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName(),
        own.toString()));
    Process reader = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(reader.waitFor()).as(said).isZero();
    return said;
  }

  /** Reads an export in a Java virtual machine of its own. */
  static final class Reader {
    private Reader() {}

    @SuppressWarnings("SystemOut") // a process of its own
    public static void main(String[] arguments) {
      AwsSettings nowhere = new AwsSettings("us-east-1", null, null, null);
      PointInTimeExport export =
          PointInTimeExport.open(ExportLocation.parse(arguments[0]), nowhere);
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
}
