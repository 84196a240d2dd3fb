/**
 * The commands. Arguments and configuration enter ({@code args}, {@code settings}); this package combines the stages;
 * an exit code, and one JSON object or a few lines of text, leave. Only the entry point imports this package.
 *
 * <pre>
 * Cli → TablesCommand → Pipeline, PlanCommand, VerifyCommand, SummaryCommand
 *     → SourcesCommand → SourceTurns → TablesCommand for each source → SourcesResult
 *     → DemoCommand → Pipeline, or NightsDemo → Pipeline for each night
 * </pre>
 */
@NullMarked
package dev.sluice.job;

import org.jspecify.annotations.NullMarked;
