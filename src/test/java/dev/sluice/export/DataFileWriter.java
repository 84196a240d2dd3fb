package dev.sluice.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes one data file of an export line by line, for exports that no memory holds. */
public final class DataFileWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final String path;
  private final String format;
  private final MessageDigest digest = Md5.begin();
  private final OutputStream out;
  private long items;
  private String md5 = "";

  private DataFileWriter(Path export, String name, String format) throws IOException {
    this.path = "data/" + name + ExportWriter.suffix(format);
    this.file = export.resolve(path);
    this.format = format;
    Files.createDirectories(file.getParent());
    this.out = new BufferedOutputStream(
        new Fast(new DigestOutputStream(Files.newOutputStream(file), digest)), BUFFER_BYTES);
  }

  /** Compresses little: what a file decompresses to is what matters. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /**
   * Creates a file.
   *
   * @param export the export's folder
   */
  public static DataFileWriter create(Path export, String name, String format) {
    try {
      return new DataFileWriter(export, name, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds an item. */
  public void add(Map<String, AttributeValue> item) {
    add(ExportWriter.line(format, item));
  }

  /** @param line an item in the file's format */
  void add(String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.write('\n');
      items++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the file, once it is closed. */
  public DataFile written() {
    try {
      return new DataFile(path, Files.size(file), items, md5);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
      md5 = Md5.end(digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
