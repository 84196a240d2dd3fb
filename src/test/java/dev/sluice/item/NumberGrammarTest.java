package dev.sluice.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberGrammarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+5",
        "05",
        "5.",
        ".5",
        "-.5e-3",
        "1E+40",
        "1e125",
        "9.99E+125",
        "1E-130",
        "12345678901234567890123456789012345678",
        "0.00000000000000000000000000000000000000000001",
        "123456789012345678901234567890123456780000000000",
        "0E-999999999"
      })
  void whatDynamoDbTakesIsANumber(String text) {
    assertThat(NumberGrammar.isNumber(text)).isTrue();
    assertThat(NumberGrammar.parse(text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " 5",
        "5 ",
        "+",
        ".",
        "e5",
        "5e",
        "1,5",
        "1_000",
        "0x1F",
        "5d",
        "5f",
        "NaN",
        "Infinity",
        "١٢",
        "1E126",
        "1E-131",
        "1E999999999",
        "1E9999999999999",
        "123456789012345678901234567890123456789",
        "--5",
        "5-",
        "1.2.3",
        "timeout"
      })
  void otherTextIsNone(String text) {
    assertThat(NumberGrammar.isNumber(text)).isFalse();
    assertThat(NumberGrammar.parse(text)).isNull();
    assertThat(NumberGrammar.canonical(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "5,5",
    "5.0,5",
    "05,5",
    "+5.00,5",
    "-0,0",
    "0.000,0",
    "0E-20,0",
    "-0.50,-0.5",
    "1e2,100",
    "120,120",
    "1.0E-3,0.001"
  })
  void needlessZerosGo(String text, String canonical) {
    assertThat(NumberGrammar.canonical(text)).isEqualTo(canonical);
  }

  @Test
  void endlessTextIsNoNumber() {
    assertThat(NumberGrammar.isNumber("1".repeat(400_000))).isFalse();
  }

  /** The oracle compares magnitudes; the grammar counts digits and powers of ten. */
  @Test
  void theRangeIsThatOfItsEnds() {
    BigDecimal least = new BigDecimal("1E-130");
    BigDecimal greatest = new BigDecimal("9.9999999999999999999999999999999999999E+125");
    Random random = new Random(38);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal number = new BigDecimal(
          new BigInteger(1 + random.nextInt(140), random), random.nextInt(400) - 200);
      BigDecimal size = number.stripTrailingZeros();
      boolean known = size.signum() == 0
          || (size.precision() <= 38
              && size.compareTo(least) >= 0
              && size.compareTo(greatest) <= 0);
      assertThat(NumberGrammar.inRange(number)).as("%s", number).isEqualTo(known);
      assertThat(NumberGrammar.inRange(number.negate())).as("-%s", number).isEqualTo(known);
      assertThat(NumberGrammar.isNumber(number.toString())).as("%s", number).isEqualTo(known);
    }
  }

  @Test
  void whatIsKeptMayBeOutOfRange() {
    assertThat(NumberGrammar.parseUnbounded("1E+999")).isEqualTo(new BigDecimal("1E+999"));
    assertThat(NumberGrammar.parseUnbounded("1".repeat(1_000))).isNotNull();
    assertThat(NumberGrammar.parseUnbounded("1".repeat(1_001))).isNull();
    assertThat(NumberGrammar.parseUnbounded("1E+1001")).isNull();
    assertThat(NumberGrammar.parseUnbounded("1E-1001")).isNull();
    assertThat(NumberGrammar.parseUnbounded("١٢")).isNull();
    assertThat(NumberGrammar.parseUnbounded("NaN")).isNull();
  }
}
