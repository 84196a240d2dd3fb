package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.wire.DynamoJsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IonItemsTest {
  /** The example of DynamoDB's documentation. */
  @Test
  void theDocumentedItem() throws IOException {
    assertThat(json("""
            $ion_1_0 {
                Item:{
                    Authors:$dynamodb_SS::["Author1","Author2"],
                    Dimensions:"8.5 x 11.0 x 1.5",
                    Id:103.,
                    InPublication:false,
                    PageCount:6d2,
                    Price:2d3
                }
            }
            """))
        .isEqualTo("[{\"Authors\":{\"SS\":[\"Author1\",\"Author2\"]},"
            + "\"Dimensions\":{\"S\":\"8.5 x 11.0 x 1.5\"},\"Id\":{\"N\":\"103\"},"
            + "\"InPublication\":{\"BOOL\":false},\"PageCount\":{\"N\":\"600\"},"
            + "\"Price\":{\"N\":\"2000\"}}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "null; {\"NULL\":true}",
        "{{aGVsbG8=}}; {\"B\":\"aGVsbG8=\"}",
        "{{}}; {\"B\":\"\"}",
        "[]; {\"L\":[]}",
        "{}; {\"M\":{}}",
        "[1., null, [\"x\"]]; {\"L\":[{\"N\":\"1\"},{\"NULL\":true},{\"L\":[{\"S\":\"x\"}]}]}",
        "$dynamodb_NS::[1.5, -2d-3]; {\"NS\":[\"1.5\",\"-0.002\"]}",
        "$dynamodb_BS::[{{dXA=}}]; {\"BS\":[\"dXA=\"]}",
        "12; {\"N\":\"12\"}",
        "-0.; {\"N\":\"0\"}",
        "0d-9; {\"N\":\"0\"}",
        "12345678901234567890123456789012345678d-130; "
            + "{\"N\":\"0.%%0000000000000000000012345678901234567890123456789012345678\"}",
        "1d37; {\"N\":\"1%0\"}",
        "1d38; {\"N\":\"1%00\"}",
        "1d-6; {\"N\":\"0.000001\"}",
        "1d-7; {\"N\":\"0.0000001\"}",
        "1d999999999; {\"N\":\"1E+999999999\"}",
        "\"a\\\"b\\\\c\\n\\x01\\u00e4\"; {\"S\":\"a\\u0022b\\u005cc\\u000a\\u0001ä\"}"
      })
  void everyValue(String ion, String json) throws IOException {
    String zeros = "0".repeat(36);

    assertThat(json("{Item:{'a b':" + ion + "}}"))
        .isEqualTo("[{\"a b\":" + json.replace("%", zeros) + "}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "{Items:{}}",
        "{Item:5}",
        "{Item:null.struct}",
        "null.struct",
        "{Item:{},Other:1}",
        "{Item:{a:sym}}",
        "{Item:{a:1e0}}",
        "{Item:{a:2020-01-01T}}",
        "{Item:{a:other::[1.]}}",
        "{Item:{a:other::1.}}",
        "{Item:{a:other::\"x\"}}",
        "{Item:{a:other::null}}",
        "{Item:{a:other::{b:1.}}}",
        "{Item:{a:$dynamodb_SS::[other::\"x\"]}}",
        "{Item:other::{a:1.}}",
        "other::{Item:{a:1.}}",
        "{Item:{a:nan}}",
        "{Item:{a:+inf}}",
        "{Item:{a:(1. 2.)}}",
        "{Item:{a:{{\"clob\"}}}}",
        "{Item:{a:$dynamodb_NS::[\"x\"]}}",
        "{Item:{a:$dynamodb_SS::[null]}}",
        "{Item:{a:",
        "{Item:}",
        "]"
      })
  void whatIsNoItemIsRefused(String ion) {
    assertThatThrownBy(() -> json(ion)).isInstanceOf(FormatException.class);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> json("{Item:{a:" + "[".repeat(9_000) + "]".repeat(9_000) + "}}"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("nested deeper");
  }

  @Test
  void batchesEndAtTheirSizeOrNumber() throws IOException {
    StringBuilder ion = new StringBuilder();
    IntStream.range(0, 3_000)
        .forEach(
            n -> ion.append("$ion_1_0 {Item:{a:\"").append("x".repeat(1_000)).append("\"}}\n"));
    ItemBatches items = items(ion.toString());

    assertThat(items.next(10)).isEqualTo(10);
    int first = items.next(Integer.MAX_VALUE);
    assertThat(first).isBetween(1_000, 1_100);
    int rest = items.next(Integer.MAX_VALUE) + items.next(Integer.MAX_VALUE);
    assertThat(10 + first + rest + items.next(Integer.MAX_VALUE)).isEqualTo(3_000);
    assertThat(items.next(1)).isZero();
  }

  private static String json(String ion) throws IOException {
    ItemBatches items = items(ion);
    assertThat(items.next(Integer.MAX_VALUE)).isEqualTo(1);
    DynamoJsonReader in = items.items();
    in.skip();
    in.end();
    return in.since(0);
  }

  private static ItemBatches items(String ion) throws IOException {
    return new IonItems(
        new ByteArrayInputStream(ion.getBytes(StandardCharsets.UTF_8)), IonItems.ITEM);
  }
}
