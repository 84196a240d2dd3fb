package dev.sluice.job.args;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SetListTest {
  @Test
  void aSemicolonEndsASetting() {
    assertThat(SetList.of("a=1; b=2 ;; c=x y")).containsExactly("a=1", "b=2", "c=x y");
    assertThat(SetList.of(" ;")).isEmpty();
  }

  @Test
  void withinQuotesAndBracketsItIsPartOfAValue() {
    assertThat(SetList.of("f=[\"a;b\", {from = \"c]\"; as = d}];g=m = 'x;y'"))
        .containsExactly("f=[\"a;b\", {from = \"c]\"; as = d}]", "g=m = 'x;y'");
    assertThat(SetList.of("f=split(a, ';') > 1;b=2")).containsExactly("f=split(a, ';') > 1", "b=2");
  }

  @Test
  void whatNeverClosesIsACharacterLikeAnyOther() {
    assertThat(SetList.of("a=it's;b=don't")).containsExactly("a=it's", "b=don't");
    assertThat(SetList.of("a=[;b=\";c=]}")).containsExactly("a=[;b=\";c=]}");
    assertThat(SetList.of("a=[{;b=(")).containsExactly("a=[{", "b=(");
    assertThat(SetList.of("[".repeat(20_000) + ";b=1")).hasSize(2);
  }
}
