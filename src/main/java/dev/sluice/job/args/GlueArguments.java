package dev.sluice.job.args;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Arguments in environments that allow only name–value pairs, as AWS Glue: {@code --command C --config FILE --set
 * 'k=v;k=v'}. Names that Sluice does not know are Glue's own ({@code --JOB_NAME}, {@code --TempDir}, …) and are left
 * out.
 */
final class GlueArguments {
  private static final String COMMAND = "--command";
  private static final Set<String> VALUES = Set.of(
      "--config", "--set", "--run-id", "--date", "--kind", "--model", "--from", "--to", "--nights");
  private static final Set<String> FLAGS =
      Set.of("--json", "--restate", "--reload", "--serve", "--empty", "--from-pitr");

  private GlueArguments() {}

  /** Returns whether the arguments have this form: the command is a value. */
  static boolean recognises(String... args) {
    return args.length > 0
        && args[0].startsWith("--")
        && Arrays.stream(args)
            .anyMatch(arg -> arg.equals(COMMAND) || arg.startsWith(COMMAND + "="));
  }

  /** Returns the equivalent arguments in a shell's form. */
  static String[] plain(String... args) {
    String command = "";
    List<String> options = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String[] halves = args[i].split("=", 2);
      String name = halves[0];
      boolean valueFollows =
          halves.length == 1 && i + 1 < args.length && !args[i + 1].startsWith("--");
      String value = valueFollows ? args[++i] : halves.length == 2 ? halves[1] : "";
      if (name.equals(COMMAND)) {
        command = value;
      } else {
        add(options, name, value);
      }
    }
    options.add(0, command);
    return options.toArray(String[]::new);
  }

  private static void add(List<String> options, String name, String value) {
    if (name.equals("--set")) {
      SetList.of(value).forEach(set -> options.addAll(List.of(name, set)));
    } else if (VALUES.contains(name)) {
      options.addAll(List.of(name, value));
    } else if (FLAGS.contains(name) && !value.equalsIgnoreCase("false")) {
      options.add(name);
    }
  }
}
