package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OverflowTextTest {
  private static final String TEXT =
      "{\"/a\":{\"N\":\"1\"},\"/a/b\":{\"S\":\"x\"},\"/ab\":{\"L\":[]}, \"\\/c\" : {\"NULL\":true}}";

  @Test
  void entriesComeInTheirOrder() {
    List<String> seen = new ArrayList<>();
    OverflowText.forEach(TEXT.getBytes(StandardCharsets.UTF_8), (pointer, in) -> {
      int start = in.position();
      in.skip();
      seen.add(pointer + "=" + in.since(start));
    });
    assertThat(seen)
        .containsExactly(
            "/a={\"N\":\"1\"}", "/a/b={\"S\":\"x\"}", "/ab={\"L\":[]}", "/c={\"NULL\":true}");
  }

  @Test
  void whatIsAtAPlaceAndBelowItIsTakenOut() {
    assertThat(OverflowText.within(TEXT, List.of("/a")))
        .isEqualTo("{\"/a\":{\"N\":\"1\"},\"/a/b\":{\"S\":\"x\"}}");
    assertThat(OverflowText.within(TEXT, List.of("/a/b", "/c")))
        .isEqualTo("{\"/a/b\":{\"S\":\"x\"},\"/c\":{\"NULL\":true}}");
    assertThat(OverflowText.within(TEXT, List.of("/b", "")))
        .isEqualTo(TEXT.replace(" ", "").replace("\\", ""));
    assertThat(OverflowText.within(TEXT, List.of("/b"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "a\\b", "\n\u0000\u001f", "é\uD83D\uDE00\u2028", "/~"})
  void anyTextIsAJsonString(String text) throws Exception {
    assertThat(new ObjectMapper().readValue(OverflowText.quoted(text), String.class))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a note", "[]", "{\"/a\":1} x", "{\"/a\"", "null"})
  void otherTextIsRefused(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> OverflowText.forEach(bytes, (pointer, in) -> in.skip()))
        .isInstanceOf(WireException.class);
  }

  @Test
  void withoutAPart() {
    String text = "{\"/_old/a\":{\"N\":\"1\"},\"/_older\":{\"S\":\"x\"},\"/_old\":{\"S\":\"y\"}}";

    assertThat(OverflowText.without(text, "/_old")).isEqualTo("{\"/_older\":{\"S\":\"x\"}}");
    assertThat(OverflowText.without(text, "/b")).isEqualTo(text);
    assertThat(OverflowText.without("{\"/_old/a\":{\"N\":\"1\"}}", "/_old")).isNull();
  }
}
