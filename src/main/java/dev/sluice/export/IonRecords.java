package dev.sluice.export;

import dev.sluice.change.Image;
import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Records of a file of Amazon Ion: values of the form {@code {Record:{…}}}, read as if they were items of maps. */
final class IonRecords implements ChangeRecords {
  private static final String RECORD = "Record";

  private final IonItems items;
  private long records;

  /**
   * Reads the first bytes.
   *
   * @param in the decompressed bytes
   */
  IonRecords(InputStream in) throws IOException {
    this.items = new IonItems(in, RECORD);
  }

  @Override
  public @Nullable DynamoJsonReader next() throws IOException {
    records++;
    if (items.next(1) == 0) {
      return null;
    }
    DynamoJsonReader in = items.items();
    in.open('[');
    int start = in.position();
    in.skip();
    return new DynamoJsonReader(in.buffer(), start, in.position());
  }

  /** Takes the attributes out of {@code {"M":{…}}}. */
  @Override
  public Image image(DynamoJsonReader in) {
    int start = in.position();
    if (in.beginValue() != AttributeType.M) {
      throw new WireException("no struct", start);
    }
    Image image = Image.next(in);
    in.endValue();
    return image;
  }

  @Override
  public String place() {
    return "value " + records;
  }
}
