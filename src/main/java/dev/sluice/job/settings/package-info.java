/**
 * Configuration. {@code reference.conf}, the user's file and {@code --set} enter as layers; every error they have, or
 * the immutable settings of each stage, leave. {@code job} hands those to the stages.
 */
@NullMarked
package dev.sluice.job.settings;

import org.jspecify.annotations.NullMarked;
