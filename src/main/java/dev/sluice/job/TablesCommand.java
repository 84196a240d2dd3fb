package dev.sluice.job;

import dev.sluice.job.args.Invocation;
import dev.sluice.job.settings.Settings;

/** A command on the tables of one configuration, or of one of several sources. */
record TablesCommand(Console console, Invocation invocation) {
  Result run(Settings settings, Outcome outcome) {
    return switch (invocation.verb()) {
      case EXPORT, ANALYZE, PUBLISH, RUN ->
        new Pipeline(console, invocation, settings).run(outcome);
      case VERIFY -> new VerifyCommand(invocation, settings).run(outcome);
      case SUMMARY -> new SummaryCommand(invocation.query(), settings).run(outcome);
      case PLAN -> new PlanCommand(settings).run(outcome);
      case DEMO, INIT, JAR ->
        throw new IllegalArgumentException(invocation.verb().word() + " is not about tables");
    };
  }
}
