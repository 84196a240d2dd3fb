package dev.sluice.analytics;

import org.jspecify.annotations.Nullable;

/**
 * One class of a {@link TargetKind#CLASS} target.
 *
 * @param support labels of this class
 * @param predicted labelled items for which it was predicted
 * @param correct those of them that were right
 * @param precision correct ÷ predicted; null where it was never predicted
 * @param recall correct ÷ support; null where it is no label
 * @param f1 2 · correct ÷ (support + predicted)
 */
public record ClassFigures(
    long support,
    long predicted,
    long correct,
    @Nullable Double precision,
    @Nullable Double recall,
    @Nullable Double f1) {}
