package dev.sluice.dataset.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses a page with Snappy by one call, from one array into another. Parquet's own codecs are Hadoop's streams,
 * which copy a page through buffers outside of the heap, piece by piece. The bytes are the same. Zstandard stays Parquet's: told
 * the size of a small page, it takes other parameters and makes files a percent larger.
 */
@SuppressWarnings(
    "deprecation") // the page store of Parquet 1.13, in Spark 3.5, takes no other type
final class PageCompressor extends BytesCompressor {
  private final Page page = new Page();
  private byte[] compressed = {};

  private PageCompressor() {}

  /**
   * Returns a compressor, to be released.
   *
   * @param conf the settings of Parquet's own codecs
   */
  static BytesCompressor of(CompressionCodecName codec, Configuration conf) {
    return codec == CompressionCodecName.SNAPPY
        ? new PageCompressor()
        : new CodecFactory(conf, ParquetProperties.DEFAULT_PAGE_SIZE).getCompressor(codec);
  }

  @Override
  public BytesInput compress(BytesInput bytes) throws IOException {
    page.reset();
    bytes.writeAllTo(page);
    int max = Snappy.maxCompressedLength(page.size());
    if (compressed.length < max) {
      compressed = new byte[max];
    }
    int length = Snappy.compress(page.bytes(), 0, page.size(), compressed, 0);
    // valid until the next page, as with Parquet's own: the page is copied to its column chunk
    // before
    return BytesInput.from(compressed, 0, length);
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.SNAPPY;
  }

  @Override
  public void release() {}

  /** A page in one array, which the next one uses too. */
  private static final class Page extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }
}
