/**
 * The command line. Arguments as a shell, spark-submit or Glue gives them enter; an {@link
 * dev.sluice.job.args.Invocation}, or a text of help, leaves to {@code job}. Faults are noted beside those of the
 * configuration, so that all are told at once.
 */
@NullMarked
package dev.sluice.job.args;

import org.jspecify.annotations.NullMarked;
