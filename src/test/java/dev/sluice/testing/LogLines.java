package dev.sluice.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Collects what Sluice's classes log in this virtual machine, at a level of one's own; nothing of it is printed. */
public final class LogLines extends AbstractAppender {
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  /** One event: its level, its text, and the message of its exception, if it has one. */
  public record Line(Level level, String text, String thrown) {}

  private LogLines() {
    super("log-lines", null, null, false, Property.EMPTY_ARRAY);
  }

  /** Every line that is logged while the action runs, in the order of arrival. */
  public static List<Line> during(Level level, Callable<?> action) throws Exception {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    LoggerConfig sluice = configuration.getLoggerConfig("dev.sluice");
    if (!sluice.getName().equals("dev.sluice")) {
      throw new IllegalStateException("conf/log4j2.properties has no logger dev.sluice");
    }
    LogLines appender = new LogLines();
    appender.start();
    Level before = sluice.getLevel();
    boolean additive = sluice.isAdditive();
    sluice.setLevel(level);
    sluice.setAdditive(false);
    sluice.addAppender(appender, level, null);
    context.updateLoggers();
    try {
      action.call();
    } finally {
      sluice.removeAppender(appender.getName());
      sluice.setAdditive(additive);
      sluice.setLevel(before);
      context.updateLoggers();
    }
    return List.copyOf(appender.lines);
  }

  @Override
  public void append(LogEvent event) {
    Throwable thrown = event.getThrown();
    lines.add(new Line(
        event.getLevel(),
        event.getMessage().getFormattedMessage(),
        thrown == null ? "" : String.valueOf(thrown.getMessage())));
  }
}
