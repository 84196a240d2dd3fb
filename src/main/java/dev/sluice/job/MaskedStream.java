package dev.sluice.job;

import dev.sluice.failure.SecretValues;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream that masks {@linkplain SecretValues secrets} and forwards the text to another one, logs and stack traces
 * included.
 */
final class MaskedStream extends PrintStream {
  MaskedStream(PrintStream out) {
    super(out, true, StandardCharsets.UTF_8);
  }

  // PrintStream passes all its text to this method, except the parts of a format
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
    // one character for each byte, so that other bytes pass unchanged
    String text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    String masked = SecretValues.masked(text);
    byte[] written = masked.getBytes(StandardCharsets.ISO_8859_1);
    super.write(written, 0, written.length);
  }
}
