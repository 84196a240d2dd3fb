package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void stringsEndAtTheirQuoteWhereverItStands() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String text = randomText(random, random.nextInt(40));
      byte[] json = JSON.writeValueAsBytes(new String[] {text, "behind"});
      Wire in = new Wire(json);
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
      Wire in = wire(json.append('"').toString());
      in.string();
      assertThat(in.utf8()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud800", "\\ud800x", "\\udc00", "\\ud800\\ud800", "\\ud800\\n", "a\\udc00\\ud800"
      })
  void halfASurrogatePairIsNoText(String escaped) {
    Wire in = wire('"' + escaped + '"');
    in.string();
    assertThatThrownBy(in::text).isInstanceOf(UnreadableItem.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x", "\\u12", "\\u12g4", "\\ud800\\u12"})
  void brokenEscapesAreNoJson(String escaped) {
    Wire in = wire('"' + escaped + '"');
    in.string();
    assertThatThrownBy(in::text).isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"abc", "\"abcdefghij", "\"abc\\", "\"abc\\\"", "\"abcdefg\\"})
  void stringsWithoutEndAreRefused(String json) {
    assertThatThrownBy(() -> wire(json).string()).isInstanceOf(WireException.class);
  }

  @Test
  void aTypeTagIsKnownOnlyIfItIsAllThere() {
    for (WireType type : WireType.values()) {
      assertThat(wire("{\"" + type + "\":1}").beginValue()).isEqualTo(type);
    }
    for (String tag :
        new String[] {"", "s", "SN", "MS", "LS", "NUL", "NULl", "BOOM", "Sx", "SSS"}) {
      assertThatThrownBy(() -> wire("{\"" + tag + "\":1}").beginValue())
          .isInstanceOf(UnreadableItem.class)
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

  private static Wire wire(String json) {
    return new Wire(json.getBytes(StandardCharsets.UTF_8));
  }
}
