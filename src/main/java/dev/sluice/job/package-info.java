/**
 * The commands. Arguments and configuration enter ({@code args}, {@code settings}); the stages are put together here and
 * nowhere else; an exit code, one JSON object or a few lines for a person leave. Nothing imports this package but the
 * entry point.
 */
@NullMarked
package dev.sluice.job;

import org.jspecify.annotations.NullMarked;
