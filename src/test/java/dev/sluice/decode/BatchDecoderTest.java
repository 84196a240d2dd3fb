package dev.sluice.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.source.RandomItems;
import dev.sluice.source.Reassembled;
import dev.sluice.testing.SdkView;
import dev.sluice.testing.WireJson;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import scala.Function1;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Many items in one batch are the rows that each of them is alone, and that the SDK sees. */
final class BatchDecoderTest {
  /** Items that are found to be none only after columns, lists and maps of theirs are decoded. */
  private static final List<String> UNREADABLE = List.of(
      "{\"text\":{\"S\":\"left\"},\"tags\":{\"SS\":[\"left\"]},\"id\":{\"X\":\"?\"}}",
      "{\"list\":{\"L\":[{\"S\":\"left\"},{\"S\":\"\\u0001\"},{\"N\":\"no\"}]}}",
      "{\"by user\":{\"M\":{\"left\":{\"N\":\"1\"},\"more\":{\"N\":\"1.2.3\"}}}}",
      "{\"metrics\":{\"M\":{\"deep\":{\"M\":{\"deeper\":{\"L\":[{\"S\":\"left\"},{\"B\":\"?\"}]}}}}}}",
      "{\"bytes\":{\"B\":\"AAAA\"},\"blobs\":{\"BS\":[\"AAAA\",\"?\"]}}");

  /** The rows of a batch, null for an item that cannot be read. */
  private static List<InternalRow> add(BatchDecoder decoder, byte[] page) {
    DynamoJsonReader in = new DynamoJsonReader(page);
    List<Integer> rows = new ArrayList<>();
    in.open('[');
    do {
      int start = in.position();
      try {
        decoder.add(in);
        rows.add(decoder.rows() - 1);
      } catch (UnreadableItemException e) {
        in.rewind(start);
        in.skip();
        rows.add(-1);
      }
    } while (in.more(']'));
    return rows.stream().map(row -> row < 0 ? null : decoder.row(row).copy()).toList();
  }

  private static byte[] page(List<String> items) {
    return ("[" + String.join(",", items) + "]").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] item(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void rowsAreThoseOfEachItemAloneAndOfTheSdk() {
    for (StructType schema : List.of(ItemColumns.EXACT, ItemColumns.DOUBLES)) {
      BatchDecoder batches = new BatchDecoder(schema);
      RowDecoder alone = new RowDecoder(schema);
      Function1<Object, Object> external = CatalystTypeConverters.createToScalaConverter(schema);
      UnsafeProjection unsafe = UnsafeProjection.create(schema);
      for (int seed = 0; seed < 4; seed++) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        List<String> json = mixed(seed, items);
        batches.clear();
        byte[] page = page(json);
        List<InternalRow> rows = add(batches, page);
        // as when a buffer is used for another page
        Arrays.fill(page, (byte) '?');

        assertThat(rows).hasSameSizeAs(json);
        int sound = 0;
        for (int i = 0; i < rows.size(); i++) {
          if (UNREADABLE.contains(json.get(i))) {
            assertThat(rows.get(i)).isNull();
            continue;
          }
          InternalRow one = alone.decode(new DynamoJsonReader(item(json.get(i))));
          UnsafeRow expected = unsafe.apply(one).copy();
          assertThat(unsafe.apply(rows.get(i))).as(json.get(i)).isEqualTo(expected);
          assertThat(Reassembled.of((Row) external.apply(rows.get(i))))
              .as(json.get(i))
              .isEqualTo(Reassembled.of(items.get(sound++)));
        }
        assertThat(sound).isEqualTo(items.size());
      }
    }
  }

