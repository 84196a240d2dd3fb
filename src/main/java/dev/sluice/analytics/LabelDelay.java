package dev.sluice.analytics;

import org.jspecify.annotations.Nullable;

/**
 * How long after its prediction a label came, in whole seconds, of the labels that count. While a day's labels are not
 * mature the late ones are not there yet, and these figures are too small.
 *
 * @param count labels whose delay is known
 * @param median the sorted delay at index ⌊0.5·(count−1)⌋, exact up to 8,192 different ones, beyond within 0.5 %; null if
 *     count is 0
 * @param p90 likewise at 0.9
 * @param unknown labels without a readable time
 * @param negative labels dated before their prediction
 * @param late labels that came when the day was already final: they have reopened it
 */
public record LabelDelay(
    long count,
    @Nullable Double median,
    @Nullable Double p90,
    long unknown,
    long negative,
    long late) {
  /** No labels. */
  public static final LabelDelay NONE = new LabelDelay(0, null, null, 0, 0, 0);
}
