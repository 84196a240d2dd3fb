package dev.sluice.demo.export;

import java.util.Arrays;
import java.util.List;

/** The formats of data files. */
enum DataFormat {
  DYNAMODB_JSON(".json.gz") {
    @Override
    String line(ExportRecord entry) {
      return JsonLine.of(entry);
    }
  },
  ION(".ion.gz") {
    @Override
    String line(ExportRecord entry) {
      return IonLineWriter.of(entry);
    }
  };

  private final String ending;

  DataFormat(String ending) {
    this.ending = ending;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(DataFormat::name).toList();
  }

  /** Returns the ending of data files' names. */
  String ending() {
    return ending;
  }

  /** Returns a record as a line, without its end. */
  abstract String line(ExportRecord entry);
}
