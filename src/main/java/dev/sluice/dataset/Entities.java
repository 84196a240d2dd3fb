package dev.sluice.dataset;

import dev.sluice.dataset.run.Chunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/** Folders of kinds of item within a table, named as Hive names them: {@code entity=USER/}. */
public final class Entities {
  private static final String ENTITY = "entity=";

  private Entities() {}

  /** With a slash at its end; of items that do not say their kind {@code entity=__HIVE_DEFAULT_PARTITION__/}. */
  static String folder(String entity) {
    String name = entity.isEmpty()
        ? ExternalCatalogUtils.DEFAULT_PARTITION_NAME()
        : ExternalCatalogUtils.escapePathName(entity);
    return ENTITY + name + "/";
  }

  /** The folder below {@code tables/} of a table's items of one kind, without a slash at its end. */
  public static String of(String table, String entity) {
    String folder = folder(entity);
    return table + "/" + folder.substring(0, folder.length() - 1);
  }

  /** The kind whose folder a file is in; empty where it is in none. */
  static Optional<String> of(String path) {
    int start = path.indexOf("/" + ENTITY);
    if (start < 0) {
      return Optional.empty();
    }
    String name = path.substring(start + 1 + ENTITY.length(), path.indexOf('/', start + 1));
    return Optional.of(
        name.equals(ExternalCatalogUtils.DEFAULT_PARTITION_NAME())
            ? ""
            : ExternalCatalogUtils.unescapePathName(name));
  }

  /** Kind → items in these files. */
  static Map<String, Long> counts(List<Chunk.Written> files) {
    Map<String, Long> counts = new TreeMap<>();
    files.forEach(
        file -> of(file.path()).ifPresent(entity -> counts.merge(entity, file.rows(), Long::sum)));
    return counts;
  }
}
