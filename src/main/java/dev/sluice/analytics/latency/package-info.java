/** Draft. */
@NullMarked
package dev.sluice.analytics.latency;

import org.jspecify.annotations.NullMarked;
