package dev.sluice.bench.nights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Data files of one export, written line by line, and the lines of the manifest that lists them. */
final class DataFiles implements AutoCloseable {
  private static final long LINES_A_FILE = 100_000;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path bucket;
  private final String prefix;
  private final StringBuilder manifest = new StringBuilder();
  private @Nullable OutputStream out;
  private MessageDigest digest = md5();
  private int files;
  private long ofFile;
  private long lines;
  private long bytes;

  /**
   * Begins without files.
   *
   * @param bucket the folder to which keys are relative
   * @param prefix what the keys of all files begin with
   */
  DataFiles(Path bucket, String prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
  }

  /** Compresses little: to read files takes the same. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  void add(String line) {
    try {
      OutputStream file = out == null || ofFile == LINES_A_FILE ? next() : out;
      file.write(line.getBytes(StandardCharsets.UTF_8));
      file.write('\n');
      ofFile++;
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file without lines, as a partition without items has one. */
  void addEmpty() {
    try {
      next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OutputStream next() throws IOException {
    close();
    digest = md5();
    ofFile = 0;
    Path file = bucket.resolve(key());
    Files.createDirectories(file.getParent());
    out = new BufferedOutputStream(
        new Fast(new DigestOutputStream(Files.newOutputStream(file), digest)), BUFFER_BYTES);
    return out;
  }

  private String key() {
    return "%s%06d.json.gz".formatted(prefix, files);
  }

  @Override
  public void close() {
    if (out == null) {
      return;
    }
    try {
      out.close();
      out = null;
      bytes += Files.size(bucket.resolve(key()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    manifest
        .append(JSON.createObjectNode()
            .put("itemCount", ofFile)
            .put("md5Checksum", Base64.getEncoder().encodeToString(digest.digest()))
            .put("dataFileS3Key", key()))
        .append('\n');
    files++;
  }

  /** Returns the lines of the manifest, once all files are closed. */
  String manifest() {
    return manifest.toString();
  }

  /** Returns the number of lines of all files. */
  long lines() {
    return lines;
  }

  /** Returns the size of all files that are closed. */
  long bytes() {
    return bytes;
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no MD5", e);
    }
  }
}
