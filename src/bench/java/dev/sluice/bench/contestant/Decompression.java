package dev.sluice.bench.contestant;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** An export's files decompressed, and nothing done with their bytes. */
final class Decompression extends PlainThreads {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int COMPRESSED_BYTES = 1 << 16;

  private ExportFiles.Written export = new ExportFiles.Written(Path.of(""), List.of());

  @Override
  public void prepare(Scene scene) {
    export = scene.export(ExportLines.DYNAMODB_JSON);
  }

  @Override
  int pieces() {
    return export.files().size();
  }

  @Override
  long items(int piece) throws IOException {
    ExportFiles.DataFile file = export.files().get(piece);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(export.path(file)), COMPRESSED_BYTES)) {
      while (in.read(buffer) >= 0) {
        // its own checksum is compared at the end
      }
    }
    return file.items();
  }
}
