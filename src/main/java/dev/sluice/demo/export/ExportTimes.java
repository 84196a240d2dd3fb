package dev.sluice.demo.export;

import java.time.Duration;
import java.time.Instant;

/** DynamoDB's limits on the times of exports. */
final class ExportTimes {
  private static final Duration MIN_WINDOW = Duration.ofMinutes(15);
  private static final Duration MAX_WINDOW = Duration.ofHours(24);

  private ExportTimes() {}

  /**
   * Checks the times of a request.
   *
   * @throws ServiceException if one is not within the limits
   */
  static void check(ExportRequest request, RecoverableTable table, Instant now) {
    if (request.time() != null) {
      within("ExportTime", request.time(), table, now);
    }
    ExportRequest.Window window = request.window();
    if (window == null) {
      return;
    }
    Instant end = window.end(table.latest(now));
    Duration length = Duration.between(window.from(), end);
    if (length.compareTo(MIN_WINDOW) < 0) {
      throw refused(
          "Difference between export period from time and to time is less than 15 minutes");
    }
    if (length.compareTo(MAX_WINDOW) > 0) {
      throw refused(
          "Difference between export period from time and to time is greater than 24 hours");
    }
    within("ExportFromTime", window.from(), table, now);
    within("ExportToTime", end, table, now);
  }

  private static void within(String name, Instant time, RecoverableTable table, Instant now) {
    // times of requests have whole seconds
    boolean early = time.isBefore(table.earliest(now).minusSeconds(1));
    if (early || time.isAfter(table.latest(now))) {
      throw refused("The specified " + name
          + " is outside of the point in time recovery window, Export Time must be between "
          + table.earliest(now) + " and " + table.latest(now));
    }
  }

  private static ServiceException refused(String message) {
    return ServiceException.of("InvalidExportTimeException", message);
  }
}
