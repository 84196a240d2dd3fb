package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.pages.PagePool;
import dev.sluice.bench.pages.PoolPage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;
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

  /** The work's result is used: else the compiler could leave the work out. */
  private static volatile long result;

  private YardstickMain() {}

  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    byte[] page = page();
    double[] seconds = new double[WARM_UPS + RUNS];
    for (int run = 0; run < seconds.length; run++) {
      seconds[run] = run(page);
    }
    System.out.println(
        IntStream.range(WARM_UPS, seconds.length).mapToDouble(i -> seconds[i]).sorted().toArray()[
            RUNS / 2]);
  }

  private static double run(byte[] page) throws IOException, NoSuchAlgorithmException {
    long start = cpuNanos();
    for (int i = 0; i < PAGES_A_RUN; i++) {
      result += checksums(page) + parse(page);
    }
    return (cpuNanos() - start) / 1e9;
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

  private static byte[] page() {
    PoolPage page = PagePool.of(BenchTable.INFERENCE, 1).page(0);
    ByteBuffer items = page.json(0, page.count());
    byte[] array = new byte[items.remaining() + 2];
    array[0] = '[';
    items.get(array, 1, items.remaining());
    array[array.length - 1] = ']';
    return array;
  }
}
