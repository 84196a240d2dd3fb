package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureSettingTest {
  private static final StructType NOTHING = new StructType();

  @ParameterizedTest
  @CsvSource({
    "latencyMs, latencyMs, latencyMs",
    "metrics.accuracy, metrics.accuracy, metrics_accuracy",
    "metrics.accuracy as a, metrics.accuracy, a",
    "'tags[2]', tags, tags",
    "'tags[2] as third', tags, third",
    "unit price, unit price, unit price",
    "has as in it as x, has as in it, x",
    "' padded as p ', padded, p"
  })
  void oneColumn(String text, String path, String name) {
    Feature feature = FeatureSetting.of(text).in(NOTHING);

    assertThat(feature.path()).isEqualTo(path);
    assertThat(feature.columns()).containsExactly(name);
  }

  @Test
  void manyColumns() {
    Feature all = FeatureSetting.of("inputData.features[0..63] as f").in(NOTHING);
    assertThat(all.columns()).hasSize(64).startsWith("f0", "f1").endsWith("f63");
    assertThat(all.range()).isEqualTo(new ElementRange(0, 63, 64));

    Feature some = FeatureSetting.of("v[2..4 of 64] as f").in(NOTHING);
    assertThat(some.columns()).containsExactly("f2", "f3", "f4");
    assertThat(some.range()).isEqualTo(new ElementRange(2, 4, 64));
    assertThat(FeatureSetting.of("v[3..3] as f").in(NOTHING).columns()).containsExactly("f3");
  }

  /** These may be names; that no column has them is told when the columns are known. */
  @ParameterizedTest
  @ValueSource(strings = {"[0]", "a[", "a[x]", "a[5..3]", "a[0..63 of 10]", "a[0..1] as", "a[0]b"})
  void whatIsNoPathIsAName(String text) {
    Feature feature = FeatureSetting.of(text).in(NOTHING);
    assertThat(feature.path()).isEqualTo(text);
    assertThat(feature.range()).isNull();
  }

  @Test
  void nothingIsNoFeature() {
    assertThatThrownBy(() -> FeatureSetting.of(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  /** As data sets name their columns. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sepal length (cm)",
        "temp[C]",
        "t[0]",
        "t[0..3]",
        "sold as new",
        "a.b.c",
        "`tick`",
        "say \"hi\"",
        "it's",
        "a,b;c",
        "a/b~c",
        "1st",
        "größe",
        "😀",
        " padded ",
        "as",
        "x as y[2]",
        "line\nas break"
      })
  void aColumnsNameIsThatColumn(String name) {
    StructType schema = new StructType()
        .add("sold", DataTypes.LongType)
        .add("t", DataTypes.createArrayType(DataTypes.LongType))
        .add("a", new StructType().add("b", new StructType().add("c", DataTypes.LongType)))
        .add("x", DataTypes.LongType)
        .add(name, DataTypes.LongType);

    Feature feature = FeatureSetting.of(name).in(schema);
    assertThat(feature.names()).containsExactly(name);
    assertThat(feature.range()).isNull();
    assertThat(feature.columns()).containsExactly(name.replace('.', '_'));

    Feature renamed = FeatureSetting.of(name + " as other").in(schema);
    assertThat(renamed.names()).containsExactly(name.strip().equals(name) ? name : name.strip());
    assertThat(renamed.columns()).containsExactly("other");

    StructType nested = new StructType().add("m", schema).add("j", DataTypes.StringType);
    assertThat(FeatureSetting.of("m." + name).in(nested).names()).containsExactly("m", name);
  }

  @Test
  void aListMayHaveSuchANameToo() {
    StructType schema = new StructType()
        .add("temp[C]", DataTypes.createArrayType(DataTypes.LongType))
        .add("m", new StructType().add("v as w", DataTypes.createArrayType(DataTypes.LongType)));

    Feature elements = FeatureSetting.of("temp[C][0..2] as t").in(schema);
    assertThat(elements.names()).containsExactly("temp[C]");
    assertThat(elements.columns()).containsExactly("t0", "t1", "t2");
    assertThat(FeatureSetting.of("m.v as w[1]").in(schema).names()).containsExactly("m", "v as w");
  }

  /** What is behind a text or a map is data, and no column says what there is. */
  @Test
  void withinTextAnotherNameIsTakenOffUnlessItIsSaidBesides() {
    StructType schema = new StructType().add("json", DataTypes.StringType);
    assertThat(FeatureSetting.of("json.sold as new").in(schema).names())
        .containsExactly("json", "sold");
    assertThat(FeatureSetting.of("json.v[0..1] as f").in(schema).columns())
        .containsExactly("f0", "f1");
    Feature said = new FeatureSetting("json.sold as new", "sold", false, null, false).in(schema);
    assertThat(said.names()).isEqualTo(List.of("json", "sold as new"));
  }
}
