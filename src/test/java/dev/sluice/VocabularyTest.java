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
          "\\bkinds? of items?\\b",
          // access path
          "\\b(?:the|which|each|other|another) ways? (?:that )?(?:it )?is (?:taken|read)\\b",
          // permit
          "\\bleave (?:to ask|for (?:a|one|the) page)\\b",
          // retried requests
          "\\brequests? repeated\\b",
          // CapacityBroker
          "\\bturn desk\\b")
      .map(word -> Pattern.compile(word, Pattern.CASE_INSENSITIVE))
      .toList();

  private static List<Source> sources;

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
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      sources = files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> new Source(file, text(file)))
          .toList();
    }
    assertThat(sources).hasSizeGreaterThan(100);
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
    assertThat(OWN_WORDS.stream()
            .flatMap(word ->
                found(word, (source, match) -> source.name() + ": " + match.group()).stream()))
        .isEmpty();
  }

  private static List<String> found(
      Pattern pattern, BiFunction<Source, MatchResult, String> shown) {
    return sources.stream()
        .flatMap(source -> source.all(pattern, shown))
        .sorted()
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
