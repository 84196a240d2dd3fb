package dev.sluice.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Writes one change after the other in a thread of its own, so that their order is known. */
final class ChangeWriter {
  interface Put {
    void put(String id, int value);
  }

  private final Put put;
  private final Consumer<String> remove;
  private final List<String> written = new ArrayList<>();
  private final Thread thread = new Thread(this::write, "writer");
  private volatile boolean writing = true;

  ChangeWriter(Put put, Consumer<String> remove) {
    this.put = put;
    this.remove = remove;
  }

  void start() {
    thread.start();
  }

  /** Stops, and returns the changes as {@code id|value|change}, without the value of a removal. */
  List<String> stop() throws InterruptedException {
    writing = false;
    thread.join();
    return written;
  }

  private void write() {
    Random random = new Random(3);
    Set<String> present = new HashSet<>();
    for (int value = 0; writing; value++) {
      String id = "id-" + random.nextInt(10);
      if (random.nextInt(4) == 0 && present.remove(id)) {
        remove.accept(id);
        written.add(id + "|remove");
      } else {
        put.put(id, value);
        written.add(id + "|" + value + (present.add(id) ? "|insert" : "|modify"));
      }
      pause(random.nextInt(20));
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
