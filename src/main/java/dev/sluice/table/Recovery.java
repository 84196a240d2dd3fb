package dev.sluice.table;

import org.jspecify.annotations.Nullable;

/**
 * The state of a table's point-in-time recovery, without which the table cannot be exported.
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

  /** Tells whether the table is known to have none. */
  public boolean isOff() {
    return Boolean.FALSE.equals(enabled);
  }
}
