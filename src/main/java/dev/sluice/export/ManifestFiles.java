package dev.sluice.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The data files that {@code manifest-files.json} lists, compared with those that are there. */
final class ManifestFiles {
  private static final String NAME = "manifest-files";
  private static final String DATA = "data";

  /** The folder that all incremental exports of a prefix share. */
  private static final String SHARED_DATA = ExportLocation.AROUND + DATA;

  /** The number of files that a message names. */
  private static final int MAX_NAMED = 3;

  private final ExportFolder folder;
  private final ManifestDocument document;
  private final ExportSummary summary;

  private ManifestFiles(ExportFolder folder, ExportSummary summary) {
    this.folder = folder;
    this.document = new ManifestDocument(folder, NAME);
    this.summary = summary;
  }

  /** A line of the manifest. */
  private record Line(Long itemCount, String md5Checksum, String dataFileS3Key) {}

  /**
   * Reads the list, and lists the folder of data files.
   *
   * @return the files in the order of their names
   * @throws dev.sluice.failure.ResourceUnavailableException if the list is damaged, or there are other files than it has
   */
  static List<DataFile> read(ExportFolder folder, ExportSummary summary) {
    return new ManifestFiles(folder, summary).files();
  }

  private List<DataFile> files() {
    SortedMap<String, Line> listed = listed();
    SortedMap<String, Long> found = folder.list(data());
    found.keySet().removeIf(ManifestFiles::isMetadata);
    compare(listed.keySet(), found.keySet());
    List<DataFile> files = new ArrayList<>();
    listed.forEach((name, line) -> files.add(new DataFile(
        data() + "/" + name,
        Objects.requireNonNull(found.get(name)),
        line.itemCount,
        line.md5Checksum)));
    long items = files.stream().mapToLong(DataFile::items).sum();
    if (items != summary.itemCount()) {
      throw document.damaged("lists %d items, but manifest-summary.json states %d"
          .formatted(items, summary.itemCount()));
    }
    return files;
  }

  private SortedMap<String, Line> listed() {
    byte[] json = document.read().orElseThrow(() -> document.damaged("is missing"));
    SortedMap<String, Line> listed = new TreeMap<>();
    new String(json, StandardCharsets.UTF_8).lines().forEach(text -> {
      Line line = document.parse(text.getBytes(StandardCharsets.UTF_8), Line.class);
      if (line.itemCount < 0) {
        throw document.damaged("states " + line.itemCount + " items of " + line.dataFileS3Key);
      }
      if (listed.put(name(line.dataFileS3Key), line) != null) {
        throw document.damaged("lists " + line.dataFileS3Key + " twice");
      }
    });
    if (listed.isEmpty()) {
      throw document.damaged("lists no file");
    }
    return listed;
  }

  /**
   * Returns the name of a file of this export. The bucket and the prefix of its key do not matter, so that a copy of the
   * export can be read.
   */
  private String name(String key) {
    String own = summary.isIncremental() ? DATA : summary.id() + "/" + DATA;
    String within = "AWSDynamoDB/" + own + "/";
    int begin = key.startsWith(within) ? 0 : key.lastIndexOf("/" + within) + 1;
    String name = key.startsWith(within, begin) ? key.substring(begin + within.length()) : "";
    if (name.isEmpty() || name.contains("/") || isMetadata(name)) {
      throw document.damaged("lists " + key + ", which is no data file of this export");
    }
    return name;
  }

  /** Returns whether a file beside the data is not DynamoDB's: a copy's checksums and markers, and folders of these. */
  private static boolean isMetadata(String path) {
    return Arrays.stream(path.split("/"))
            .anyMatch(name -> name.startsWith(".") || name.startsWith("_"))
        || path.endsWith(".md5")
        || path.endsWith(".checksum");
  }

  private String data() {
    return summary.isIncremental() ? SHARED_DATA : DATA;
  }

  /** Compares the files. In a shared folder those that are not listed are files of others. */
  private void compare(Set<String> listed, Set<String> found) {
    Set<String> missing = new TreeSet<>(listed);
    missing.removeAll(found);
    if (!missing.isEmpty()) {
      throw ExportFailures.damaged(
          named(missing),
          "is missing: %d of %d that %s.json lists are"
              .formatted(missing.size(), listed.size(), NAME));
    }
    Set<String> extra = new TreeSet<>(found);
    extra.removeAll(listed);
    if (!extra.isEmpty() && !summary.isIncremental()) {
      throw ExportFailures.damaged(named(extra), "is not listed in " + NAME + ".json");
    }
  }

  private String named(Set<String> names) {
    return names.stream()
            .limit(MAX_NAMED)
            .map(name -> folder.location().of(data() + "/" + name))
            .collect(Collectors.joining(", "))
        + (names.size() > MAX_NAMED ? ", …" : "");
  }
}
