package dev.sluice.bench.contestant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The formats of an export's data files, named as its manifest names them: a line for each item. */
enum ExportLines {
  /** {@code {"Item":{…}}}. */
  DYNAMODB_JSON(".json.gz") {
    @Override
    void write(byte[] item, OutputStream out) throws IOException {
      out.write(HEAD);
      out.write(item);
      out.write(TAIL);
    }
  },
  /** {@code $ion_1_0 {Item:{…}}}. */
  ION(".ion.gz") {
    @Override
    void write(byte[] item, OutputStream out) throws IOException {
      JsonNode members = JSON.readTree(item);
      out.write(("$ion_1_0 " + IonText.of(members) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  };

  private static final byte[] HEAD = "{\"Item\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TAIL = "}\n".getBytes(StandardCharsets.UTF_8);
  private static final JsonMapper JSON = new JsonMapper();

  private final String ending;

  ExportLines(String ending) {
    this.ending = ending;
  }

  /** What the names of data files end with. */
  String ending() {
    return ending;
  }

  /**
   * Writes a line.
   *
   * @param item as a Scan has it
   */
  abstract void write(byte[] item, OutputStream out) throws IOException;
}
