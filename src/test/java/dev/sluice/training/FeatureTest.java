package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureTest {
  @ParameterizedTest
  @CsvSource({
    "latencyMs, latencyMs, latencyMs",
    "metrics.accuracy, metrics.accuracy, metrics_accuracy",
    "metrics.accuracy as a, metrics.accuracy, a",
    "'tags[2]', tags, tags",
    "'tags[2] as third', tags, third",
    "unit price, unit price, unit price",
    "has as in it as x, has as in it, x"
  })
  void oneColumn(String text, String path, String name) {
    Feature feature = Feature.parse(text);

    assertThat(feature.path()).isEqualTo(path);
    assertThat(feature.columns()).containsExactly(name);
  }

  @Test
  void manyColumns() {
    Feature all = Feature.parse("inputData.features[0..63] as f");
    assertThat(all.columns()).hasSize(64).startsWith("f0", "f1").endsWith("f63");
    assertThat(all.span()).isEqualTo(new Span(0, 63, 64));

    Feature some = Feature.parse("v[2..4 of 64] as f");
    assertThat(some.columns()).containsExactly("f2", "f3", "f4");
    assertThat(some.span()).isEqualTo(new Span(2, 4, 64));
    assertThat(Feature.parse("v[3..3] as f").columns()).containsExactly("f3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[0]", "a[", "a[x]", "a[5..3]", "a[0..63 of 10]", "a[0..1] as", "a[0]b"})
  void whatIsNoFeature(String text) {
    assertThatThrownBy(() -> Feature.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
