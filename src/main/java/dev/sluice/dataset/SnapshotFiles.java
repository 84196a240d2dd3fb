package dev.sluice.dataset;

import dev.sluice.failure.GateFailed;
import dev.sluice.failure.Unusable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/** The files that lie under one run's prefix. */
final class SnapshotFiles {
  private static final String MANIFEST = "manifest.json";

  private final Configuration conf;
  private final Path folder;

  SnapshotFiles(SparkSession spark, Root root, String runId) {
    this.conf = spark.sessionState().newHadoopConf();
    this.folder = root.hadoopPath(Root.snapshot(runId), conf);
  }

  /** Removes what lost attempts of tasks left: all but the manifest's files. */
  void deleteStrays(Manifest manifest) {
    Set<String> kept =
        manifest.files().stream().map(Manifest.FileEntry::path).collect(Collectors.toSet());
    onFiles(files -> {
      for (String path : sizes(files).keySet()) {
        if (!kept.contains(path)) {
          files.delete(new Path(folder, path), false);
        }
      }
      return true;
    });
  }

  /** Checks that every file is there as it was when its footer was read. */
  void checkSizes(Manifest manifest) {
    Map<String, Long> sizes = sizes();
    for (Manifest.FileEntry file : manifest.files()) {
      Long found = sizes.get(file.path());
      if (found == null || found != file.bytes()) {
        throw new GateFailed(
            folder + "/" + file.path() + " was written with " + file.bytes() + " bytes, now it "
                + (found == null ? "is missing" : "has " + found),
            "Start again with the same run id.");
      }
    }
  }

  /** Rows that a Parquet file says it has. */
  long footerRows(String path) {
    return onFiles(files -> ParquetFooter.rows(new Path(folder, path), conf));
  }

  /** Every file but the manifest: path relative to the snapshot → bytes. */
  Map<String, Long> sizes() {
    return onFiles(this::sizes);
  }

  /** The content's SHA-256. */
  String sha256(String path) {
    return onFiles(files -> {
      var digest = Sha256.digest();
      try (var in = files.open(new Path(folder, path))) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      }
      return Sha256.hex(digest.digest());
    });
  }

  private Map<String, Long> sizes(FileSystem files) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try {
      String base = files.makeQualified(folder).toUri().getPath() + "/";
      RemoteIterator<LocatedFileStatus> found = files.listFiles(folder, true);
      while (found.hasNext()) {
        LocatedFileStatus file = found.next();
        String path = file.getPath().toUri().getPath().substring(base.length());
        if (!path.equals(MANIFEST)) {
          sizes.put(path, file.getLen());
        }
      }
    } catch (FileNotFoundException e) {
      return Map.of();
    }
    return sizes;
  }

  private <T> T onFiles(Action<T> action) {
    try {
      return action.on(folder.getFileSystem(conf));
    } catch (IOException e) {
      throw new Unusable(
          folder + " cannot be read or written (" + e.getMessage() + ")",
          "Check sluice.dataset.root, the bucket's region and this role's rights.",
          e);
    }
  }

  @FunctionalInterface
  private interface Action<T> {
    T on(FileSystem files) throws IOException;
  }
}
