package dev.sluice.bench.contestant;

import dev.sluice.bench.pages.PagePool;
import dev.sluice.decode.BatchDecoder;
import dev.sluice.wire.DynamoJsonReader;
import org.apache.spark.sql.types.StructType;

/** Sluice's decoder alone: the table's pages, in memory and as JSON, into batches of columns that nobody looks at. */
final class Decoding extends PlainThreads {
  /** As the source has them. */
  private static final int ROWS_A_BATCH = 1_024;

  private StructType schema = new StructType();
  private int pages;
  /** Each page of the pool. */
  private byte[][] arrays = {};

  @Override
  public void prepare(Scene scene) {
    schema = scene.source().schema();
    PagePool pool = PagePool.of(scene.task().table());
    pages = Math.toIntExact(pool.pagesFor(scene.source().description().itemCount()));
    arrays = new byte[Math.min(pages, scene.task().table().poolPages())][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = pool.page(i).array();
    }
  }

  @Override
  int pieces() {
    return pages;
  }

  @Override
  long items(int piece) {
    BatchDecoder decoder = new BatchDecoder(schema);
    DynamoJsonReader in = new DynamoJsonReader(arrays[piece % arrays.length]);
    long items = 0;
    in.open('[');
    do {
      if (decoder.rows() == ROWS_A_BATCH) {
        decoder.clear();
      }
      decoder.add(in);
      items++;
    } while (in.more(']'));
    return items;
  }
}
