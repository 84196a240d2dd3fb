package dev.sluice.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.Statistic;
import dev.sluice.job.settings.ConfigurationTable;
import dev.sluice.source.SourceOptionsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages with a table that the code writes: each is as the code writes it now. */
final class DocumentationTest {
  private static final String WRITE = "sluice.docs.write";
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\|");
  private static final String REFERENCE = "dev/sluice/job/reference.conf";

  @Test
  void theTableOfSettingsIsCurrent() throws IOException {
    isCurrent("configuration.md", "configuration keys", ConfigurationTable.markdown());
  }

  @Test
  void theTableOfSparkOptionsIsCurrent() throws IOException {
    isCurrent("spark-options.md", "Spark options", SourceOptionsTable.markdown());
  }

  @Test
  void everyKeyIsDescribed() {
    Set<String> keys = new TreeSet<>();
    collect(ConfigFactory.parseResources(REFERENCE).resolve().root(), "", keys);

    assertThat(keys).hasSizeGreaterThan(80);
    assertThat(describedKeys()).containsExactlyElementsOf(keys);
  }

  @Test
  void everyPackageIsDescribed() throws IOException {
    try (Stream<Path> packages = Files.list(Path.of("src/main/java/dev/sluice"))) {
      assertThat(packages
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString()))
          .hasSizeGreaterThan(15)
          .isSubsetOf(MarkdownPage.named("architecture.md").inlineCode());
    }
  }

  @Test
  void everyStatisticIsDescribed() {
    List<String> names = Stream.of(LatencyStatistic.values(), AccuracyStatistic.values())
        .flatMap(Stream::of)
        .map(Statistic::attribute)
        .toList();

    assertThat(MarkdownPage.named("statistics.md").inlineCode()).containsAll(names);
    assertThat(MarkdownPage.named("summary-table.md").inlineCode()).containsAll(names);
  }

  private static Set<String> describedKeys() {
    Set<String> keys = new TreeSet<>();
    String section = "";
    for (String line : MarkdownPage.named("configuration.md").text().lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith("#")) {
        section = line.replaceAll("[#` ]", "");
      } else if (row.lookingAt()) {
        keys.add(section + "." + row.group(1));
      }
    }
    return keys;
  }

  /** The keys of all values, nulls and empty objects included. */
  private static void collect(ConfigObject section, String prefix, Set<String> keys) {
    section.forEach((word, value) -> {
      if (value instanceof ConfigObject inner && !inner.isEmpty()) {
        collect(inner, prefix + word + ".", keys);
      } else {
        keys.add(prefix + word);
      }
    });
  }

  private static void isCurrent(String name, String part, String table) throws IOException {
    MarkdownPage page = MarkdownPage.named(name);
    String current = page.with(part, table);
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(page.path(), current);
    }
    assertThat(MarkdownPage.named(name).text())
        .as(
            "%s is not what the code writes. Write it again: "
                + "mvn test -Dtest=DocumentationTest -D%s=true",
            page.path(), WRITE)
        .isEqualTo(current);
  }
}
