package dev.sluice.source.metric;

import java.util.Locale;

/** How long requests have waited for their turn, by the limit on read units: of all requests together, milliseconds. */
public final class CapacityWait extends ReadMetric {
  public CapacityWait() {
    super("capacityWait", "wait for capacity, all requests");
  }

  @Override
  String text(long millis) {
    return String.format(Locale.ROOT, "%,d ms", millis);
  }
}
