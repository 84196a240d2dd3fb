/**
 * Configuration. {@code reference.conf}, the user's file and {@code --set} enter as layers; either all errors, or the
 * immutable settings of each stage, leave. {@code job} passes these to the stages.
 */
@NullMarked
package dev.sluice.job.settings;

import org.jspecify.annotations.NullMarked;
