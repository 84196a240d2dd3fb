package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The field's words: names that a reader of DynamoDB, Spark and statistics knows, each for one thing. */
final class VocabularyTest {
  private static final Pattern EXCEPTION =
      Pattern.compile("class (\\w+)(?:<[^{]*>)? extends \\w*(?:Exception|Error)\\b");

  private static final Pattern CONSTANT = Pattern.compile(
      "static final [\\w<>\\[\\], .@]+ ((?:MOST|LEAST|LONGEST|SHORTEST|FEWEST|LARGEST|SMALLEST|HIGHEST|LOWEST)(?:_\\w+)?) =");

  /** Javadoc begins with a verb or a noun phrase. */
  private static final Pattern OPENING =
      Pattern.compile("/\\*\\*\\s*(?:\\*\\s*)?(What|How|Whether)\\b[^\\n]*");

  /** Words that grew here, each with the field's own in its place. */
  private static final List<Pattern> OWN_WORDS = Stream.of(
          // entity type
          "(?i)\\bkinds? of items?\\b",
          // access path
          "(?i)\\b(?:the|which|each|other|another) ways? (?:that )?(?:it )?is (?:taken|read)\\b",
          // permit
          "(?i)\\bleave (?:to ask|for (?:a|one|the) page)\\b",
          // retried requests
          "(?i)\\brequests? repeated\\b",
          // what stands for what: permits, budgets, estimates, predicates, entity types, chunks,
          // errors, narratives
          "\\b(?:TurnDesk|DriverDesk|RemoteDesk|DeskMessages|PageTurns|Pacer|ReadAccount|Allowances?)\\b",
          "\\b(?:ReadWay|WayUnits|WayPlan|BuiltFor|ItemsTap|AttemptsTap|EntityBy|AllKinds|ItemWatch)\\b",
          "\\b(?:PieceLog|PieceWriter|NotYet|GateFailed|StoppedEarly|SignalWords|SlowDownWords)\\b")
      .map(Pattern::compile)
      .toList();

  private static List<Source> sources;

  /** Texts for users: documentation, configuration, scripts. */
  private static List<Source> documents;

  /** A file of the product. */
  private record Source(Path path, String text) {
    String name() {
      return path.getFileName().toString().replace(".java", "");
    }

    Stream<String> all(Pattern pattern, BiFunction<Source, MatchResult, String> shown) {
      return pattern.matcher(text).results().map(match -> shown.apply(this, match));
    }
  }

  @BeforeAll
  static void read() {
    sources = all(Path.of("src/main/java")).toList();
    assertThat(sources).hasSizeGreaterThan(100);
    documents = Stream.of("README.md", "conf", "jobs", "notebooks", "src/site/markdown")
        .flatMap(folder -> all(Path.of(folder)))
        .toList();
    assertThat(documents).hasSizeGreaterThan(20);
  }

  @Test
  void aNameIsOfOneThing() {
    assertThat(sources.stream()
            .map(Source::name)
            .filter(name -> !name.equals("package-info"))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting())))
        .allSatisfy((name, files) -> assertThat(files).as(name).isOne());
  }

  @Test
  void exceptionsSayThatTheyAre() {
    assertThat(found(EXCEPTION, (source, match) -> match.group(1)))
        .isNotEmpty()
        .allMatch(name -> name.endsWith("Exception"));
  }

  @Test
  void limitsAreCalledMaxOrMin() {
    assertThat(found(CONSTANT, (source, match) -> source.name() + "." + match.group(1)))
        .isEmpty();
  }

  @Test
  void javadocOpensWithAVerbOrANoun() {
    assertThat(found(
            OPENING, (source, match) -> source.name() + ": " + match.group().strip()))
        .isEmpty();
  }

  @Test
  void theFieldHasAWordForIt() {
    assertThat(
            OWN_WORDS.stream().flatMap(word -> Stream.concat(sources.stream(), documents.stream())
                .flatMap(text ->
                    text.all(word, (source, match) -> source.path() + ": " + match.group()))))
        .isEmpty();
  }

  private static List<String> found(
      Pattern pattern, BiFunction<Source, MatchResult, String> shown) {
    return sources.stream()
        .flatMap(source -> source.all(pattern, shown))
        .sorted()
        .toList();
  }

  private static Stream<Source> all(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().matches(".*\\.(png|csv|jsonl?|ipynb|gz)"))
          .map(file -> new Source(file, text(file)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
