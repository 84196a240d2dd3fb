package dev.sluice.summary;

import dev.sluice.summary.PublishResult.Eroded;
import java.util.List;

/** A publication in numbers. */
record Counts(int rows, int written, int advanced, int fenced, List<Eroded> eroded) {
  static Counts of(PublishResult result) {
    return new Counts(
        result.rows(), result.written(), result.advanced(), result.fenced(), result.eroded());
  }
}
