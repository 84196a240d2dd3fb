package dev.sluice.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class Sha256Test {
  @Test
  void theExampleOfTheStandard() {
    assertThat(Sha256.of("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        .isEqualTo(Sha256.of("abc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Sha256.hex(Sha256.bytes("abc")));
  }

  @Test
  void textIsUtf8() {
    assertThat(Sha256.of("é")).isEqualTo(Sha256.of(new byte[] {(byte) 0xC3, (byte) 0xA9}));
  }
}
