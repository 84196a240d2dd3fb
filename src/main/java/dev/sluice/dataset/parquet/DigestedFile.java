package dev.sluice.dataset.parquet;

import dev.sluice.dataset.run.FileEntry;
import dev.sluice.item.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A file whose digest is computed while it is written, so that it need not be read again. */
public class DigestedFile implements OutputFile {
  private final Path path;
  private final Configuration conf;
  private final MessageDigest digest = Sha256.digest();
  private long bytes;
  private @Nullable OutputStream opened;

  public DigestedFile(Path path, Configuration conf) {
    this.path = path;
    this.conf = conf;
  }

  /** Describes the closed file. */
  public FileEntry written(String relativePath, long rows) {
    return new FileEntry(relativePath, rows, bytes, Sha256.hex(digest.digest()));
  }

  /** Removes the file, if it exists, also while it is being written. */
  public void delete() throws IOException {
    try {
      closeUnfinished();
    } finally {
      path.getFileSystem(conf).delete(path, false);
    }
  }

  private void closeUnfinished() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  OutputStream open() throws IOException {
    FileSystem files = path.getFileSystem(conf);
    // Hadoop's local file system would leave a hidden .crc beside each file; the manifest has a
    // stronger digest
    files.setWriteChecksum(false);
    return files.create(path, false);
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    OutputStream out = open();
    opened = out;
    return new DigestingStream(out);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }

  /** Returns a file that is not stored anywhere, used to measure its size. */
  static DigestedFile nowhere(Configuration conf) {
    return new Nowhere(conf);
  }

  private static final class Nowhere extends DigestedFile {
    Nowhere(Configuration conf) {
      super(new Path("/measured"), conf);
    }

    @Override
    OutputStream open() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void delete() {}
  }

  private final class DigestingStream extends PositionOutputStream {
    private final OutputStream out;

    DigestingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return bytes;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
      digest.update(buffer, offset, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
