package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Populations of maps as tables have them, each with its right answer. */
final class StructOrMapTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 10, 30, 100, 1_000})
  void keysOfAnEverGrowingSetAreData(int maps) {
    assertThat(type(maps, random -> some(random, 3, 10_000), StructOrMapTest::number))
        .isInstanceOf(MapType.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1_000})
  void labelsOfWhichFewAreFrequentAreData(int maps) {
    assertThat(type(maps, random -> skewed(random, 3, 400), StructOrMapTest::number))
        .isInstanceOf(MapType.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 160, 1_000})
  void metricsAreNames(int maps) {
    List<String> names = names(12);
    assertThat(type(maps, random -> kept(random, names, 0.95), StructOrMapTest::number))
        .isInstanceOf(StructType.class);
  }

  /** Old experiments have other metrics than new ones, and a few have one of their own. */
  @ParameterizedTest
  @ValueSource(ints = {160, 1_000})
  void metricsOfWhichSomeAreRareAreNames(int maps) {
    assertThat(type(
            maps,
            random -> {
              List<String> keys = new ArrayList<>(names(5));
              if (random.nextInt(100) == 0) {
                keys.add("extra" + random.nextInt(1_000));
              }
              return keys;
            },
            StructOrMapTest::number))
        .isInstanceOf(StructType.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20, 1_000})
  void configurationsWithOptionalKeysAreNames(int maps) {
    List<String> names = names(30);
    assertThat(type(maps, random -> kept(random, names, 0.4), key -> "{'S':'" + key + "'}"))
        .isInstanceOf(StructType.class);
  }

  /** Two thirds of these tables' items have the map empty, which says nothing of its keys. */
  @Test
  void emptyMapsDoNotCount() {
    List<String> names = names(40);
    assertThat(type(
            300,
            random -> random.nextInt(3) == 0 ? kept(random, names, 0.2) : List.of(),
            StructOrMapTest::number))
        .isInstanceOf(StructType.class);
  }

  @Test
  void manyFlagsOfAClosedListThatAreMostlyAbsentAreData() {
    assertThat(type(1_000, random -> some(random, 3, 60), key -> "{'BOOL':true}"))
        .isInstanceOf(MapType.class);
  }

  /** A map could hold only one of the types: as a struct nothing overflows. */
  @Test
  void rareKeysWithTypesOfTheirOwnAreNames() {
    assertThat(type(
            1_000,
            random -> some(random, 3, 60),
            key -> key.hashCode() % 2 == 0 ? "{'BOOL':true}" : "{'S':'x'}"))
        .isInstanceOf(StructType.class);
  }

  @Test
  void aLoneMapIsAStructUnlessItIsWideAndUniform() {
    assertThat(type(1, random -> names(5), StructOrMapTest::number)).isInstanceOf(StructType.class);
    assertThat(type(1, random -> names(100), StructOrMapTest::number)).isInstanceOf(MapType.class);
    assertThat(type(1, random -> names(100), key -> key.endsWith("1") ? "{'S':'x'}" : "{'N':'1'}"))
        .isInstanceOf(StructType.class);
  }

  @Test
  void mapsWithoutAKeyToNameAreMaps() {
    assertThat(Tallies.typeOf(List.of("{'M':{}}")).catalogString()).isEqualTo("map<string,string>");
    assertThat(Tallies.typeOf(List.of("{'M':{'':{'N':'1'}}}")).catalogString())
        .isEqualTo("map<string,bigint>");
  }

  @RepeatedTest(5)
  void theOrderOfItemsDoesNotMatter(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int keys = 5 + random.nextInt(100);
    List<String> maps = new ArrayList<>(IntStream.range(0, 50)
        .mapToObj(i -> map(some(random, 1 + random.nextInt(5), keys), StructOrMapTest::number))
        .toList());
    DataType first = Tallies.typeOf(maps);
    Collections.shuffle(maps, random);
    assertThat(Tallies.typeOf(maps)).isEqualTo(first);
  }

  private static DataType type(
      int maps, Function<Random, List<String>> keys, Function<String, String> value) {
    Random random = new Random(42);
    return Tallies.typeOf(
        IntStream.range(0, maps).mapToObj(i -> map(keys.apply(random), value)).toList());
  }

  private static String map(List<String> keys, Function<String, String> value) {
    Map<String, String> members = new LinkedHashMap<>();
    keys.forEach(key -> members.put(key, value.apply(key)));
    return members.entrySet().stream()
        .map(e -> "'" + e.getKey() + "':" + e.getValue())
        .collect(Collectors.joining(",", "{'M':{", "}}"));
  }

  private static String number(String key) {
    return "{'N':'" + key.length() + ".5'}";
  }

  private static List<String> names(int many) {
    return IntStream.range(0, many).mapToObj(i -> "name" + i).toList();
  }

  private static List<String> some(Random random, int many, int of) {
    return IntStream.range(0, many).mapToObj(i -> "key" + random.nextInt(of)).toList();
  }

  /** The smaller a key's number, the more often it comes, as in Zipf's law. */
  private static List<String> skewed(Random random, int many, int of) {
    return IntStream.range(0, many)
        .mapToObj(i -> "key" + (int) Math.pow(of, random.nextDouble()))
        .toList();
  }

  private static List<String> kept(Random random, List<String> names, double share) {
    return names.stream().filter(name -> random.nextDouble() < share).toList();
  }
}
