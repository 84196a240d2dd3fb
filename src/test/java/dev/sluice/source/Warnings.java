package dev.sluice.source;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class has logged meanwhile. */
final class Warnings extends AbstractAppender {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private Warnings() {
    super("warnings", null, null, false, Property.EMPTY_ARRAY);
  }

  static List<String> during(Class<?> logger, Runnable work) {
    Logger log = (Logger) LogManager.getLogger(logger);
    Warnings warnings = new Warnings();
    warnings.start();
    log.addAppender(warnings);
    try {
      work.run();
    } finally {
      log.removeAppender(warnings);
    }
    return List.copyOf(warnings.lines);
  }

  @Override
  public void append(LogEvent event) {
    lines.add(event.getMessage().getFormattedMessage());
  }
}
