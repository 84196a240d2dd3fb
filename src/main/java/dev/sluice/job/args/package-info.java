/**
 * The command line. Arguments from a shell, spark-submit or Glue enter; an {@link dev.sluice.job.args.Invocation}, or
 * the text of help, leaves to {@code job}. Errors are collected together with those of the configuration, so that all
 * are reported at once.
 */
@NullMarked
package dev.sluice.job.args;

import org.jspecify.annotations.NullMarked;
