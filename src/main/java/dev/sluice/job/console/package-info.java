/**
 * Tables for a terminal. Rows of the summary table enter, as its reader returns them; aligned text leaves, to standard
 * output.
 */
@NullMarked
package dev.sluice.job.console;

import org.jspecify.annotations.NullMarked;