  /** Returns items as JSON, unreadable ones among them, and adds the others as the SDK sees them. */
  private static List<String> mixed(int seed, List<Map<String, AttributeValue>> sound) {
    RandomItems items = new RandomItems(seed);
    Random random = new Random(seed);
    List<String> json = new ArrayList<>();
    try (SdkView sdk = new SdkView()) {
      for (int i = 0; i < 80; i++) {
        String one = WireJson.of(List.of(items.item("item-" + i)), random).strip();
        sound.add(sdk.items(item("{\"Items\":" + one + "}")).orElseThrow().get(0));
        json.add(one.substring(1, one.length() - 1));
        if (random.nextInt(6) == 0) {
          json.add(UNREADABLE.get(random.nextInt(UNREADABLE.size())));
        }
      }
    }
    return json;
  }

  @Test
  void everyKindOfColumnHasItsValuesAndNulls() {
    List<String> json = IntStream.range(0, 120).mapToObj(EveryColumn::item).toList();
    byte[] page = page(json);
    BatchDecoder decoder = new BatchDecoder(EveryColumn.SCHEMA);
    add(decoder, page);
    UnsafeProjection unsafe = UnsafeProjection.create(EveryColumn.SCHEMA);
    Function1<Object, Object> catalyst =
        CatalystTypeConverters.createToCatalystConverter(EveryColumn.SCHEMA);
    List<UnsafeRow> expected = IntStream.range(0, 120)
        .mapToObj(
            i -> unsafe.apply((InternalRow) catalyst.apply(EveryColumn.row(i))).copy())
        .toList();

    for (int i = 0; i < 120; i++) {
      assertThat(unsafe.apply(decoder.row(i))).as(json.get(i)).isEqualTo(expected.get(i));
    }
    List<InternalRow> copies =
        IntStream.range(0, 120).mapToObj(i -> decoder.row(i).copy()).toList();
    Arrays.fill(page, (byte) '?');
    decoder.clear();
    add(decoder, page(json.subList(60, 120)));
    for (int i = 0; i < 120; i++) {
      assertThat(unsafe.apply(copies.get(i)))
          .as("copy of " + json.get(i))
          .isEqualTo(expected.get(i));
    }
  }

  @Test
  void aRowThatIsRemovedIsReplaced() {
    BatchDecoder decoder = new BatchDecoder(ItemColumns.EXACT);
    add(
        decoder,
        page(List.of(
            "{\"id\":{\"S\":\"a\"},\"list\":{\"L\":[{\"S\":\"x\"}]}}",
            "{\"id\":{\"S\":\"b\"},\"list\":{\"L\":[{\"S\":\"y\"}]},\"more\":{\"BOOL\":true}}")));
    decoder.removeLast();
    add(decoder, page(List.of("{\"list\":{\"L\":[]}}")));

    assertThat(decoder.rows()).isEqualTo(2);
    InternalRow last = decoder.row(1);
    assertThat(last.isNullAt(0)).isTrue();
    assertThat(last.getArray(ItemColumns.EXACT.fieldIndex("list")).numElements())
        .isZero();
    assertThat(last.isNullAt(ItemColumns.EXACT.fieldIndex("_overflow"))).isTrue();
  }

  @Test
  void nullsAreCounted() {
    BatchDecoder decoder = new BatchDecoder(ItemColumns.EXACT);
    add(decoder, page(List.of("{\"id\":{\"S\":\"a\"}}", "{\"id\":{\"NULL\":true}}", "{}")));

    assertThat(decoder.batch().numRows()).isEqualTo(3);
    assertThat(decoder.batch().column(0).numNulls()).isEqualTo(2);
    assertThat(decoder.batch().column(1).numNulls()).isEqualTo(3);
    decoder.clear();
    add(decoder, page(List.of("{\"id\":{\"S\":\"a\"}}")));
    assertThat(decoder.batch().column(0).hasNull()).isFalse();
  }

  @Test
  void aBatchOutlivesSparksClosing() {
    BatchDecoder decoder = new BatchDecoder(ItemColumns.EXACT);
    add(decoder, page(List.of("{\"id\":{\"S\":\"a\"}}")));
    decoder.batch().close();

    assertThat(decoder.row(0).getString(0)).isEqualTo("a");
    assertThatThrownBy(() -> decoder.batch().column(0).getChild(0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
