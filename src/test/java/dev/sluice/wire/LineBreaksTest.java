package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineBreaksTest {
  /** Bytes that differ from a line feed by one bit, or that a borrow could make look like one, are among them. */
  @Test
  void findsWhatStringFinds() {
    Random random = new Random(3);
    byte[] near = {'\n', '\n' + 1, '\n' - 1, '\n' ^ 0x40, (byte) ('\n' | 0x80), 0, -1, 'x'};
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      int first = random.nextInt(near.length);
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = near[random.nextInt(10) == 0 ? 0 : 1 + (first + b) % (near.length - 1)];
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length + 1 - from);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);

      int found = text.substring(0, to).indexOf('\n', from);

      assertThat(LineBreaks.next(bytes, from, to))
          .as("%s [%d, %d)", text, from, to)
          .isEqualTo(found);
    }
  }
}
