/** Draft. */
@NullMarked
package dev.sluice.analytics.accuracy;

import org.jspecify.annotations.NullMarked;
