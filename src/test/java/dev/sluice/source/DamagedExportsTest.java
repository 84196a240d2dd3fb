package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.export.WrittenExport;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.LongTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A damaged export ends in an error that names the file, or in the right rows: what its digests tell, and what they do
 * not, because they are those of the damaged bytes. Each case is told by its seed.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamagedExportsTest {
  private static final SeededItems ITEMS = new SeededItems(31, 12);
  private static final int FILES = 3;
  private static final Duration NEVER = Duration.ofMinutes(2);

  @TempDir
  Path folder;

  private final AtomicInteger accepted = new AtomicInteger();

  @Test
  void whatDigestsTell() {
    cases(1, 60, this::damaged);
  }

  @Test
  void whatNoDigestTells() {
    cases(1, 60, this::rewritten);
  }

  /** What digests tell of incremental exports, whose data files lie in a folder of all of them. */
  @Test
  void whatDigestsOfChangesTell() {
    cases(1, 40, this::damagedChanges);
  }

  /** As many of each as {@code -Dsluice.long.count} says. */
  @Test
  @Tag("long")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void manyOfEach() {
    long seed = LongTest.seed(19);
    int count = LongTest.size("count", 10_000, 250);
    cases(seed, count, this::damaged);
    cases(seed, count, this::rewritten);
    cases(seed, count, this::damagedChanges);
  }

  private interface Case {
    /** Returns whether the export was read. */
    boolean isRead(long seed) throws IOException;
  }

  private void cases(long first, int count, Case one) {
    accepted.set(0);
    for (long seed = first; seed < first + count; seed++) {
      long own = seed;
      assertTimeoutPreemptively(
          NEVER,
          () -> {
            if (one.isRead(own)) {
              accepted.incrementAndGet();
            }
            FileUtils.cleanDirectory(folder.toFile());
          },
          () -> "seed " + own);
    }
    System.out.printf("%,d damaged exports, %,d of them read%n", count, accepted.get());
    assertThat(accepted.get()).isBetween(1, count - 1);
  }

  private boolean damaged(long seed) throws IOException {
    return damaged(export(seed, format(seed)), seed, all());
  }

  private boolean damagedChanges(long seed) throws IOException {
    List<Object> sound =
        read(changes(seed).in(folder.resolve("sound")).toString()).items();
    assertThat(sound).hasSize((int) ITEMS.count());
    return damaged(changes(seed), seed, sound);
  }

  private boolean damaged(WrittenExport export, long seed, List<Object> sound) throws IOException {
    Set<String> names = new ExportDamage(seed).of(export);
    String own = export.in(folder).toString();
    try {
      ReadBatch.Found found = read(own);
      assertThat(found.items())
          .as("seed %d, damaged %s", seed, names)
          .containsExactlyInAnyOrderElementsOf(sound);
      return true;
    } catch (ResourceUnavailableException e) {
      assertThat(e.getMessage())
          .as("seed %d, damaged %s", seed, names)
          .containsAnyOf(named(names, own));
      return false;
    }
  }

  /** A wrong summary without a digest contradicts the list of files, or is not one of an export that is read. */
  private static String[] named(Set<String> names, String folder) {
    List<String> named =
        new ArrayList<>(names.stream().map(name -> name.replace("../", "")).toList());
    if (names.contains("manifest-summary.json")) {
      named.addAll(List.of("manifest-files.json", folder + " "));
    }
    return named.toArray(String[]::new);
  }

  /** Damages the text of a file, whose digest and size are then those of the damaged one. */
  private boolean rewritten(long seed) throws IOException {
    String format = format(seed);
    WrittenExport export = export(seed, format);
    RewrittenFile file = RewrittenFile.of(export, format, new ExportDamage(seed));
    String own = file.export().in(folder).toString();
    Optional<List<Object>> reference = file.byOthers();
    try {
      ReadBatch.Found found = read(own);
      List<Object> rest = new ArrayList<>(reference.orElseThrow());
      rest.addAll(file.others());
      assertThat(found.items()).as("seed %d", seed).allSatisfy(item -> assertThat(rest.remove(item))
          .isTrue());
      assertThat((long) rest.size()).as("seed %d", seed).isEqualTo(found.rejected());
      return true;
    } catch (ResourceUnavailableException e) {
      assertThat(e).as("seed %d", seed).hasMessageContaining(file.name());
      return false;
    }
  }

  private static WrittenExport export(long seed, String format) {
    return ExportWriter.of("Log", ITEMS.part(0, 1).toList())
        .format(format)
        .id("01700000000000-%08x".formatted(seed)) // a sample of its own
        .files(FILES)
        .write();
  }

  /** Insertions, modifications and removals in turn. */
  private static WrittenExport changes(long seed) {
    List<WrittenChange> changes = new ArrayList<>();
    for (long number = 0; number < ITEMS.count(); number++) {
      Map<String, AttributeValue> item = ITEMS.item(number);
      changes.add(WrittenChange.of(
          1_763_600_400_000_000L + number,
          item.get("id").s(),
          number % 3 == 2 ? null : item,
          number % 3 == 0
              ? null
              : new RandomItems(seed + number).item(item.get("id").s())));
    }
    return ChangeExportWriter.of("Log", changes)
        .format(format(seed))
        .id("01700000000001-%08x".formatted(seed))
        .files(FILES)
        .write();
  }

  private static String format(long seed) {
    return seed % 2 == 0 ? "ION" : "DYNAMODB_JSON";
  }

  private static List<Object> all() {
    return ITEMS.part(0, 1).map(DamagedExportsTest::reassembled).toList();
  }

  private static Object reassembled(Map<String, AttributeValue> item) {
    return Reassembled.of(item);
  }

  private static ReadBatch.Found read(String export) throws IOException {
    return ReadBatch.of(Map.of("export-path", export, "region", "us-east-1")).found();
  }
}
