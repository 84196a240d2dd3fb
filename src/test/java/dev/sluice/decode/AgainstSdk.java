package dev.sluice.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.SdkView;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.spark.sql.types.StructType;

/**
 * Decodes items that a test writes as text, with decimals and with doubles, and holds the rows against the SDK's items.
 * In the texts {@code 'S'} stands for {@code "S"}, and {@code <C080>} for the bytes C0 80.
 */
final class AgainstSdk implements AutoCloseable {
  private final SdkView sdk = new SdkView();

  /** Fails unless the item is refused, rejected, or the row that the SDK sees. */
  void check(String item) {
    byte[] items = bytes("[" + item + "]");
    for (StructType schema : new StructType[] {ItemColumns.EXACT, ItemColumns.DOUBLES}) {
      String fault = new DecodedPage(schema, sdk).fault(items);
      assertThat(fault == null ? null : fault.substring(0, Math.min(500, fault.length())))
          .as(item.substring(0, Math.min(200, item.length())))
          .isNull();
    }
  }

  /** Likewise, at each of these places, where {@code %s} stands for it. */
  void checkIn(String part, String... places) {
    for (String place : places) {
      check(place.formatted(part));
    }
  }

  /** Whether the item is a row. */
  boolean accepts(String item) {
    return new DecodedPage(ItemColumns.EXACT, sdk).accepted(bytes("[" + item + "]")) == 1;
  }

  /** Quotes put in; hexadecimal digits in angle brackets to the bytes they say. */
  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    String json = text.replace('\'', '"');
    int at = 0;
    for (int open = json.indexOf('<'); open >= 0; open = json.indexOf('<', at)) {
      int close = json.indexOf('>', open);
      bytes.writeBytes(json.substring(at, open).getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(HexFormat.of().parseHex(json.substring(open + 1, close)));
      at = close + 1;
    }
    bytes.writeBytes(json.substring(at).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    sdk.close();
  }
}
