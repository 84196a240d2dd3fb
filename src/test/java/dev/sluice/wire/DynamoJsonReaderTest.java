package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.item.AttributeType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoJsonReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where one kind of byte ends and another begins. */
  private static final int[] EDGES = {
    0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xF4, 0xFF
  };

  @Test
  void stringsEndAtTheirQuoteWhereverItStands() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = randomText(random, random.nextInt(40));
      byte[] json = JSON.writeValueAsBytes(new String[] {text, "behind"});
      DynamoJsonReader in = new DynamoJsonReader(json);
      assertThat(in.open('[')).isTrue();
      in.string();
      assertThat(in.text()).isEqualTo(text);
      assertThat(in.more(']')).isTrue();
      in.string();
      assertThat(in.text()).isEqualTo("behind");
      assertThat(in.more(']')).isFalse();
      in.end();
    }
  }

  @Test
  void controlCharactersAreRefusedWhereverTheyStand() {
    for (int length = 0; length < 24; length++) {
      for (int control = 0; control < ' '; control++) {
        String json =
            "\"" + "é".repeat(length % 3) + "x".repeat(length) + (char) control + "xxxxxxxxx\"";
        assertThatThrownBy(() -> wire(json).string())
            .isInstanceOf(WireException.class)
            .hasMessageContaining("control character");
      }
    }
  }

  @Test
  void everyCodePointComesThroughItsEscape() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += 7) {
      if (codePoint < 0x10000 && Character.isSurrogate((char) codePoint)) {
        continue;
      }
      StringBuilder json = new StringBuilder("\"");
      String text = Character.toString(codePoint);
      text.chars().forEach(unit -> json.append("\\u%04x".formatted(unit)));
      DynamoJsonReader in = wire(json.append('"').toString());
      in.string();
      assertThat(in.utf8()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud800", "\\ud800x", "\\udc00", "\\ud800\\ud800", "\\ud800\\n", "a\\udc00\\ud800"
      })
  void halfASurrogatePairIsNoText(String escaped) {
    DynamoJsonReader in = wire('"' + escaped + '"');
    in.string();
    assertThatThrownBy(in::text).isInstanceOf(UnreadableItemException.class);
  }

  /** Every sequence of two bytes, and longer ones at their edges, against the JDK's strict decoder. */
  @Test
  void stringsAreUtf8WhereverTheyStand() {
    for (int first = 0x80; first < 0x100; first++) {
      for (int second = 0; second < 0x100; second++) {
        checkUtf8(first, second);
      }
    }
    for (int lead : new int[] {0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5}) {
      for (int second : EDGES) {
        for (int third : EDGES) {
          checkUtf8(lead, second, third);
          for (int fourth : EDGES) {
            checkUtf8(lead, second, third, fourth);
          }
        }
      }
    }
  }

  private static void checkUtf8(int... sequence) {
    for (int before = 0; before < 9; before++) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.writeBytes("x".repeat(before).getBytes(StandardCharsets.UTF_8));
      for (int b : sequence) {
        text.write(b < ' ' || b == '"' || b == '\\' ? 'x' : b);
      }
      String json = '"' + text.toString(StandardCharsets.ISO_8859_1) + "\"é..........";
      DynamoJsonReader in = new DynamoJsonReader(json.getBytes(StandardCharsets.ISO_8859_1));
      if (isUtf8(text.toByteArray())) {
        in.string();
        assertThat(in.text()).isEqualTo(text.toString(StandardCharsets.UTF_8));
      } else {
        assertThatThrownBy(in::string).isInstanceOf(WireException.class);
      }
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "1-2",
        "--1",
        "nul",
        "truefalse",
        "'\\x'",
        "'\\u12'"
      })
  void whatIsSkippedIsJson(String json) {
    DynamoJsonReader in = wire(json.replace('\'', '"'));
    assertThatThrownBy(() -> {
          in.skip();
          in.end();
        })
        .isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "10", "-1.50", "1e5", "1.25E-7", "2E+08", "null", "'\\ud800'"})
  void jsonIsSkipped(String json) {
    DynamoJsonReader in = wire(json.replace('\'', '"'));
    in.skip();
    in.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'\\ud800':1}", "{'a':{'x\\udc00':1}}", "[{'S\\udfff':''}]"})
  void halfASurrogatePairIsNoName(String json) {
    assertThatThrownBy(() -> wire(json.replace('\'', '"')).skip())
        .isInstanceOf(WireException.class)
        .hasMessageContaining("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x", "\\u12", "\\u12g4", "\\ud800\\u12"})
  void brokenEscapesAreNoJson(String escaped) {
    assertThatThrownBy(() -> wire('"' + escaped + '"').string()).isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"abc", "\"abcdefghij", "\"abc\\", "\"abc\\\"", "\"abcdefg\\"})
  void stringsWithoutEndAreRefused(String json) {
    assertThatThrownBy(() -> wire(json).string()).isInstanceOf(WireException.class);
  }

  @Test
  void aTypeTagIsKnownOnlyIfItIsAllThere() {
    for (AttributeType type : AttributeType.values()) {
      assertThat(wire("{\"" + type + "\":1}").beginValue()).isEqualTo(type);
    }
    for (String tag :
        new String[] {"", "s", "SN", "MS", "LS", "NUL", "NULl", "BOOM", "Sx", "SSS"}) {
      assertThatThrownBy(() -> wire("{\"" + tag + "\":1}").beginValue())
          .isInstanceOf(UnreadableItemException.class)
          .hasMessageContaining(tag);
    }
  }

  private static String randomText(Random random, int length) {
    StringBuilder text = new StringBuilder();
    String alphabet = "abcdefgh 0123\"\\/\n\t\u0001é€\u007f\u0080😀";
    int[] codePoints = alphabet.codePoints().toArray();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }

  private static DynamoJsonReader wire(String json) {
    return new DynamoJsonReader(json.getBytes(StandardCharsets.UTF_8));
  }
}
