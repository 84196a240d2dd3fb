package dev.sluice.stream;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.JsonBytes;
import java.util.List;
import java.util.function.BiConsumer;

/** Makes the JSON array of a page. */
final class JsonPage {
  /** The size of an answer of DynamoDB. */
  private static final int USUAL_BYTES = 1 << 20;

  /** Room for what escapes and base64 add. */
  private static final int MAX_BYTES = 64 << 20;

  private JsonPage() {}

  /** Returns a reader at an array of these elements. */
  static <T> DynamoJsonReader of(List<T> elements, BiConsumer<T, JsonBytes> write) {
    JsonBytes out = new JsonBytes(USUAL_BYTES, MAX_BYTES);
    char separator = '[';
    for (T element : elements) {
      out.write(separator);
      write.accept(element, out);
      separator = ',';
    }
    out.ascii(elements.isEmpty() ? "[]" : "]");
    return out.reader();
  }
}
