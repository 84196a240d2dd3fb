package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the random items of a few thousand cover, so that a test with them tests what it says. */
final class RandomItemsTest {
  private static final Set<AttributeValue.Type> TYPES = new HashSet<>();
  private static final Set<Integer> PLANES = new HashSet<>();
  private static final Set<String> NUMBERS = new HashSet<>();
  private static final Set<Integer> SET_SIZES = new HashSet<>();
  private static boolean emptyText;
  private static boolean emptyBytes;
  private static int deepest;

  @BeforeAll
  static void look() {
    RandomItems items = new RandomItems(1);
    IntStream.range(0, 3_000).forEach(i -> look(items.item("item-" + i).values(), 1));
  }

  private static void look(Collection<AttributeValue> values, int depth) {
    deepest = Math.max(deepest, depth);
    values.forEach(value -> look(value, depth));
  }

  private static void look(AttributeValue value, int depth) {
    TYPES.add(value.type());
    Stream.of(value.ss(), value.ns(), value.bs())
        .filter(set -> !set.isEmpty())
        .forEach(set -> SET_SIZES.add(set.size()));
    switch (value.type()) {
      case S -> text(value.s());
      case SS -> value.ss().forEach(RandomItemsTest::text);
      case N -> NUMBERS.add(value.n());
      case B -> emptyBytes |= value.b().equals(SdkBytes.fromByteArray(new byte[0]));
      case L -> look(value.l(), depth + 1);
      case M -> {
        value.m().keySet().forEach(RandomItemsTest::text);
        look(value.m().values(), depth + 1);
      }
      default -> {}
    }
  }

  private static void text(String text) {
    emptyText |= text.isEmpty();
    text.codePoints().forEach(point -> PLANES.add(point >>> 16));
  }

  @Test
  void everyType() {
    assertThat(TYPES)
        .containsExactlyInAnyOrderElementsOf(Stream.of(AttributeValue.Type.values())
            .filter(t -> t != AttributeValue.Type.UNKNOWN_TO_SDK_VERSION)
            .toList());
    assertThat(SET_SIZES).contains(1, 2, 3, 4).doesNotContain(0);
  }

  @Test
  void everyPlaneOfUnicode() {
    assertThat(PLANES)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(0, 16).boxed().toList());
  }

  @Test
  void numbersToBothEnds() {
    assertThat(NUMBERS).containsAll(RandomItems.EDGES);
  }

  @Test
  void emptyTextsAndBytes() {
    assertThat(emptyText).isTrue();
    assertThat(emptyBytes).isTrue();
  }

  @Test
  void asDeepAsDynamoDbTakes() {
    assertThat(deepest).isEqualTo(RandomItems.DEEPEST);
  }
}
