package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Window.Grain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private final Keys keys = new Keys(null);

  @Test
  void everyRowHasItsKey() {
    assertThat(keys.latency("wine", Samples.DAY, "3"))
        .isEqualTo(new RowKey("LATENCY#wine", "DAY#2026-10-19#3"));
    assertThat(keys.latency("wine", Samples.HOUR, "*"))
        .isEqualTo(new RowKey("LATENCY#wine", "HOUR#2026-10-19T13#*"));
    assertThat(keys.latency("wine", Samples.WEEK, "-"))
        .isEqualTo(new RowKey("LATENCY#wine", "WEEK#2026-W43#-"));
    assertThat(keys.accuracy("wine", Samples.DAY, "3"))
        .isEqualTo(new RowKey("ACCURACY#wine", "DAY#2026-10-19#3"));
    assertThat(keys.best("iris")).isEqualTo(new RowKey("EXPERIMENT#iris", "BEST"));
    assertThat(keys.experimentRun("iris", "1790815079", "exp_1"))
        .isEqualTo(new RowKey("EXPERIMENT#iris", "RUN#1790815079#exp_1"));
    assertThat(keys.board("wine")).isEqualTo(new RowKey("BOARD", "wine"));
    assertThat(keys.run("r-1")).isEqualTo(new RowKey("RUN", "r-1"));
    assertThat(keys.windowKey(Keys.LATENCY, Grain.DAY, "2026-10-19"))
        .isEqualTo("LATENCY#DAY#2026-10-19");
    assertThat(Keys.modelKey("wine", "3")).isEqualTo("wine#3");
  }

  @Test
  void aNamespaceStandsBeforeEveryPartition() {
    Keys team = new Keys("team-a");
    assertThat(team.latency("wine", Samples.DAY, "3"))
        .isEqualTo(new RowKey("team-a#LATENCY#wine", "DAY#2026-10-19#3"));
    assertThat(team.board("wine").pk()).isEqualTo("team-a#BOARD");
    assertThat(team.run("r").pk()).isEqualTo("team-a#RUN");
    assertThat(team.best("iris").pk()).isEqualTo("team-a#EXPERIMENT#iris");
    assertThat(team.windowKey(Keys.ACCURACY, Grain.DAY, "2026-10-19"))
        .isEqualTo("team-a#ACCURACY#DAY#2026-10-19");
  }

  @Test
  void aNamespaceMayBeWithinAnother() {
    Keys orders = new Keys("team-a#orders");
    assertThat(orders.latency("wine", Samples.DAY, "3").pk())
        .isEqualTo("team-a#orders#LATENCY#wine");
    assertThat(orders.board("wine").pk()).isEqualTo("team-a#orders#BOARD");
  }

  @Test
  void theBoardOfAllHasAModelOfEachSource() {
    assertThat(keys.boardOf("orders", "wine")).isEqualTo(new RowKey("BOARD", "orders#wine"));
    assertThat(keys.boardOf("orders", "")).isEqualTo(new RowKey("BOARD", "orders#"));
    assertThat(new Keys("n").boardOf("orders", "a#b"))
        .isEqualTo(new RowKey("n#BOARD", "orders#a#b"));
    assertThat(KeyParts.bytes(keys.boardOf("orders", "m".repeat(3_000)).sk()))
        .isLessThanOrEqualTo(RowKey.SORT_BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "LATENCY", "BOARD", "DRIFT", "a#", "#b", "a#LATENCY", "RUN#b", "a#b#c"})
  void namespacesThatCouldMeetOtherKeysAreRefused(String namespace) {
    assertThatThrownBy(() -> new Keys(namespace))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sluice.summary.namespace");
  }

  @Test
  void aHashInANameMeetsNoOtherName() {
    assertThat(Keys.modelKey("a#b", "c"))
        .isEqualTo("a%23b#c")
        .isNotEqualTo(Keys.modelKey("a", "b#c"));
    assertThat(keys.experimentRun("e", "1#2", "3"))
        .isNotEqualTo(keys.experimentRun("e", "1", "2#3"));
    assertThat(keys.latency("a#b", Samples.DAY, "c#d"))
        .isEqualTo(new RowKey("LATENCY#a#b", "DAY#2026-10-19#c#d"));
  }

  @Test
  void namesWithoutRoomAreCutAndStayApart() {
    // 3 bytes each in UTF-8
    String name = "語".repeat(680);
    assertThat(keys.latency(name, Samples.DAY, "3").pk()).isEqualTo("LATENCY#" + name);
    String pk = keys.latency(name + "語", Samples.DAY, "3").pk();
    assertThat(pk).startsWith("LATENCY#" + "語".repeat(669) + "~").hasSizeLessThan(2048);
    assertThat(pk).isNotEqualTo(keys.latency(name + "誤", Samples.DAY, "3").pk());
    // the first 32 digits of its SHA-256: whoever has the name has the key
    assertThat(keys.board("x".repeat(1025)).sk())
        .isEqualTo("x".repeat(991) + "~c6d8e9905300876046729949cc95c238");
    assertThat(Keys.modelKey("x".repeat(1021), "1")).isEqualTo("x".repeat(1021) + "#1");
    assertThat(Keys.modelKey("x".repeat(1023), "1"))
        .hasSize(513)
        .startsWith("xxx")
        .endsWith("#1");
  }

  @Tag("thorough")
  @Test
  void whateverTheNamesAreKeysFitAndAreTheirsAlone() {
    Random random = new Random(20261019);
    Keys team = new Keys("team-a");
    Map<List<String>, List<String>> byKey = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String a = name(random);
      String b = name(random);
      Keys of = random.nextBoolean() ? keys : team;
      String namespace = of == team ? "team-a" : "";
      meets(byKey, of.latency(a, Samples.DAY, b), namespace, "latency", a, b);
      meets(byKey, of.latency(a, Samples.HOUR, b), namespace, "hour", a, b);
      meets(byKey, of.accuracy(a, Samples.DAY, b), namespace, "accuracy", a, b);
      meets(byKey, of.board(a), namespace, "board", a);
      meets(byKey, of.best(a), namespace, "best", a);
      meets(byKey, of.experimentRun("e", a, b), namespace, "run", a, b);
      RowKey index = new RowKey(of.windowKey("LATENCY", Grain.DAY, "x"), Keys.modelKey(a, b));
      meets(byKey, index, namespace, "index", a, b);
    }
  }

  /** Different names of rows never have one key, and DynamoDB takes every key. */
  private static void meets(Map<List<String>, List<String>> byKey, RowKey key, String... names) {
    List<String> whole = List.of(names);
    assertThat(byKey.computeIfAbsent(List.of(key.pk(), key.sk()), k -> whole)).isEqualTo(whole);
    assertThat(KeyParts.bytes(key.pk())).isBetween(1, 2048);
    assertThat(KeyParts.bytes(key.sk())).isBetween(1, 1024);
  }

  private static String name(Random random) {
    List<String> parts = List.of(
        "#",
        "%",
        "%23",
        "*",
        "-",
        "\0",
        "\n",
        "\u202e",
        "DAY",
        "a",
        "語",
        "😀",
        "~",
        "~" + "0123456789abcdef".repeat(2),
        "BEST",
        "RUN#",
        "x".repeat(500),
        "語".repeat(330),
        "😀".repeat(400),
        "y".repeat(1020));
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      name.append(parts.get(random.nextInt(parts.size())));
    }
    String cut = KeyParts.fitted(name.toString(), 40 + random.nextInt(1000));
    // some are what others are cut to
    return random.nextInt(4) == 0 ? cut : name.toString();
  }
}
