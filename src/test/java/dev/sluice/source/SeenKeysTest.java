package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of items by their primary key, which have come before. */
final class SeenKeysTest {
  private final SeenKeys keys = new SeenKeys(List.of("id", "at"));

  @Test
  void anItemIsRepeatedWhereItsWholeKeyIs() {
    assertThat(isRepeated("{\"id\":{\"S\":\"a\"},\"at\":{\"N\":\"1\"},\"s\":{\"S\":\"x\"}}"))
        .isFalse();
    assertThat(isRepeated("{\"s\":{\"S\":\"y\"},\"at\":{\"N\":\"1\"},\"id\":{\"S\":\"a\"}}"))
        .isTrue();
    assertThat(isRepeated("{\"id\":{\"S\":\"\\u0061\"},\"at\":{\"N\":\"1\"}}")).isTrue();
    assertThat(isRepeated("{\"id\":{\"S\":\"a\"},\"at\":{\"N\":\"2\"}}")).isFalse();
    assertThat(isRepeated("{\"id\":{\"S\":\"a1\"},\"at\":{\"N\":\"\"}}")).isFalse();
    assertThat(isRepeated("{\"id\":{\"S\":\"\"},\"at\":{\"N\":\"a1\"}}")).isFalse();
  }

  @Test
  void anItemWithoutItsKeyIsNeverTakenForAnother() {
    for (int i = 0; i < 2; i++) {
      assertThat(isRepeated("{\"id\":{\"S\":\"a\"}}")).isFalse();
      assertThat(isRepeated("{}")).isFalse();
      assertThatThrownBy(() -> isRepeated("{\"id\":{\"Q\":\"a\"},\"at\":{\"N\":\"2\"}}"))
          .isInstanceOf(UnreadableItemException.class);
    }
  }

  @Test
  void manyDigestsAreToldApart() {
    DigestSet digests = new DigestSet();
    Set<List<Long>> expected = new HashSet<>();
    Random random = new Random(5);
    Stream<List<Long>> near = IntStream.range(0, 20_000)
        .mapToObj(i -> List.of((long) random.nextInt(100), (long) random.nextInt(100)));
    Stream<List<Long>> far =
        IntStream.range(0, 50_000).mapToObj(i -> List.of(random.nextLong(), random.nextLong()));
    Stream.concat(near, far)
        .filter(pair -> !pair.equals(List.of(0L, 0L)))
        .forEach(pair ->
            assertThat(digests.add(pair.get(0), pair.get(1))).isEqualTo(expected.add(pair)));
    assertThat(new DigestSet().add(0, 0)).isTrue();
  }

  private boolean isRepeated(String item) {
    return keys.isRepeated(new DynamoJsonReader(item.getBytes(StandardCharsets.UTF_8)));
  }
}
