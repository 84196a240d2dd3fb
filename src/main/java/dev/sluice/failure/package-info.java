/** The exceptions of all stages: each has a message, a remedy and an exit code. */
@NullMarked
package dev.sluice.failure;

import org.jspecify.annotations.NullMarked;
