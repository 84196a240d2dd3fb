package dev.sluice.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Every scanned item is counted once more: by what became of it. */
final class ItemCountsTest {
  private static final ItemCounts READ = ItemCounts.ofRead(20, 2, 3, 4);

  @Test
  void jsonHasTheFiveCounts() throws JsonProcessingException {
    assertThat(new ObjectMapper().writeValueAsString(READ))
        .isEqualTo("{\"scanned\":20,\"filtered\":2,\"expired\":3,\"rejected\":4,\"written\":11}");
  }

  @Test
  void itemsThatAreNotWrittenAreFiltered() {
    assertThat(READ.withWritten(6)).isEqualTo(new ItemCounts(20, 7, 3, 4, 6));
    assertThat(READ.withWritten(6).addUp()).isTrue();
    assertThat(READ.withWritten(14).addUp()).isFalse();
  }

  @Test
  void aPartIsTheDifferenceOfTwoSums() {
    ItemCounts more = ItemCounts.ofRead(100, 10, 20, 30);
    assertThat(READ.plus(more).minus(READ)).isEqualTo(more);
    assertThat(READ.plus(more).addUp()).isTrue();
    assertThat(new ItemCounts(20, 2, 3, 4, 10).addUp()).isFalse();
  }
}
