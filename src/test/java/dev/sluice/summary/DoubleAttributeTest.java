package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleAttributeTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "100, 100",
    "-0.0, 0",
    "0, 0",
    "0.3333333333333333, 0.3333333333333333",
    "2e-3, 0.002",
    // JDK 17's Double.toString has 5.6843418860808015E-14 and 2.0E-3
    "5.684341886080802e-14, 5.684341886080802E-14",
    "1e23, 100000000000000000000000",
    "-12.5, -12.5",
    "1e-130, 1E-130"
  })
  void theShortestTextThatReadsBackTheSame(double value, String text) {
    assertThat(DoubleAttribute.text(value)).hasValue(text);
  }

  @Test
  void everyFigureReadsBackTheSame() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(700) - 350);
      String text = DoubleAttribute.text(value).orElseThrow();
      assertThat(Double.parseDouble(text)).isEqualTo(value);
      int digits = new BigDecimal(text).stripTrailingZeros().precision();
      assertThat(digits).isLessThanOrEqualTo(17);
      assertThat(digits == 1 || !isOfDigits(value, digits - 1)).as(text).isTrue();
    }
  }

  /** Returns whether one of the neighbours of so many digits reads back the same. */
  private static boolean isOfDigits(double value, int digits) {
    return Stream.of(RoundingMode.FLOOR, RoundingMode.CEILING)
        .map(mode -> new BigDecimal(value).round(new MathContext(digits, mode)))
        .anyMatch(neighbour -> neighbour.doubleValue() == value);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e126,
        -1e300,
        9e-131,
        Double.MIN_VALUE
      })
  void whatDynamoDbHasNoNumberForIsNone(double value) {
    assertThat(DoubleAttribute.text(value)).isEmpty();
  }

  @Test
  void oneNumberHasOneText() {
    assertThat(DoubleAttribute.canonical(new BigDecimal("1E+2")))
        .isEqualTo(DoubleAttribute.canonical(new BigDecimal("100.00")))
        .isEqualTo("100");
  }
}
