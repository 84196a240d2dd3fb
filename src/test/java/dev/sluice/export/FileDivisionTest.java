package dev.sluice.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileDivisionTest {
  @Test
  void aLargeFileIsAloneAndFirst() {
    List<List<DataFile>> tasks = FileDivision.of(files(10, 900, 20, 30, 15), 2);

    assertThat(sizes(tasks)).containsExactly(List.of(900L), List.of(30L, 20L, 15L, 10L));
  }

  @Test
  void everyFileIsInOneTask() {
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      List<DataFile> files = files(IntStream.range(0, 1 + random.nextInt(40))
          .map(n -> random.nextInt(100))
          .toArray());
      List<List<DataFile>> tasks = FileDivision.of(files, 1 + random.nextInt(8));
      assertThat(tasks.stream().flatMap(List::stream).toList())
          .containsExactlyInAnyOrderElementsOf(files);
      assertThat(FileDivision.of(files, tasks.size())).isEqualTo(tasks);
    }
  }

  /** The bound of any division that gives the next file to the task that has the least. */
  @Test
  void noTaskWaitsForAnotherThatCouldHaveHadLess() {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      List<DataFile> files = files(IntStream.range(0, 1 + random.nextInt(300))
          .map(n -> random.nextInt(20) == 0 ? random.nextInt(2_000) : random.nextInt(10))
          .toArray());
      int tasks = 1 + random.nextInt(16);
      long open = 64 << 10;
      long all = files.stream().mapToLong(f -> f.bytes() + open).sum();
      long largestFile = files.stream().mapToLong(f -> f.bytes() + open).max().orElseThrow();

      List<Long> bytes = FileDivision.of(files, tasks).stream()
          .map(own -> own.stream().mapToLong(f -> f.bytes() + open).sum())
          .toList();

      assertThat(bytes).isSortedAccordingTo(Comparator.reverseOrder());
      assertThat(bytes.get(0)).isLessThanOrEqualTo(all / tasks + largestFile);
    }
  }

  private static List<DataFile> files(int... megabytes) {
    return IntStream.range(0, megabytes.length)
        .mapToObj(n -> new DataFile("data/" + n, (long) megabytes[n] << 20, 1, ""))
        .toList();
  }

  private static List<List<Long>> sizes(List<List<DataFile>> tasks) {
    return tasks.stream()
        .map(files -> files.stream().map(f -> f.bytes() >> 20).collect(Collectors.toList()))
        .toList();
  }
}
