package dev.sluice.demo;

import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The last lines of a process's output, read while the process writes, so that its pipe never fills. */
final class LastLines {
  private static final int KEPT = 20;
  private static final long REST_SECONDS = 2;

  private final Deque<String> lines = new ArrayDeque<>(KEPT);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private LastLines() {}

  /** Reads in a separate thread until the end. */
  static LastLines of(BufferedReader reader) {
    LastLines last = new LastLines();
    Thread thread = new Thread(() -> last.read(reader), "output of the embedded servers");
    thread.setDaemon(true);
    thread.start();
    return last;
  }

  private void read(BufferedReader reader) {
    try {
      reader.lines().forEach(this::add);
    } catch (UncheckedIOException e) {
      add("(here the pipe broke: " + e.getMessage() + ")");
    } finally {
      ended.complete(null);
    }
  }

  private synchronized void add(String line) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** Returns the last lines of a process that has ended, separated by semicolons; empty if there are none. */
  String text() {
    ended.completeOnTimeout(null, REST_SECONDS, TimeUnit.SECONDS).join();
    synchronized (this) {
      return lines.isEmpty() ? "" : ": " + String.join("; ", lines);
    }
  }
}
