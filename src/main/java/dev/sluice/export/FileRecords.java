package dev.sluice.export;

import java.io.IOException;
import java.io.InputStream;

/** Opens the records of a data file by its format and the export's type. */
final class FileRecords {
  private FileRecords() {}

  /**
   * Reads the first bytes.
   *
   * @param content what batches have of the records
   * @param plain the decompressed bytes
   * @throws IOException if they cannot be read, or are not of the export's format
   */
  static ItemBatches of(PointInTimeExport export, PageContent content, InputStream plain)
      throws IOException {
    ExportFormat format = export.summary().format();
    ExportView view = export.summary().view().orElse(null);
    return view == null
        ? items(format, plain)
        : new ChangeBatches(changes(format, plain), content, view, export.ttlAttribute());
  }

  private static ItemBatches items(ExportFormat format, InputStream plain) {
    return switch (format) {
      case DYNAMODB_JSON -> new JsonLines(plain);
      case ION -> new IonLines(plain);
    };
  }

  private static ChangeRecords changes(ExportFormat format, InputStream plain) throws IOException {
    return switch (format) {
      case DYNAMODB_JSON -> new JsonRecords(plain);
      case ION -> new IonRecords(plain);
    };
  }
}
