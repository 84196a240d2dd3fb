package dev.sluice.item;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypeTagTest {
  @ParameterizedTest
  @CsvSource({"L<SS>,L,SS", "M<L<M>>,M,L<M>", "L<>,L,''", "S,S,''", "'','',''"})
  void aTagIsAnOuterAndAnInnerOne(String tag, String outer, String inner) {
    assertThat(TypeTag.outer(tag)).isEqualTo(outer);
    assertThat(TypeTag.inner(tag)).isEqualTo(inner);
  }

  @ParameterizedTest
  @CsvSource({"SS,true", "NS,true", "BS,true", "S,false", "L<SS>,false", "'',false"})
  void setsAreTold(String tag, boolean set) {
    assertThat(AttributeType.isSet(tag)).isEqualTo(set);
  }
}
