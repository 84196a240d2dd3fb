package dev.sluice.table;

import org.jspecify.annotations.Nullable;

/**
 * Whether a table has point-in-time recovery, without which it cannot be exported.
 *
 * @param enabled null: not known
 * @param whyUnknown null: it is known
 */
public record Recovery(@Nullable Boolean enabled, @Nullable String whyUnknown) {
  static Recovery of(boolean enabled) {
    return new Recovery(enabled, null);
  }

  static Recovery unknown(String why) {
    return new Recovery(null, why);
  }

  /** Whether it is known to have none. */
  public boolean isOff() {
    return Boolean.FALSE.equals(enabled);
  }
}
