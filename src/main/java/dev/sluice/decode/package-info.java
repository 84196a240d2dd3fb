/** Draft. */
@NullMarked
package dev.sluice.decode;

import org.jspecify.annotations.NullMarked;
