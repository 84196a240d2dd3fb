package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.summary.KnownRows.Known;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownRowsCodecTest {
  private static final int HASH = 16;

  @Test
  void theyAreReadAsTheyWereWritten() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      KnownRows known = random(new Random(seed));
      assertThat(KnownRowsCodec.read(KnownRowsCodec.write(known))).isEqualTo(known);
    }
  }

  @Test
  void aRowTakesThirtyBytes() {
    Map<Long, Known> rows = new HashMap<>();
    for (long key = 0; key < 1000; key++) {
      rows.put(key, new Known("DAY#2026-10-19", "0".repeat(2 * HASH), 0));
    }
    KnownRows known = new KnownRows(position(1), List.of(), Set.of(), Map.of(), rows);
    assertThat(KnownRowsCodec.write(known)).hasSizeLessThan(30_000);
  }

  @Test
  void damagedOnesAreRefusedOrReadAsSomething() throws IOException {
    Random random = new Random(3);
    byte[] sound = KnownRowsCodec.write(random(random));
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        KnownRowsCodec.read(damaged);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(300);
    assertThatThrownBy(() -> KnownRowsCodec.read(new byte[] {0, 0, 0, 9}))
        .isInstanceOf(IOException.class)
        .hasMessage("its format is 9, this release knows 1");
  }

  private static KnownRows random(Random random) {
    Map<Long, Known> rows = new HashMap<>();
    Map<Long, String> dropped = new HashMap<>();
    for (int i = random.nextInt(50); i >= 0; i--) {
      String place = "DAY#2026-10-" + (10 + random.nextInt(20));
      dropped.put(random.nextLong(), "WEEK#2026-W" + (10 + random.nextInt(20)));
      String hash = random.nextInt(5) == 0 ? "" : String.format("%032x", random.nextLong(1L << 60));
      long kept = hash.isEmpty() || random.nextInt(3) > 0 ? 0 : random.nextLong(1, 1000);
      rows.put(random.nextLong(), new Known(place, hash, kept));
    }
    return new KnownRows(
        position(9), List.of(position(1), position(2)), Set.of(position(3)), dropped, rows);
  }

  private static Position position(int night) {
    return Position.of(Samples.AS_OF.plusSeconds(night), Samples.STARTED, "r-" + night, 1);
  }
}
