package dev.sluice.export;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.JsonBytes;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Items of a file of Amazon Ion, a line each, in the form in which DynamoDB writes them. From the first line on that has
 * another form, the library of Ion reads the file.
 */
final class IonLines implements ItemBatches {
  private final LineBuffer lines;
  private final JsonBytes out = new JsonBytes(BATCH_BYTES, MAX_ITEM_BYTES);
  private final IonLine line = new IonLine(out);
  private @Nullable IonItems rest;
  private int items;

  /** @param in the decompressed bytes */
  IonLines(InputStream in) {
    this.lines = new LineBuffer(in);
  }

  @Override
  public int next(int most) throws IOException {
    return rest == null ? nextLines(most) : rest.next(most);
  }

  private int nextLines(int most) throws IOException {
    out.clear();
    lines.refill();
    items = 0;
    while (items < most && out.size() < BATCH_BYTES && isWritten(items == 0)) {
      items++;
    }
    if (items == 0 && rest != null) {
      return rest.next(most);
    }
    out.write(']');
    return items;
  }

  /** Adds the next line to the batch. Returns false if there is none in the buffer, or it has another form. */
  private boolean isWritten(boolean first) throws IOException {
    int from = lines.begin();
    int to = lines.next(first);
    if (to < 0) {
      return false;
    }
    int size = out.size();
    out.write(first ? '[' : ',');
    if (line.write(lines.bytes(), from, to)) {
      return true;
    }
    out.cut(size);
    if (first) {
      rest = new IonItems(lines.rest(from), IonItems.ITEM);
    } else {
      lines.takeBack(from);
    }
    return false;
  }

  @Override
  public int count() {
    return rest == null ? items : rest.count();
  }

  @Override
  public DynamoJsonReader items() {
    return rest == null ? out.reader() : rest.items();
  }
}
