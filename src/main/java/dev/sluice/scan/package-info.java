/** Draft. */
@NullMarked
package dev.sluice.scan;

import org.jspecify.annotations.NullMarked;
