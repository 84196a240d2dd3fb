package dev.sluice.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Divides files into tasks: the largest file first, each to the task that has the fewest bytes by then. */
final class FileDivision {
  private static final Comparator<DataFile> BY_SIZE =
      Comparator.comparingLong(DataFile::bytes).reversed().thenComparing(DataFile::path);

  /** The cost of a file without any bytes: opening it takes as long as reading some. */
  private static final long BYTES_TO_OPEN = 64 << 10;

  private FileDivision() {}

  private static final class Task {
    private final int number;
    private final List<DataFile> files = new ArrayList<>();
    private long bytes;

    Task(int number) {
      this.number = number;
    }

    void add(DataFile file) {
      files.add(file);
      bytes += file.bytes() + BYTES_TO_OPEN;
    }
  }

  /** Returns the files of each task, the largest task first. */
  static List<List<DataFile>> of(List<DataFile> files, int tasks) {
    Comparator<Task> byBytes = Comparator.comparingLong(task -> task.bytes);
    PriorityQueue<Task> smallest = new PriorityQueue<>(byBytes.thenComparingInt(t -> t.number));
    IntStream.range(0, tasks).mapToObj(Task::new).forEach(smallest::add);
    files.stream().sorted(BY_SIZE).forEach(file -> {
      Task task = smallest.remove();
      task.add(file);
      smallest.add(task);
    });
    return smallest.stream()
        .sorted(byBytes.reversed().thenComparingInt(t -> t.number))
        .map(task -> List.copyOf(task.files))
        .toList();
  }
}
