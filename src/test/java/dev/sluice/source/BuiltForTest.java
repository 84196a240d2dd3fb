package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Unusable;
import org.junit.jupiter.api.Test;

class BuiltForTest {
  @Test
  void theScalaItWasBuiltForIsRight() {
    assertThatCode(() -> BuiltFor.check("2.13", "2.13.17")).doesNotThrowAnyException();
  }

  @Test
  void anotherIsNamed() {
    assertThatThrownBy(() -> BuiltFor.check("2.12", "2.13.17"))
        .isInstanceOf(Unusable.class)
        .hasMessageContainingAll("Scala 2.12", "Scala 2.13.17");
  }

  @Test
  void classesThatAreInNoJarWereBuiltHere() {
    assertThatCode(BuiltFor::check).doesNotThrowAnyException();
  }
}
