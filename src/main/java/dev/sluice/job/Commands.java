package dev.sluice.job;

import dev.sluice.job.args.Invocation;
import dev.sluice.job.settings.Settings;

/** Which class does which command. */
final class Commands {
  private final Console console;

  Commands(Console console) {
    this.console = console;
  }

  Result run(Invocation asked, Settings settings, Outcome outcome) {
    return switch (asked.verb()) {
      case DEMO -> new DemoCommand(console, asked).run(outcome);
      case EXPORT, ANALYZE, PUBLISH, RUN -> new Pipeline(console, asked, settings).run(outcome);
      case VERIFY -> new VerifyCommand(asked, settings).run(outcome);
      case SUMMARY -> new SummaryCommand(asked.query(), settings).run(outcome);
      case INIT -> new InitCommand(settings).run(outcome);
      case JAR -> new JarCommand().run(outcome);
      case PLAN -> new PlanCommand(settings).run(outcome);
    };
  }
}
