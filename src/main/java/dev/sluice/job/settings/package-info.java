/**
 * Configuration. {@code reference.conf}, the user's file and {@code --set} enter as layers; either all errors, or the
 * immutable settings of each stage, leave. {@code job} passes these to the stages. With several sources each has
 * layers of its own: {@code JobSettingsReader} → {@code SourceLayers} → {@code SettingsReader}.
 */
@NullMarked
package dev.sluice.job.settings;

import org.jspecify.annotations.NullMarked;
