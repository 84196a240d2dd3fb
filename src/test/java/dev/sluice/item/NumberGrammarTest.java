package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
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
    assertThat(DecimalText.isNumber(text)).isTrue();
    assertThat(DecimalText.parse(text)).isNotNull();
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
    assertThat(DecimalText.isNumber(text)).isFalse();
    assertThat(DecimalText.parse(text)).isNull();
    assertThat(DecimalText.canonical(text)).isEqualTo(text);
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
    assertThat(DecimalText.canonical(text)).isEqualTo(canonical);
  }

  @Test
  void endlessTextIsNoNumber() {
    assertThat(DecimalText.isNumber("1".repeat(400_000))).isFalse();
  }
}
