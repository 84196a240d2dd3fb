/** Draft. */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
