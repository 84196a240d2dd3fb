package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import org.junit.jupiter.api.Test;

class ScalaCompatibilityTest {
  @Test
  void theScalaItWasBuiltForIsRight() {
    assertThatCode(() -> ScalaCompatibility.check("2.13", "2.13.17")).doesNotThrowAnyException();
  }

  @Test
  void anotherIsNamed() {
    assertThatThrownBy(() -> ScalaCompatibility.check("2.12", "2.13.17"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll("Scala 2.12", "Scala 2.13.17");
  }

  @Test
  void classesThatAreInNoJarWereBuiltHere() {
    assertThatCode(ScalaCompatibility::check).doesNotThrowAnyException();
  }
}
