/** What a stage throws when it cannot go on: a message and a remedy in plain words, and the exit code they end in. */
@NullMarked
package dev.sluice.failure;

import org.jspecify.annotations.NullMarked;
