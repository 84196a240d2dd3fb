package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows follow each other without a gap or an overlap. */
final class ExportWindowTest {
  private static final LakePosition AT_2 = new LakePosition.OfExport("arn/export/0", at(2));

  private static Instant at(int hour) {
    return Instant.parse("2026-11-20T00:00:00Z").plusSeconds(3600L * hour);
  }

  private static ExportWindow window(int from, int until) {
    return new ExportWindow("arn/export/" + from + "-" + until, at(from), at(until));
  }

  @Test
  void missedNightsAreAppliedOldestFirst() {
    List<ExportWindow> windows =
        List.of(window(4, 5), window(0, 1), window(2, 3), window(1, 2), window(3, 4));

    assertThat(ExportWindow.after(AT_2, windows))
        .containsExactly(window(2, 3), window(3, 4), window(4, 5));
    assertThat(ExportWindow.after(AT_2, List.of(window(1, 2)))).isEmpty();
  }

  @Test
  void aGapIsRefused() {
    assertThatThrownBy(() -> ExportWindow.after(AT_2, List.of(window(2, 3), window(4, 5))))
        .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
          assertThat(e.problem())
              .contains("arn/export/4-5")
              .contains("2026-11-20T03:00:00Z")
              .contains("the changes between are missing");
          assertThat(e.remedy()).contains("--reload");
        });
  }

  /** An item that was put and deleted within the window, and met by the scan between, would stay. */
  @Test
  void aScanIsNotContinued() {
    LakePosition scanned = new LakePosition.OfExport("arn:table/Log", at(2));
    assertThat(scanned.exportedUntil()).isEmpty();
    assertThatThrownBy(() -> ExportWindow.after(scanned, List.of(window(2, 3))))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("the position of a scan");
  }

  @Test
  void anOverlapIsRefused() {
    assertThatThrownBy(() -> ExportWindow.after(AT_2, List.of(window(1, 3))))
        .hasMessageContaining("it has some of them already");
    assertThatThrownBy(() -> ExportWindow.after(AT_2, List.of(window(2, 4), window(2, 5))))
        .hasMessageContaining("arn/export/2-5");
  }
}
