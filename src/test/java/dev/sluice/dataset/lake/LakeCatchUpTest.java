package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that is brought up to date by exports of its changes, window by window. */
@Tag("thorough")
final class LakeCatchUpTest extends LakeFixture {
  private static final long HOUR = Duration.ofHours(1).toMillis() * 1_000;

  private final List<String> requested = new ArrayList<>();

  /** Three nights' changes: one of each day moves to another day, one goes, one comes. */
  @BeforeEach
  void nights() {
    log.put(-9, "a", "at", "2026-11-01T10:00:00Z", "n", 1)
        .put(-8, "b", "at", "2026-11-02T10:00:00Z", "n", 2)
        .put(-7, "c", "at", "2026-11-03T10:00:00Z", "n", 3);
    ground.load("r0", log.full(0), false);
    log.put(HOUR, "a", "at", "2026-11-04T10:00:00Z", "n", 4)
        .put(25 * HOUR, "a", "at", "2026-11-05T10:00:00Z", "n", 5)
        .put(26 * HOUR, "d", "at", "2026-11-02T10:00:00Z", "n", 6)
        .remove(49 * HOUR, "b");
  }

  /** Makes exports as DynamoDB would. */
  private final class Exports implements ChangeExports {
    @Override
    public Instant latest(ReadSettings table) {
      throw new IllegalStateException("is asked before");
    }

    @Override
    public Optional<ReadSettings> all(ReadSettings table) {
      throw new IllegalStateException("is asked before");
    }

    @Override
    public Optional<Instant> earliest(ReadSettings table) {
      throw new IllegalStateException("is asked before");
    }

    @Override
    public boolean begin(ReadSettings table, Instant from, Instant until) {
      throw new IllegalStateException("is asked before");
    }

    @Override
    public void scanned(ReadSettings table, String why) {
      throw new IllegalStateException("is told before");
    }

    @Override
    public ReadSettings changes(ReadSettings table, Instant from, Instant until) {
      requested.add(from + "/" + until);
      return LakeGround.read(log.changes(micros(from), micros(until)));
    }

    @Override
    public void left(ReadSettings table, Instant from, Instant until) {
      throw new IllegalStateException("is told before");
    }

    private static long micros(Instant time) {
      return ChronoUnit.MICROS.between(LakeLog.BEGIN, time);
    }
  }

  private LakeNight night(String runId, long hours, CommitWatch watch) {
    return ground.catchUp(runId, LakeLog.BEGIN.plus(Duration.ofHours(hours)), new Exports(), watch);
  }

  private LakeNight night(String runId, long hours) {
    return night(runId, hours, point -> {});
  }

  private void assertIs(LakeNight night, long hours) {
    assertIs(night.last(), hours * HOUR);
  }

  @Test
  void missedNightsAreCaughtUp() {
    LakeNight night = night("r1", 52);

    assertIs(night, 52);
    assertThat(night.commits()).hasSize(3);
    assertThat(night.counts()).isEqualTo(new ChangeCounts(4, 1, 2, 1, 0, 0, 0));
    assertThat(night.from()).isEqualTo(LakeLog.BEGIN);
    assertThat(night.last().position().until()).isEqualTo(LakeLog.BEGIN.plus(Duration.ofHours(52)));
    assertThat(requested).hasSize(3);
    // the same run is the same night
    assertThat(night("r1", 52)).isEqualTo(night);
    assertThat(requested).hasSize(3);
  }

  /** Killed at any point of any window, the same run asks for the same exports and ends in the same table. */
  @ParameterizedTest
  @CsvSource({"BEGUN,1", "PUBLISHED,1", "WRITTEN,2", "PUBLISHED,3"})
  void killed(Point at, int window) {
    assertThatThrownBy(() -> night("r1", 52, Killed.at(at, window))).isInstanceOf(Killed.class);
    List<String> first = List.copyOf(requested);
    LakeNight night = night("r1", 52);

    assertIs(night, 52);
    assertThat(night.commits()).hasSize(3);
    assertThat(night.counts()).isEqualTo(new ChangeCounts(4, 1, 2, 1, 0, 0, 0));
    List<String> all = requested.stream().distinct().toList();
    assertThat(all).hasSize(3).startsWith(first.toArray(String[]::new));
  }

  @Test
  void twoHoldersOfOneRun() {
    List<LakeNight> first = new ArrayList<>();
    LakeNight second = night("r1", 52, point -> {
      if (point == Point.WRITTEN && first.isEmpty()) {
        first.add(night("r1", 52));
      }
    });

    assertThat(first).containsExactly(second);
    assertIs(second, 52);
  }

  /** A window that is too short is left, and the run has a commit of its own that changes nothing. */
  @Test
  void nothingToApply() {
    LakeNight night = night("r1", 24);
    LakeNight idle = night("r2", 24);

    assertThat(requested).hasSize(1);
    assertThat(idle.counts()).isEqualTo(ChangeCounts.NONE);
    assertThat(idle.last().position()).isEqualTo(night.last().position());
    assertThat(idle.last().rows()).isEqualTo(night.last().rows());
    assertThat(idle.from()).isEqualTo(night.last().position().until());
    assertIs(idle, 24);
    assertThat(night("r2", 24)).isEqualTo(idle);
    assertThat(ground.table().table().refs()).containsKeys("sluice-r1", "sluice-r2");
    assertIs(night("r3", 52), 52);
  }

  @Test
  void anotherRunWasFirst() {
    assertIs(night("r1", 52), 52);
    assertThatThrownBy(() -> night("r2", 40))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("another run has done it");
  }
}
