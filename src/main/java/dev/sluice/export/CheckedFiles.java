package dev.sluice.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** Opens data files whose bytes are those that the manifest states. */
record CheckedFiles(ExportFolder folder) {
  /** The size in bytes up to which a file is kept in memory between the check and the read. */
  static final int MAX_IN_MEMORY = 8 << 20;

  private static final int BUFFER_BYTES = 64 << 10;

  /**
   * Reads all bytes of a file and compares them with the manifest, then returns them. Those of a large file are read
   * again, and compared again when they end, because the file may have been replaced meanwhile.
   *
   * @throws IOException if the file cannot be read
   * @throws dev.sluice.failure.ResourceUnavailableException if it has other bytes
   */
  InputStream open(DataFile file) throws IOException {
    if (file.bytes() <= MAX_IN_MEMORY) {
      return new ByteArrayInputStream(small(file));
    }
    try (Compared all = new Compared(folder.open(file.path()), file)) {
      all.mustEndRight();
    }
    return new Compared(folder.open(file.path()), file);
  }

  private byte[] small(DataFile file) throws IOException {
    byte[] bytes = new byte[(int) file.bytes()];
    try (InputStream in = folder.open(file.path())) {
      int read = in.readNBytes(bytes, 0, bytes.length);
      if (read < bytes.length || in.read() >= 0 || !Md5.matches(bytes, file.md5())) {
        throw changed(file);
      }
      return bytes;
    }
  }

  private RuntimeException changed(DataFile file) {
    return ExportFailures.damaged(
        folder.location().of(file.path()),
        "has another MD5 than manifest-files.json states: it is cut off or changed");
  }

  /** A stream that compares its bytes with the manifest when they end. */
  private final class Compared extends DigestInputStream {
    private final DataFile file;
    private boolean compared;

    Compared(InputStream in, DataFile file) {
      super(in, Md5.begin());
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      compareAtEnd(read);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      compareAtEnd(read);
      return read;
    }

    private void compareAtEnd(int read) {
      if (read < 0 && !compared) {
        compared = true;
        MessageDigest digest = getMessageDigest();
        if (!Md5.end(digest).equals(file.md5())) {
          throw changed(file);
        }
      }
    }

    void mustEndRight() throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (read(buffer, 0, buffer.length) >= 0) {
        // only the digest matters
      }
    }
  }
}
