package dev.sluice.job;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user should know of a run that went on: each told in the log at once, and all of them in its result. */
final class Warnings {
  private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

  private final List<String> all = new ArrayList<>();

  /**
   * Tells each that was not told before.
   *
   * @param more sentences, printable
   */
  void add(List<String> more) {
    more.stream().filter(text -> !all.contains(text)).forEach(text -> {
      LOG.warn("{}", text);
      all.add(text);
    });
  }

  List<String> all() {
    return List.copyOf(all);
  }

  /** As lines for a person and the field {@code warnings}. */
  void tell(Outcome outcome) {
    all.forEach(text -> outcome.line("warning", text));
    if (!all.isEmpty()) {
      outcome.field("warnings", all);
    }
  }
}
