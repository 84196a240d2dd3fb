package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretValuesTest {
  @Test
  void aValueIsMaskedWhereverItStands() {
    SecretValues.add("canary/of+SecretValuesTest=1");
    SecretValues.add("canary/of+SecretValuesTest=1-longer");

    assertThat(SecretValues.masked("x canary/of+SecretValuesTest=1 y")).isEqualTo("x *** y");
    assertThat(SecretValues.masked("{\"a\":\"canary/of+SecretValuesTest=1-longer\"}"))
        .isEqualTo("{\"a\":\"***\"}");
    assertThat(SecretValues.masked("http://host/?k=canary%2Fof%2BSecretValuesTest%3D1"))
        .isEqualTo("http://host/?k=***");
  }

  @Test
  void whatIsShortIsAWordLikeAnyOther() {
    SecretValues.add("canary7");
    SecretValues.add("       x");

    assertThat(SecretValues.masked("canary7        x")).isEqualTo("canary7        x");
  }
}
