package dev.sluice.bench.contestant;

import dev.sluice.failure.ResourceUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Contestants that warm up one after the other, and of which then each makes a pass in turn, as often as is asked: where
 * a machine is faster in one minute than in the next, it is so for all.
 */
public final class Contest implements AutoCloseable {
  private final ChildJvm jvm;
  private final Path parent;
  private final Consumer<ResourceUnavailableException> failed;
  private final List<ContestantProcess> running = new ArrayList<>();

  /**
   * @param parent where each has a folder of its own
   * @param failed what is done about one that fails, which then leaves; the others go on if this returns
   */
  public Contest(ChildJvm jvm, Path parent, Consumer<ResourceUnavailableException> failed) {
    this.jvm = jvm;
    this.parent = parent;
    this.failed = failed;
  }

  /** Starts some at the same time and waits until all are warm. */
  public void enter(List<Task> tasks) {
    int before = running.size();
    tasks.forEach(task -> running.add(ContestantProcess.start(jvm, task, parent)));
    for (ContestantProcess process : List.copyOf(running.subList(before, running.size()))) {
      attempt(process, process::awaitWarm);
    }
  }

  /** A pass of each, whose figures are told as they come. */
  public void round() {
    for (ContestantProcess process : List.copyOf(running)) {
      attempt(process, process::pass)
          .ifPresent(pass -> System.err.printf(
              "bench: %s: %.2f CPU-s, %.2f s%n",
              process.name(), pass.cpuSeconds(), pass.wallSeconds()));
    }
  }

  /** Ends all; what those that have not failed have measured. */
  public List<Measured> end() {
    List<Measured> measured = new ArrayList<>();
    for (ContestantProcess process : List.copyOf(running)) {
      attempt(process, process::end).ifPresent(measured::add);
    }
    return measured;
  }

  private <T> Optional<T> attempt(ContestantProcess process, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (ResourceUnavailableException e) {
      running.remove(process);
      process.close();
      failed.accept(e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    running.forEach(ContestantProcess::close);
  }
}
