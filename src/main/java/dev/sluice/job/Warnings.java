package dev.sluice.job;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The warnings of a run: each is logged once, when it is added, and all are in the result. */
final class Warnings {
  private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

  private final List<String> all = new ArrayList<>();

  /**
   * Adds and logs the warnings that are new.
   *
   * @param more printable sentences
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

  /** Adds the warnings as lines of text and as the field {@code warnings}. */
  void tell(Outcome outcome) {
    all.forEach(text -> outcome.line("warning", text));
    if (!all.isEmpty()) {
      outcome.field("warnings", all);
    }
  }
}
