package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The window of an incremental export.
 *
 * @param export its ARN
 * @param from inclusive
 * @param until exclusive
 */
public record ExportWindow(String export, Instant from, Instant until) implements ChangeWindow {
  private static final String RELOAD = "load the table anew from a full export with --reload";

  public ExportWindow {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a window from " + from + " to " + until);
    }
  }

  @Override
  public LakePosition end() {
    return new LakePosition.OfExport(export, until);
  }

  @Override
  public Optional<LakeCommit> made(LakeHistory history, RunCommit run) {
    return history.find(run, end());
  }

  @Override
  public boolean isBehind(LakePosition position) {
    return position.isBehindRows() || from.isBefore(position.until());
  }

  /**
   * Checks that the window follows a position without a gap, or an overlap of more than the part of a second by which times
   * of requests are rounded.
   *
   * @throws ResourceUnavailableException if it does not
   */
  @Override
  public void mustFollow(LakePosition position) {
    if (isNext(position) && until.isAfter(position.until())) {
      return;
    }
    boolean gap = from.isAfter(position.until());
    throw new ResourceUnavailableException(
        "export " + export + " has the changes from " + from + " to " + until
            + ", but the Iceberg table is at " + position + ": "
            + (gap ? "the changes between are missing" : "it has some of them already"),
        "Export the changes from " + position.until()
            + " on and apply them first; if they are past the 35 days that"
            + " point-in-time recovery reaches back, " + RELOAD + ".");
  }

  private boolean isNext(LakePosition position) {
    Instant at = at(position);
    return from.equals(at) || from.equals(at.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Returns the time from which on exports continue a table.
   *
   * @throws ResourceUnavailableException if a Stream or a scan has led to it
   */
  static Instant at(LakePosition position) {
    return position
        .exportedUntil()
        .orElseThrow(() -> new ResourceUnavailableException(
            "the Iceberg table is at " + position + ", the position of a "
                + (position instanceof LakePosition.OfStream ? "Stream" : "scan")
                + ", which an export of changes does not continue",
            "Set sluice.source.kind as before, bring the table to a full export, or " + RELOAD
                + "."));
  }

  /** Returns the windows, oldest first. */
  static List<ExportWindow> inOrder(Collection<ExportWindow> windows) {
    return windows.stream()
        .sorted(Comparator.comparing(ExportWindow::from).thenComparing(ExportWindow::until))
        .toList();
  }

  /**
   * Returns the windows that are not in the table yet, oldest first.
   *
   * @throws ResourceUnavailableException if one of them does not follow the one before it
   */
  public static List<ExportWindow> after(LakePosition position, List<ExportWindow> windows) {
    List<ExportWindow> ahead = inOrder(windows).stream()
        .filter(window -> window.until.isAfter(position.until()))
        .toList();
    LakePosition reached = position;
    for (ExportWindow window : ahead) {
      window.mustFollow(reached);
      reached = window.end();
    }
    return ahead;
  }
}
