package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.InvalidConfiguration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 28);
  private static final Instant NOW = Instant.parse("2026-10-29T01:00:00Z");

  private final Documents documents = new InMemory();
  private final Journal journal = new Journal(documents);
  private final Journal.Entry begun = new Journal.Entry("r1", "run", "hash", DAY, NOW, null, null);

  @Test
  void anUnfinishedRunHasNoResult() {
    journal.write(begun);

    assertThat(journal.find("r1", "run")).contains(begun);
    assertThat(journal.find("r1", "run").orElseThrow().end()).isEmpty();
    assertThat(journal.find("r1", "export")).isEmpty();
    assertThat(documents.location("runs/r1/run.json")).isEqualTo("runs/r1/run.json");
  }

  @Test
  void aFinishedOneGivesItsResultAgain() {
    Outcome outcome = new Outcome("run", () -> NOW);
    outcome.runId("r1");
    outcome.field("summaryRows", 12);
    outcome.line("twelve rows");
    Result result = outcome.result();
    journal.write(begun.finished(result));

    Result again = journal.find("r1", "run").flatMap(Journal.Entry::end).orElseThrow();
    assertThat(again.json()).hasToString(result.json().toString());
    assertThat(again.text()).isEqualTo("twelve rows");
    assertThat(again.exitCode()).isZero();
  }

  @Test
  void aRunKeepsItsDayInAllCommands() {
    journal.write(new Journal.Entry("r1", "export", "other", DAY, NOW, null, null));

    assertThat(journal.date("r1")).contains(DAY);
    assertThat(journal.date("r2")).isEmpty();
  }

  @Test
  void anotherConfigurationOrDayIsRefused() {
    begun.mustMatch("hash", null);
    begun.mustMatch("hash", DAY);

    assertThatThrownBy(() -> begun.mustMatch("another", null))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("--run-id = r1");
    assertThatThrownBy(() -> begun.mustMatch("hash", DAY.plusDays(1)))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("--date = 2026-10-29");
  }

  private static final class InMemory implements Documents {
    private final Map<String, byte[]> files = new HashMap<>();

    @Override
    public Optional<byte[]> read(String path) {
      return Optional.ofNullable(files.get(path));
    }

    @Override
    public void write(String path, byte[] content, String contentType) {
      files.put(path, content);
    }

    @Override
    public boolean create(String path, byte[] content, String contentType) {
      return files.putIfAbsent(path, content) == null;
    }

    @Override
    public String location(String path) {
      return path;
    }
  }
}
