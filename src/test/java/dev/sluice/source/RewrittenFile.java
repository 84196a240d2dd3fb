package dev.sluice.source;

import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenExport;
import dev.sluice.testing.IonView;
import dev.sluice.testing.SdkView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An export of which one data file has damaged text, and a digest that belongs to it.
 *
 * @param name of the file
 * @param text the file's bytes, decompressed
 * @param others the items of the other files
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RewrittenFile(
    WrittenExport export, String name, String format, byte[] text, List<Object> others) {
  private static final String PREFIX = "{\"Item\":";
  private static final SdkView SDK = new SdkView();

  /** Rewrites one of the files that have items. */
  static RewrittenFile of(WrittenExport export, String format, ExportDamage damage)
      throws IOException {
    List<String> filled = new ArrayList<>();
    for (String file : List.copyOf(export.files().keySet())) {
      if (file.startsWith("data/") && plain(export, file).length > 0) {
        filled.add(file);
      }
    }
    String name = damage.oneOf(filled);
    byte[] sound = plain(export, name);
    byte[] text =
        damage.oneOf(List.of(true, true, false)) ? damage.bytes(sound) : damage.lines(sound);
    List<Object> others = new ArrayList<>();
    for (String file : filled) {
      if (!file.equals(name)) {
        others.addAll(items(format, plain(export, file)).orElseThrow());
      }
    }
    return new RewrittenFile(ExportWriter.replaced(export, name, text), name, format, text, others);
  }

  private static byte[] plain(WrittenExport export, String file) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(export.files().get(file))).readAllBytes();
  }

  /** Returns the file's items as the SDK, or the library of Ion, finds them; empty if these refuse it. */
  Optional<List<Object>> byOthers() {
    return items(format, text);
  }

  private static Optional<List<Object>> items(String format, byte[] text) {
    return format.equals("ION")
        ? IonView.items(text)
            .map(items ->
                new ArrayList<>(items.stream().map(RewrittenFile::reassembled).toList()))
        : json(text);
  }

  /** What has no form of its own is an object that no row equals. */
  private static Object reassembled(Map<String, AttributeValue> item) {
    try {
      return Reassembled.of(item);
    } catch (IllegalArgumentException | NullPointerException noItem) {
      return noItem;
    }
  }

  private static Optional<List<Object>> json(byte[] text) {
    List<Object> items = new ArrayList<>();
    // one character for each byte
    String lines = new String(text, StandardCharsets.ISO_8859_1);
    for (String line : lines.split("\n", -1)) {
      if (line.startsWith(PREFIX) && line.endsWith("}")) {
        items.addAll(bySdk(line.substring(PREFIX.length(), line.length() - 1)));
      } else if (!line.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(items);
  }

  private static List<Object> bySdk(String item) {
    byte[] page = ("{\"Items\":[" + item + "]}").getBytes(StandardCharsets.ISO_8859_1);
    return SDK.items(page)
        .map(items -> items.stream().<Object>map(RewrittenFile::reassembled).toList())
        .orElseGet(() -> List.of(new Object()));
  }
}
