package dev.sluice.decode;

import dev.sluice.source.Reassembled;
import dev.sluice.testing.SdkView;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import dev.sluice.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Holds what the decoder makes of an {@code Items} array against what the SDK's own unmarshaller makes of the same
 * bytes. The decoder may refuse the page or reject the item; what it gives as rows must be the SDK's items.
 */
final class DecodedPage {
  private static final Object REJECTED = new Object();

  private final StructType schema;
  private final RowDecoder decoder;
  private final Function1<Object, Object> external;
  private final SdkView sdk;

  DecodedPage(StructType schema, SdkView sdk) {
    this.schema = schema;
    this.decoder = new RowDecoder(schema);
    this.external = CatalystTypeConverters.createToScalaConverter(schema);
    this.sdk = sdk;
  }

  /** What is wrong with the decoder; null where nothing is. */
  @Nullable
  String fault(byte[] items) {
    List<Object> rows;
    try {
      rows = rows(items);
    } catch (WireException refused) {
      return null;
    } catch (RuntimeException | StackOverflowError e) {
      return "failed with " + e;
    }
    Optional<List<Map<String, AttributeValue>>> seen = sdk.items(response(items));
    if (seen.isEmpty()) {
      return rows.contains(REJECTED) ? null : "rows of what the SDK refuses: " + rows;
    }
    return difference(rows, seen.get());
  }

  /** How many rows the decoder gives; 0 where it refuses the page. */
  int accepted(byte[] items) {
    try {
      return (int) rows(items).stream().filter(r -> r != REJECTED).count();
    } catch (WireException refused) {
      return 0;
    }
  }

  private static @Nullable String difference(
      List<Object> rows, List<Map<String, AttributeValue>> seen) {
    if (rows.size() != seen.size()) {
      return rows.size() + " items, and the SDK sees " + seen.size();
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) != REJECTED && !rows.get(i).equals(reassembled(seen.get(i)))) {
        return "item " + i + " is " + rows.get(i) + ", and the SDK sees " + seen.get(i);
      }
    }
    return null;
  }

  /** What cannot be compared is equal to nothing. */
  private static Object reassembled(Map<String, AttributeValue> item) {
    try {
      return Reassembled.of(item);
    } catch (IllegalArgumentException | NullPointerException noItem) {
      return noItem;
    }
  }

  private List<Object> rows(byte[] items) {
    DynamoJsonReader in = new DynamoJsonReader(items, 0, items.length);
    List<Object> rows = new ArrayList<>();
    if (in.open('[')) {
      do {
        rows.add(row(in));
      } while (in.more(']'));
    }
    byte[] rest = Arrays.copyOfRange(items, in.position(), items.length);
    if (!new String(rest, StandardCharsets.ISO_8859_1).matches("[ \t\r\n]*")) {
      throw new WireException("something behind the items", in.position());
    }
    return rows;
  }

  private Object row(DynamoJsonReader in) {
    int start = in.position();
    try {
      InternalRow row = decoder.decode(in);
      checkMaps(row);
      return Reassembled.of((Row) external.apply(row));
    } catch (UnreadableItemException rejected) {
      in.rewind(start);
      in.skip();
      return REJECTED;
    }
  }

  /** Which of a map's equal keys counts is not said anywhere; Parquet would keep both. */
  private void checkMaps(InternalRow row) {
    for (int i = 0; i < schema.size(); i++) {
      if (schema.apply(i).dataType() instanceof MapType && !row.isNullAt(i)) {
        Object[] keys = row.getMap(i).keyArray().toObjectArray(DataTypes.StringType);
        if (new HashSet<>(Arrays.asList(keys)).size() < keys.length) {
          throw new IllegalStateException(
              schema.apply(i).name() + " has a key twice: " + Arrays.toString(keys));
        }
      }
    }
  }

  private static byte[] response(byte[] items) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes("{\"Count\":1,\"Items\":".getBytes(StandardCharsets.UTF_8));
    response.writeBytes(items);
    response.writeBytes(",\"ScannedCount\":1}".getBytes(StandardCharsets.UTF_8));
    return response.toByteArray();
  }
}
