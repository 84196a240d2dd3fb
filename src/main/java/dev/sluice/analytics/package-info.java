/**
 * Figures from a snapshot. Datasets of table items enter (as {@code dataset} reads them: columns plus {@code
 * _overflow}), {@link dev.sluice.analytics.Figures} leave, to {@code summary} and {@code report}. No I/O, nothing of
 * AWS; every state merges without its order mattering.
 */
@NullMarked
package dev.sluice.analytics;

import org.jspecify.annotations.NullMarked;
