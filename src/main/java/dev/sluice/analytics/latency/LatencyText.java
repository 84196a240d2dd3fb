package dev.sluice.analytics.latency;

import dev.sluice.analytics.LatencyFigures.Excluded;
import dev.sluice.item.NumberGrammar;
import org.jspecify.annotations.Nullable;

/** The usability of an item's latency attribute. */
enum LatencyText {
  USABLE,
  MISSING,
  NULL,
  NON_NUMERIC,
  NOT_FINITE,
  NEGATIVE;

  /** Returns a count of one item, under its reason. */
  Excluded excluded() {
    return switch (this) {
      case USABLE -> Excluded.NONE;
      case MISSING -> new Excluded(1, 0, 0, 0, 0);
      case NULL -> new Excluded(0, 1, 0, 0, 0);
      case NON_NUMERIC -> new Excluded(0, 0, 1, 0, 0);
      case NOT_FINITE -> new Excluded(0, 0, 0, 1, 0);
      case NEGATIVE -> new Excluded(0, 0, 0, 0, 1);
    };
  }

  /**
   * @param type DynamoDB's name of the attribute's type, null if it is missing
   * @param text its value as text
   */
  static LatencyText of(@Nullable String type, @Nullable String text) {
    if (type == null) {
      return MISSING;
    }
    return switch (type) {
      case "NULL" -> NULL;
      case "N", "S" -> ofText(text == null ? "" : text);
      default -> NON_NUMERIC;
    };
  }

  private static LatencyText ofText(String text) {
    if (NumberGrammar.isNumber(text)) {
      return text.charAt(0) == '-' && Double.parseDouble(text) < 0 ? NEGATIVE : USABLE;
    }
    return NumberGrammar.isNotFinite(text) ? NOT_FINITE : NON_NUMERIC;
  }
}
