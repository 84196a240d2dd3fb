package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.pages.PagePool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The yardstick's process: says on standard output how many CPU seconds this machine takes for a fixed piece of work. The
 * work is of the kinds that reading a table consists of (a page's CRC-32 and SHA-256, its JSON parsed, numbers and texts
 * made), by the JDK and Jackson alone, so that no change of Sluice changes it.
 */
public final class YardstickMain {
  /** After so many the compiler is done. */
  private static final int WARM_UPS = 8;

  private static final int RUNS = 7;
  private static final int PAGES_A_RUN = 20;
  private static final JsonFactory JSON = new JsonFactory();

  private YardstickMain() {}

  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    byte[] page = PagePool.of(BenchTable.INFERENCE, 1).page(0).array();
    long expected = work(page);
    double[] seconds = new double[WARM_UPS + RUNS];
    for (int run = 0; run < seconds.length; run++) {
      long start = cpuNanos();
      // used, so that the compiler cannot leave the work out
      if (work(page) != expected) {
        throw new IllegalStateException("the same work has another result");
      }
      seconds[run] = (cpuNanos() - start) / 1e9;
    }
    System.out.println(Arrays.stream(seconds)
        .skip(WARM_UPS)
        .sorted()
        .skip(RUNS / 2)
        .findFirst()
        .orElseThrow());
  }

  private static long work(byte[] page) throws IOException, NoSuchAlgorithmException {
    long result = 0;
    for (int i = 0; i < PAGES_A_RUN; i++) {
      result += checksums(page) + parse(page);
    }
    return result;
  }

  /** Of this thread alone: what is compiled meanwhile is not the machine's speed. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long checksums(byte[] page) throws NoSuchAlgorithmException {
    CRC32 crc = new CRC32();
    crc.update(page);
    return crc.getValue() + MessageDigest.getInstance("SHA-256").digest(page)[0];
  }

  private static long parse(byte[] page) throws IOException {
    long sum = 0;
    try (JsonParser parser = JSON.createParser(page)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          String text = parser.getText();
          sum += "N".equals(parser.currentName())
              ? Double.hashCode(Double.parseDouble(text))
              : text.hashCode();
        }
      }
    }
    return sum;
  }
}
