package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyPartsTest {
  private static final List<String> LETTERS = List.of("#", "%", "%23", "%25", "2", "a", "é");

  @Test
  void usualNamesStandAsTheyAre() {
    assertThat(KeyParts.followed("digits-classifier.v2/é")).isEqualTo("digits-classifier.v2/é");
    assertThat(KeyParts.alone("a#b%c")).isEqualTo("a#b%c");
  }

  @Test
  void aNameThatIsFollowedHoldsNoHash() {
    assertThat(KeyParts.followed("a#b%")).isEqualTo("a%23b%25");
  }

  @Test
  void namesThatStandAloneAreNeverEmpty() {
    assertThat(List.of("", "%", "%%").stream().map(KeyParts::alone))
        .containsExactly("%", "%%", "%%%");
  }

  @Test
  void differentNamesNeverMeet() {
    Random random = new Random(20261019);
    Map<String, List<String>> joined = new HashMap<>();
    Map<String, String> alone = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      List<String> parts = List.of(name(random), name(random));
      String key = KeyParts.followed(parts.get(0)) + "#" + parts.get(1);
      assertThat(joined.computeIfAbsent(key, k -> parts)).isEqualTo(parts);
      String name = parts.get(0);
      assertThat(alone.computeIfAbsent(KeyParts.alone(name), k -> name)).isEqualTo(name);
      assertThat(KeyParts.restored(KeyParts.alone(name))).isEqualTo(name);
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      name.append(LETTERS.get(random.nextInt(LETTERS.size())));
    }
    return name.toString();
  }
}
