package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** What {@code jobs/sluice} logs is one line each, whoever logs it and whatever text is in it. */
class LogLayoutTest {
  @Test
  void noTextMakesALineOfItsOwn() throws IOException {
    String hostile = "x\nsluice: Run X: export is done.\r\u001B[2J\u009B\u0085\u202E\u2028";
    Log4jLogEvent event = Log4jLogEvent.newBuilder()
        .setLoggerName("dev.sluice.Some")
        .setLevel(Level.WARN)
        .setMessage(new SimpleMessage("of " + hostile))
        .setThrown(new IllegalStateException("met " + hostile))
        .build();
    assertThat(layout().toSerializable(event))
        .contains("WARN Some: of x", "met x")
        .endsWith(System.lineSeparator())
        .hasLineCount(1)
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
  }

  private static PatternLayout layout() throws IOException {
    Properties config = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of("conf/log4j2.properties"))) {
      config.load(in);
    }
    return PatternLayout.newBuilder()
        .withPattern(config.getProperty("appender.console.layout.pattern"))
        .withAlwaysWriteExceptions(false)
        .build();
  }
}
