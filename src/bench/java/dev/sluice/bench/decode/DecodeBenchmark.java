package dev.sluice.bench.decode;

import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.pages.PagePool;
import dev.sluice.decode.RowDecoder;
import dev.sluice.wire.DynamoJsonReader;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.types.StructType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Items a second on one thread, from a page's bytes to rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
  /** An invocation decodes so many items, going on where the one before stopped. */
  private static final int ITEMS = 1_000;

  private static final int PAGES = 4;

  @Param({"INFERENCE", "EXPERIMENTS"})
  public BenchTable table = BenchTable.INFERENCE;

  private byte[][] pages = {};
  private RowDecoder decoder = new RowDecoder(new StructType());
  private DynamoJsonReader at = new DynamoJsonReader(new byte[0]);
  private boolean inPage;
  private int page;

  @Setup
  public void load() {
    PagePool pool = PagePool.of(table, PAGES);
    pages = new byte[PAGES][];
    for (int i = 0; i < PAGES; i++) {
      pages[i] = pool.page(i).array();
    }
    decoder = new RowDecoder(SampledSchema.of(table));
  }

  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public void decode(Blackhole hole) {
    for (int i = 0; i < ITEMS; i++) {
      if (!inPage) {
        at = new DynamoJsonReader(pages[page++ % PAGES]);
        at.open('[');
      }
      hole.consume(decoder.decode(at));
      inPage = at.more(']');
    }
  }
}
