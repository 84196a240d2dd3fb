package dev.sluice.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class ListPriceTest {
  private static final double GB = 1024.0 * 1024 * 1024;

  @Test
  void costIsWhatIsReadTimesTheDatedListPrice() {
    ListPrice price = ListPrice.in("us-east-1").orElseThrow();

    assertThat(price.asOf()).isAfterOrEqualTo(LocalDate.of(2024, 11, 1));
    assertThat(price.ofReadUnits(1_000_000)).isEqualTo(price.perMillionReadUnits());
    assertThat(price.ofWriteUnits(1_000_000)).isEqualTo(price.perMillionWriteUnits());
    assertThat(price.ofExport(10 * GB)).isEqualTo(10 * price.perGbExported());
    assertThat(price.ofMonthRecoverable(GB)).isEqualTo(price.perGbMonthRecoverable());
  }

  @Test
  void whatIsNotOnRecordIsNotMadeUp() {
    assertThat(ListPrice.in("us-east-2").orElseThrow().ofExport(GB)).isNull();
    assertThat(ListPrice.in("us-east-2").orElseThrow().ofWriteUnits(1)).isNull();
    assertThat(ListPrice.in("mars-north-1")).isEmpty();
    assertThat(ListPrice.in("us-east-1\".x")).isEmpty();
    assertThat(ListPrice.in("us-east-1.as-of")).isEmpty();
  }
}
