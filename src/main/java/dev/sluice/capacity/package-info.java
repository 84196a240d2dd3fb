/** Draft. */
@NullMarked
package dev.sluice.capacity;

import org.jspecify.annotations.NullMarked;
