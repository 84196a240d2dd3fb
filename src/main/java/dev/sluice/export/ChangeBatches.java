package dev.sluice.export;

import dev.sluice.change.Change;
import dev.sluice.change.ChangeItems;
import dev.sluice.change.Image;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.JsonBytes;
import dev.sluice.wire.WireException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The changes of a file of an incremental export, as items. */
final class ChangeBatches implements ItemBatches {
  private final ChangeRecords records;
  private final PageContent content;
  private final ExportView view;
  private final @Nullable String ttlAttribute;
  private final JsonBytes out = new JsonBytes(BATCH_BYTES, MAX_ITEM_BYTES);
  private int items;

  /** @param ttlAttribute tells whether a removed item had expired; null: not known */
  ChangeBatches(
      ChangeRecords records, PageContent content, ExportView view, @Nullable String ttlAttribute) {
    this.records = records;
    this.content = content;
    this.view = view;
    this.ttlAttribute = ttlAttribute;
  }

  @Override
  public int next(int most) throws IOException {
    out.clear();
    items = 0;
    int read = 0;
    while (read < most && out.size() < BATCH_BYTES && add(records.next())) {
      read++;
    }
    out.write(']');
    return read;
  }

  private boolean add(@Nullable DynamoJsonReader record) throws IOException {
    if (record == null) {
      return false;
    }
    try {
      Change change = ChangeRecord.read(record, records, view, ttlAttribute);
      record.end();
      write(change);
    } catch (WireException e) {
      throw new FormatException(
          "has no record of a change in " + records.place() + ": " + e.getMessage());
    }
    return true;
  }

  private void write(Change change) {
    if (content == PageContent.ROWS) {
      separate();
      ChangeItems.write(change, out);
      return;
    }
    for (Image image : change.images()) {
      separate();
      ChangeItems.write(image, out);
    }
  }

  private void separate() {
    out.write(items == 0 ? '[' : ',');
    items++;
  }

  @Override
  public int count() {
    return items;
  }

  @Override
  public DynamoJsonReader items() {
    return out.reader();
  }
}
