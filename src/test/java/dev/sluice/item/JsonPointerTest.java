package dev.sluice.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonPointerTest {
  @Test
  void whatIsWrittenIsParsed() {
    for (List<String> path : List.of(
        List.<String>of(),
        List.of(""),
        List.of("a", "0", "b"),
        List.of("a/b", "~", "~1", "~0/", " ", ""),
        List.of("/", "m~n", "~01"))) {
      assertThat(JsonPointer.parse(JsonPointer.of(path))).isEqualTo(path);
    }
  }

  @Test
  void theExamplesOfTheRfc() {
    assertThat(JsonPointer.parse("/a~1b")).containsExactly("a/b");
    assertThat(JsonPointer.parse("/m~0n")).containsExactly("m~n");
    assertThat(JsonPointer.parse("/foo/0")).containsExactly("foo", "0");
    assertThat(JsonPointer.parse("/")).containsExactly("");
    assertThat(JsonPointer.parse("/~01")).containsExactly("~1");
  }

  @Test
  void whatIsNoneIsRefused() {
    for (String pointer : List.of("a", "#/a", "/~", "/a~2")) {
      assertThatThrownBy(() -> JsonPointer.parse(pointer))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aTildeThatEscapesNothingIsLeftWhereNobodyChecks() {
    assertThat(JsonPointer.unescape("~01~1~2~")).isEqualTo("~1/~2~");
    assertThat(JsonPointer.unescape(JsonPointer.escape("~1/~0"))).isEqualTo("~1/~0");
  }
}
