package dev.sluice.dataset.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.layout.FolderKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the folders of entity types and days are called. */
final class FoldersTest {
  /** What readers may take for something else than text begins otherwise. */
  private static final Pattern TEXT = Pattern.compile("entity=(_.*|\\p{L}.*)");

  private static final List<String> TYPES = List.of(
      "USER",
      "user",
      "User",
      "",
      "7",
      "007",
      "7.0",
      "+7",
      "-7",
      "1e3",
      "_7",
      "__7",
      "2026-10-19",
      "2026-10-19T10:00:00Z",
      "true",
      "null",
      "NaN",
      "inf",
      "Infinity",
      "epoch",
      "..",
      ".",
      "/",
      "a/b",
      "a\u0000b",
      "a\u0000c",
      "\u0000",
      "a\nb",
      "\u202Ea",
      "\u200B",
      "_other",
      "other",
      "_",
      "__HIVE_DEFAULT_PARTITION__",
      "x".repeat(1_000),
      "x".repeat(1_001),
      "é".repeat(100),
      "é".repeat(101),
      "entity=USER",
      "a%2Fb",
      "a%b",
      "😀",
      "日本",
      "CON",
      "NUL",
      " ",
      "a ",
      "*",
      "?",
      "[a]",
      "{a}",
      "\\");

  @Test
  void everyTypeHasAFolderOfItsOwnThatReadsAsText() {
    Set<String> folders = new HashSet<>();
    for (String type : TYPES) {
      String folder = EntityFolders.folder("entity", type);
      assertThat(folders.add(folder)).as(folder).isTrue();
      assertThat(folder).matches(TEXT).doesNotContain("/", "\u0000", "\n", "*", "?", "[", "\\");
      assertThat(folder.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
          .isLessThanOrEqualTo(200);
    }
  }

  @Test
  void anOrdinaryNameStaysAsItIs() {
    assertThat(Stream.of("USER", "user", "mess/age", "日本", "a b", "x.y-z"))
        .allSatisfy(type -> assertThat(EntityFolders.folder("entity", type))
            .isEqualTo("entity=" + ExternalCatalogUtils.escapePathName(type)));
    assertThat(EntityFolders.folder("entity", "007")).isEqualTo("entity=_007");
    assertThat(EntityFolders.folder("entity", "")).isEqualTo("entity=_");
    assertThat(EntityFolders.folder("entity", "order\u0000x"))
        .matches("entity=_orderx-[0-9a-f]{16}");
  }

  @Test
  void otherNamesThanUsualAndThanBeforeAreTold() {
    assertThat(TableWarnings.ofFolders("t", "day", "day", null)).isEmpty();
    assertThat(TableWarnings.ofFolders("t", "day", "day", "day")).isEmpty();
    assertThat(TableWarnings.ofFolders("t", "day", "event_day", "event_day"))
        .singleElement()
        .asString()
        .contains("event_day=…, not day=…")
        .doesNotContain("before");
    assertThat(TableWarnings.ofFolders("t", "entity", "entity_type", "entity"))
        .singleElement()
        .asString()
        .contains("entity_type=…, not entity=…", "were called entity=… in the previous snapshot");
    assertThat(TableWarnings.ofFolders("t", "day", "day", "event_day"))
        .singleElement()
        .asString()
        .contains("no column is called day any more", "were called event_day=…");
  }

  @ParameterizedTest
  @CsvSource({
    "id string, entity, day",
    "'DAY string, eNtity string', entity_type, event_day",
    "'day string, Event_Day string, event_day_2 string', entity, event_day_3",
  })
  void noFolderIsCalledAsAColumnIs(String ddl, String entity, String day) {
    assertThat(FolderKeys.of(List.of(StructType.fromDDL(ddl.toLowerCase(Locale.ROOT)))))
        .isEqualTo(FolderKeys.of(List.of(StructType.fromDDL(ddl))))
        .isEqualTo(new FolderKeys(entity, day));
  }
}
