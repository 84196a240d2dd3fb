package dev.sluice.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.args.Arguments;
import dev.sluice.job.args.Verb;
import dev.sluice.job.settings.ConfigErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands and options that README.md, the site's pages and the comments of {@code conf} show. */
final class CommandsTest {
  private static final Pattern SCRIPT = Pattern.compile("jobs/[a-z0-9/.-]*[a-z]");
  private static final Pattern COMMAND = Pattern.compile("jobs/(sluice|check|bench) +([a-z]+(?:-[a-z]+)*)(.*)");
  private static final Pattern OPTION = Pattern.compile(" (--[a-z-]+)");
  private static final Pattern BENCH = Pattern.compile("names? = \"([a-z-]+)\"");
  private static final Pattern SUITE = Pattern.compile("(?m)^  ([a-z-]+)\\) [a-z_]+");

  private static Set<String> suites;
  private static String benches;

  @BeforeAll
  static void read() throws IOException {
    suites = names(SUITE, Files.readString(Path.of("jobs/check")));
    try (Stream<Path> files = Files.walk(Path.of("src/bench"))) {
      benches = files
          .filter(Files::isRegularFile)
          .map(file -> MarkdownPage.read(file).text())
          .collect(Collectors.joining());
    }
  }

  static List<MarkdownPage> pages() {
    return Stream.concat(
            MarkdownPage.all().stream(),
            Stream.of(MarkdownPage.read(Path.of("notebooks/README.md"))))
        .toList();
  }

  /** Their comments show commands as lines that are indented. */
  static List<Path> configurations() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatAPageShowsIsThere(MarkdownPage page) {
    assertThat(names(SCRIPT, page.text())).allMatch(script -> Files.exists(Path.of(script)));
    assertThat(page.commands()).allSatisfy(CommandsTest::isThere);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void whatAConfigurationShowsIsThere(Path file) throws IOException {
    assertThat(Files.readString(file).lines().filter(line -> line.startsWith("#   jobs/")))
        .allSatisfy(CommandsTest::isThere);
  }

  @Test
  void everyCommandIsDescribedWithItsOptions() {
    MarkdownPage page = MarkdownPage.named("commands.md");
    assertThat(Stream.of(Verb.values()).map(Verb::word)).allSatisfy(command -> {
      assertThat(page.inlineCode()).contains(command);
      assertThat(help(command)).isNotEmpty();
      assertThat(page.text()).contains(help(command));
    });
  }

  @Test
  void everySuiteIsDescribed() {
    assertThat(suites).hasSizeGreaterThan(10);
    assertThat(MarkdownPage.named("contributing.md").inlineCode())
        .containsAll(suites.stream().map(suite -> "jobs/check " + suite).toList());
  }

  private static void isThere(String shown) {
    COMMAND.matcher(shown).results().forEach(command -> {
      String name = command.group(2);
      Set<String> options = names(OPTION, command.group(3));
      switch (command.group(1)) {
        case "sluice" -> assertThat(help(name)).containsAll(options);
        case "check" -> assertThat(suites).contains(name);
        default -> assertThat(names(BENCH, benches)).contains(name).containsAll(options);
      }
    });
  }

  /** The options of a command, and its own. */
  private static Set<String> help(String command) {
    assertThat(Stream.of(Verb.values()).map(Verb::word)).contains(command);
    String help = Arguments.read(new ConfigErrors(), command, "--help").help("").orElseThrow();
    return names(OPTION, help);
  }

  /** What the pattern's group finds, or all of it where it has none. */
  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(match.groupCount()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
