package dev.sluice.job;

import dev.sluice.failure.SecretValues;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Another stream, on which {@linkplain SecretValues secrets} are masked, logs and stack traces included. */
final class MaskedStream extends PrintStream {
  MaskedStream(PrintStream out) {
    super(out, true, StandardCharsets.UTF_8);
  }

  // all of PrintStream's text comes by this, the pieces of a format apart
  @Override
  public void print(String text) {
    super.print(SecretValues.masked(String.valueOf(text)));
  }

  @Override
  public void print(Object object) {
    print(String.valueOf(object));
  }

  /** Masks a log, which writes one event at a time. */
  @Override
  public void write(byte[] bytes, int from, int length) {
    // each byte a character, so that what is no secret passes as it is
    String text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    String masked = SecretValues.masked(text);
    byte[] written = masked.getBytes(StandardCharsets.ISO_8859_1);
    super.write(written, 0, written.length);
  }
}
