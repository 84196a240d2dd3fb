package dev.sluice.dataset.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses a page by one call, from one array into another. Parquet's own codecs are Hadoop's streams, which copy a
 * page through buffers outside of the heap, piece by piece.
 */
@SuppressWarnings(
    "deprecation") // the page store of Parquet 1.13, in Spark 3.5, takes no other type
final class PageCompressor extends BytesCompressor {
  private final CompressionCodecName codec;
  private final Codec one;
  private final Page page = new Page();
  private byte[] compressed = {};

  /** A codec that takes a page as a whole. */
  private interface Codec extends AutoCloseable {
    int maxBytes(int bytes);

    /** Returns the compressed length. */
    int compress(byte[] page, int length, byte[] to) throws IOException;

    @Override
    default void close() {}
  }

  private PageCompressor(CompressionCodecName codec, Codec one) {
    this.codec = codec;
    this.one = one;
  }

  /**
   * Returns a compressor, to be released.
   *
   * @param conf the settings of Parquet's own codecs
   */
  static BytesCompressor of(CompressionCodecName codec, Configuration conf) {
    return switch (codec) {
      case SNAPPY -> new PageCompressor(codec, new OfSnappy());
      case ZSTD -> new PageCompressor(codec, new OfZstd(conf));
      default -> new CodecFactory(conf, ParquetProperties.DEFAULT_PAGE_SIZE).getCompressor(codec);
    };
  }

  @Override
  public BytesInput compress(BytesInput bytes) throws IOException {
    page.reset();
    bytes.writeAllTo(page);
    int max = one.maxBytes(page.size());
    if (compressed.length < max) {
      compressed = new byte[max];
    }
    // valid until the next page, as with Parquet's own: the page is copied to its column chunk
    // before
    return BytesInput.from(compressed, 0, one.compress(page.bytes(), page.size(), compressed));
  }

  @Override
  public CompressionCodecName getCodecName() {
    return codec;
  }

  @Override
  public void release() {
    one.close();
  }

  /** A page in one array, which the next one uses too. */
  private static final class Page extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }

  private static final class OfSnappy implements Codec {
    @Override
    public int maxBytes(int bytes) {
      return Snappy.maxCompressedLength(bytes);
    }

    @Override
    public int compress(byte[] page, int length, byte[] to) throws IOException {
      return Snappy.compress(page, 0, length, to, 0);
    }
  }

  private static final class OfZstd implements Codec {
    private final ZstdCompressCtx context = new ZstdCompressCtx();

    OfZstd(Configuration conf) {
      context.setLevel(conf.getInt(
          ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL,
          ZstandardCodec.DEFAULT_PARQUET_COMPRESS_ZSTD_LEVEL));
    }

    @Override
    public int maxBytes(int bytes) {
      return (int) Zstd.compressBound(bytes);
    }

    @Override
    public int compress(byte[] page, int length, byte[] to) {
      return context.compressByteArray(to, 0, to.length, page, 0, length);
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
