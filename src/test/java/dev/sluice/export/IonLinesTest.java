package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.source.RandomItems;
import dev.sluice.testing.Mutations;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.JsonBytes;
import dev.sluice.wire.WireException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are read byte by byte give what the library of Ion gives. */
class IonLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonBytes out = new JsonBytes(1_000, ItemBatches.MAX_ITEM_BYTES);
  private final IonLine line = new IonLine(out);

  @Test
  void itemsOfEveryType() throws IOException {
    RandomItems random = new RandomItems(23);
    for (int i = 0; i < 300; i++) {
      byte[] ion = utf8(IonText.line(random.item("i" + i)));

      assertThat(byBytes(ion)).contains(byLibrary(ion));
    }
  }

  /** Damaged lines are left to the library, or are what it finds. */
  @Test
  void nothingElse() throws IOException {
    RandomItems random = new RandomItems(24);
    Mutations damage = new Mutations(25);
    int read = 0;
    for (int i = 0; i < 6_000; i++) {
      byte[] ion = damage.of(utf8(IonText.line(random.item("i" + i % 50))));

      Optional<JsonNode> found = byBytes(ion);

      if (found.isPresent()) {
        assertThat(found).as(new String(ion, StandardCharsets.ISO_8859_1)).contains(byLibrary(ion));
        read++;
      }
    }
    assertThat(read).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.",
        "-0.",
        "0",
        "-12",
        "600.",
        "6d2",
        "6D+2",
        "-0.000",
        "0.000001",
        "0.0000010",
        "0.0000001",
        "1.0000001",
        "100.500",
        "1d37",
        "1d38",
        "0d-9",
        "12345678901234567890123456789012345678.",
        "1.2345678901234567890123456789012345678d-93",
        "null",
        "{{}}",
        "{{aGVsbG8=}}",
        "{{aGVsbA==}}",
        "[]",
        "{}",
        "$dynamodb_NS::[1.50,-2d-3]",
        "$dynamodb_BS::[{{dXA=}}]",
        "\"\\t\\\\\\/\\'\\x7f\\u00e4ä'\"",
        "{'a\\'\"b':1.,\"c d\":true,_e9:false}"
      })
  void values(String ion) throws IOException {
    byte[] item = utf8("$ion_1_0 {Item:{a:" + ion + "}}");

    assertThat(byBytes(item)).contains(byLibrary(item));
  }

  /** Sound Ion, or none, that DynamoDB does not write. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{Item:{a:1.}}",
        "$ion_1_0 {Item:{a:1.}} ",
        "$ion_1_0 {Item: {a:1.}}",
        "$ion_1_0 {Item:{a:1.,}}",
        "$ion_1_0 {Item:{a:1e0}}",
        "$ion_1_0 {Item:{a:01.}}",
        "$ion_1_0 {Item:{a:1_0.}}",
        "$ion_1_0 {Item:{a:x::1.}}",
        "$ion_1_0 {Item:{a:null.int}}",
        "$ion_1_0 {Item:{a:'''x'''}}",
        "$ion_1_0 {Item:{a:\"\\ud83d\\ude00\"}}",
        "$ion_1_0 {Item:{a:{{aGVsbG9=}}}}",
        "$ion_1_0 {Item:{a:{{\"x\"}}}}",
        "$ion_1_0 {Item:{null:1.}}",
        "$ion_1_0 {Item:{1:1.}}",
        "$ion_1_0 {Item:{a:1.}",
        "$ion_1_0 {Item:{a:1.}}}",
        "$ion_1_0 {Item:{},b:1}",
        ""
      })
  void otherForms(String ion) throws IOException {
    assertThat(byBytes(utf8(ion))).isEmpty();
    assertThat(out.size()).isZero();
  }

  /** From the first line in another form on, the library reads all. */
  @Test
  void formsMayChange() throws IOException {
    String text = IntStream.range(0, 4_000)
        .mapToObj(i -> (i == 2_500 ? "$ion_1_0 {\n Item:" : "$ion_1_0 {Item:") + "{id:" + i
            + ".,t:\"" + "x".repeat(1_000) + "\"}}\n")
        .collect(Collectors.joining());
    ItemBatches items = new IonLines(new ByteArrayInputStream(utf8(text)));

    int next = 0;
    for (int count = items.next(1_000); count > 0; count = items.next(1_000)) {
      JsonNode batch = json(items.items());
      assertThat(batch).hasSize(count);
      for (JsonNode item : batch) {
        assertThat(item.at("/id/N").textValue()).isEqualTo(Integer.toString(next++));
      }
    }
    assertThat(next).isEqualTo(4_000);
  }

  /** Returns an item as the bytes have it; empty if they have another form, or the decoder refuses it. */
  private Optional<JsonNode> byBytes(byte[] ion) throws IOException {
    out.clear();
    if (!line.write(ion, 0, ion.length)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json(out.reader()));
    } catch (WireException refused) {
      return Optional.empty();
    }
  }

  private static JsonNode byLibrary(byte[] ion) throws IOException {
    ItemBatches items = new IonItems(new ByteArrayInputStream(ion), IonItems.ITEM);
    assertThat(items.next(2)).isOne();
    return json(items.items()).get(0);
  }

  private static JsonNode json(DynamoJsonReader in) throws IOException {
    in.skip();
    in.end();
    return JSON.readTree(Arrays.copyOf(in.buffer(), in.position()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
