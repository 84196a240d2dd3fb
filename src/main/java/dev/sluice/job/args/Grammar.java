package dev.sluice.job.args;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The grammar of the command line: the options that all commands take, and the commands. */
final class Grammar {
  final Options.Common common = new Options.Common();
  final Options.OfSummary summary = new Options.OfSummary();
  final Options.OfDemo demo = new Options.OfDemo();
  final Options.OfExport export = new Options.OfExport();
  final CommandLine line = new CommandLine(common);

  Grammar() {
    line.getCommandSpec()
        .usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .optionListHeading("%n")
        .commandListHeading("%nCommands:%n")
        .footer(
            "%nsluice COMMAND --help shows examples. Settings are documented in conf/reference.conf.");
    for (Verb verb : Verb.values()) {
      line.addSubcommand(verb.word(), spec(verb));
    }
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().parser().collectErrors(true));
    // a value may begin with @
    line.setExpandAtFiles(false);
    line.setUsageHelpWidth(100);
    line.setUsageHelpLongOptionsMaxWidth(24);
  }

  private CommandSpec spec(Verb verb) {
    CommandSpec spec =
        switch (verb) {
          case SUMMARY -> CommandSpec.forAnnotatedObject(summary);
          case DEMO -> CommandSpec.forAnnotatedObject(demo);
          case EXPORT -> CommandSpec.forAnnotatedObject(export);
          default -> CommandSpec.create();
        };
    spec.name(verb.word());
    spec.usageMessage()
        .description(verb.description())
        .optionListHeading("%n")
        .footerHeading("%nExamples:%n")
        .footer(verb.examples().stream().map(example -> "  " + example).toArray(String[]::new));
    return spec;
  }
}
