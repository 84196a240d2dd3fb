package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTableTest {
  private static final String MARKDOWN = ConfigurationTable.markdown();

  @Test
  void hasARowForEachKeyOfReferenceConf() {
    List<String> keys = new ArrayList<>();
    Config reference = ConfigFactory.parseFile(new File("conf/reference.conf"));
    collect("sluice", (ConfigObject) reference.root().get("sluice"), keys);

    assertThat(keys).hasSizeGreaterThan(80);
    assertThat(MARKDOWN.lines().filter(line -> line.startsWith("| `"))).hasSize(keys.size());
    keys.forEach(key -> assertThat(MARKDOWN).contains("| `" + key + "` | "));
  }

  private static void collect(String path, ConfigObject section, List<String> keys) {
    section.forEach((key, value) -> {
      if (value instanceof ConfigObject inner && !inner.isEmpty()) {
        assertThat(MARKDOWN).contains("## `" + path);
        collect(path + "." + key, inner, keys);
      } else {
        keys.add(key);
      }
    });
  }

  @Test
  void saysDefaultValuesAndPurpose() {
    assertThat(row("max-rejects")).contains("| `0` | a whole number at least 0 | ");
    assertThat(row("compression")).contains("| `zstd` | one of zstd, snappy, gzip, ");
    assertThat(row("zone")).contains("| `UTC` | a time zone, such as Europe/Zurich | ");
    assertThat(row("export-path")).contains("| `null` | an export's folder, such as `s3://");
    assertThat(row("targets")).contains("| `{}` | a section, such as { model = class } | ");
  }

  /** A key that nothing reads is either announced or dead. */
  @Test
  void everyKeyIsReadOrAnnounced() {
    assertThat(MARKDOWN.lines().filter(line -> line.contains("| not in this version yet |")))
        .allSatisfy(line -> assertThat(line).containsIgnoringCase("not in this version yet. |"));
  }

  private static String row(String key) {
    return MARKDOWN
        .lines()
        .filter(line -> line.startsWith("| `" + key + "` |"))
        .findFirst()
        .orElseThrow();
  }
}
