package dev.sluice.summary;

import dev.sluice.analytics.Window;

/** A window's attributes: grain, start and (exclusive) end in UTC. */
final class Windows {
  private Windows() {}

  static Attributes describe(Window window) {
    return new Attributes()
        .text("grain", window.grain().name())
        .time("windowStart", window.start())
        .time("windowEnd", window.end());
  }
}
