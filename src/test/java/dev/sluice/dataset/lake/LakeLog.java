package dev.sluice.dataset.lake;

import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.source.ChangedTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table in memory, and exports of it. Times are microseconds since {@link #BEGIN}. */
final class LakeLog {
  static final Instant BEGIN = Instant.parse("2026-11-20T01:00:00Z");

  private final Path folder;
  private final ChangedTable table = new ChangedTable();
  private String format = "DYNAMODB_JSON";
  private String view = "NEW_AND_OLD_IMAGES";

  LakeLog(Path folder) {
    this.folder = folder;
  }

  LakeLog format(String name) {
    format = name;
    return this;
  }

  LakeLog view(String name) {
    view = name;
    return this;
  }

  private static long micros(long time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, BEGIN) + time;
  }

  static String text(long time) {
    return BEGIN.plus(time, ChronoUnit.MICROS).toString();
  }

  /** Writes an item. Names and numbers alternate; a text is S, anything else N. */
  LakeLog put(long time, String id, Object... attributes) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("id", AttributeValue.fromS(id));
    for (int i = 0; i < attributes.length; i += 2) {
      item.put((String) attributes[i], value(attributes[i + 1]));
    }
    return put(time, item);
  }

  private static AttributeValue value(Object value) {
    if (value instanceof AttributeValue given) {
      return given;
    }
    return value instanceof String text
        ? AttributeValue.fromS(text)
        : AttributeValue.fromN(value.toString());
  }

  LakeLog put(long time, Map<String, AttributeValue> item) {
    table.put(micros(time), item);
    return this;
  }

  LakeLog remove(long time, String id) {
    table.remove(micros(time), id);
    return this;
  }

  Map<String, Map<String, AttributeValue>> items(long time) {
    return table.before(micros(time));
  }

  /** Returns the folder of a full export. */
  Path full(long time) {
    return ExportWriter.of("Log", List.copyOf(items(time).values()))
        .format(format)
        .id("%014d-0000000a".formatted(time))
        .at(text(time))
        .write()
        .in(folder);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Tells the changes of an incremental export. */
  void changes(long from, long until, Consumer<WrittenChange> each) {
    table.changes(micros(from), micros(until)).forEach(each);
  }

  /** Returns the folder of an incremental export. */
  Path changes(long from, long until) {
    return ChangeExportWriter.of("Log", table.changes(micros(from), micros(until)))
        .format(format)
        .view(view)
        .files(2)
        .window(text(from), text(until))
        .id("%014d-%08x".formatted(from, until))
        .write()
        .in(folder);
  }
}
