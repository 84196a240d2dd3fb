package dev.sluice.export;

import java.io.InputStream;

/** Opens the records of a data file by its format and the export's type. */
final class FileRecords {
  private FileRecords() {}

  /**
   * Begins before the first record.
   *
   * @param content what batches have of the records
   * @param plain the decompressed bytes
   */
  static ItemBatches of(FullExport export, PageContent content, InputStream plain) {
    ExportFormat format = export.summary().format();
    return export
        .summary()
        .view()
        .<ItemBatches>map(
            view -> new ChangeBatches(changes(format, plain), content, view, export.ttlAttribute()))
        .orElseGet(() -> items(format, plain));
  }

  private static ItemBatches items(ExportFormat format, InputStream plain) {
    return switch (format) {
      case DYNAMODB_JSON -> new JsonLines(plain);
      case ION -> new IonItems(plain, IonItems.ITEM);
    };
  }

  private static ChangeRecords changes(ExportFormat format, InputStream plain) {
    return switch (format) {
      case DYNAMODB_JSON -> new JsonRecords(plain);
      case ION -> new IonRecords(plain);
    };
  }
}
