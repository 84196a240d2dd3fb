package dev.sluice.dataset.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * The result of the housekeeping of an Iceberg table.
 *
 * @param warnings the steps that failed, a printable sentence each
 */
public record HousekeepingResult(
    @JsonUnwrapped HousekeepingCounts counts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {
  public HousekeepingResult {
    warnings = List.copyOf(warnings);
  }
}
