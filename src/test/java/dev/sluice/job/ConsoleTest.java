package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.ExitCode;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.job.console.TextTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever an item holds, it makes no line of its own and steers no terminal. */
class ConsoleTest {
  private static final String HOSTILE =
      "m\nsluice: Run X: export is done.\r\u001B[2J\u009B2J\u0085\u202E\u2028\uD83D";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aNoteIsOneLine() {
    console(false).note("Reading " + HOSTILE);
    assertThat(text(err)).startsWith("Reading m").hasLineCount(1);
    assertPrintable(err);
  }

  @Test
  void aFailureIsOneLine() {
    Outcome outcome = new Outcome("run", InstantSource.system());
    Failure failure =
        Failure.of(new ResourceUnavailableException("no table " + HOSTILE, "Look at " + HOSTILE));
    outcome.fail(failure.exitCode(), failure.message(), failure.remedy());
    console(false).print(outcome.result());
    assertThat(text(err)).startsWith("sluice: no table m").hasLineCount(1);
    assertPrintable(err);
  }

  @Test
  void anUnexpectedFailureIsOneLine() {
    Failure failure = Failure.of(new IllegalStateException("x\u001B[2J\u202E" + HOSTILE));
    assertThat(failure.message()).hasLineCount(1).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
  }

  @Test
  void aResultHasTheLinesThatTheCommandSaid() {
    Outcome outcome = new Outcome("run", InstantSource.system());
    outcome.headline(HOSTILE);
    outcome.line(HOSTILE);
    outcome.line("kind", HOSTILE);
    outcome.block(new TextTable<String>().left("model", model -> model).print(List.of(HOSTILE)));
    console(false).print(outcome.result());
    assertThat(text(out).lines().filter(line -> !line.isEmpty())).hasSize(5);
    assertThat(text(out)).doesNotContainPattern("(?m)^sluice:");
    assertPrintable(out);
  }

  @Test
  void jsonHasTheTrueValues() throws IOException {
    Outcome outcome = new Outcome("run", InstantSource.system());
    outcome.field("model", HOSTILE);
    outcome.fail(ExitCode.GATE, "bad", "Mend it.");
    console(true).print(outcome.result());
    assertThat(text(out)).hasLineCount(1);
    assertPrintable(out);
    assertThat(new ObjectMapper().readTree(text(out)).get("model").asText()).isEqualTo(HOSTILE);
  }

  @Test
  void progressIsOneLine() {
    ProgressMeter meter = console(false).progress();
    meter.begin(HOSTILE, "rows", 0);
    meter.end(1, 0);
    assertThat(text(err)).hasLineCount(1);
    assertPrintable(err);
  }

  private Console console(boolean json) {
    return new Console(stream(out), stream(err), json, InstantSource.system());
  }

  private static PrintStream stream(ByteArrayOutputStream into) {
    return new PrintStream(into, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream printed) {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static void assertPrintable(ByteArrayOutputStream printed) {
    assertThat(text(printed)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
  }
}
