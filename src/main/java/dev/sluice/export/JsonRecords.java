package dev.sluice.export;

import dev.sluice.change.Image;
import dev.sluice.wire.DynamoJsonReader;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Records of a file of DynamoDB JSON: one in each line. */
final class JsonRecords implements ChangeRecords {
  private final LineBuffer lines;

  /** @param in the decompressed bytes */
  JsonRecords(InputStream in) {
    this.lines = new LineBuffer(in);
  }

  @Override
  public @Nullable DynamoJsonReader next() throws IOException {
    int from = lines.begin();
    int to = lines.next(false);
    if (to < 0) {
      lines.refill();
      from = lines.begin();
      to = lines.next(true);
    }
    return to < 0 ? null : new DynamoJsonReader(lines.bytes(), from, to);
  }

  @Override
  public Image image(DynamoJsonReader in) {
    return Image.next(in);
  }

  @Override
  public String place() {
    return "line " + lines.lines();
  }
}
