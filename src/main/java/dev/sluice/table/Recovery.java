package dev.sluice.table;

import org.jspecify.annotations.Nullable;

/**
 * The state of a table's point-in-time recovery, which an export requires.
 *
 * @param enabled null: unknown
 * @param whyUnknown null: known
 */
public record Recovery(@Nullable Boolean enabled, @Nullable String whyUnknown) {
  static Recovery of(boolean enabled) {
    return new Recovery(enabled, null);
  }

  public static Recovery unknown(String why) {
    return new Recovery(null, why);
  }

  /** Returns whether point-in-time recovery is known to be off. */
  public boolean isOff() {
    return Boolean.FALSE.equals(enabled);
  }
}
