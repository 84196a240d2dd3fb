/** Draft. */
@NullMarked
package dev.sluice.analytics.experiments;

import org.jspecify.annotations.NullMarked;
