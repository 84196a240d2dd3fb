package dev.sluice.job.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks {@code report.path}: it must be an HTML page, and none of a dataset's own files. */
final class ReportPathCheck {
  private static final List<String> PAGES = List.of(".html", ".htm");
  private static final Set<String> S3 = Set.of("s3", "s3a");

  private ReportPathCheck() {}

  /**
   * Adds the errors of the path.
   *
   * @param root of the dataset; null: none is set
   */
  static void check(Section report, @Nullable URI path, @Nullable URI root) {
    if (path == null) {
      return;
    }
    String name = path.getPath().toLowerCase(Locale.ROOT);
    if (PAGES.stream().noneMatch(name::endsWith)) {
      report.error(
          "path", "is not the name of an HTML page", "Let it end in .html, such as report.html.");
    }
    if (root != null && isAmongTheDatasets(path, root)) {
      report.error(
          "path",
          "is among the dataset's own files, below dataset.root",
          "Choose another folder, or <dataset.root>/reports/, which is the default.");
    }
  }

  private static boolean isAmongTheDatasets(URI path, URI root) {
    if ("file".equals(path.getScheme()) && "file".equals(root.getScheme())) {
      return isAmongTheDatasets(
          real(Path.of(path)).toString(), real(Path.of(root)).toString());
    }
    return S3.contains(path.getScheme())
        && S3.contains(root.getScheme())
        && path.getAuthority().equals(root.getAuthority())
        && isAmongTheDatasets(path.getPath(), root.getPath());
  }

  private static boolean isAmongTheDatasets(String path, String root) {
    String below = root.endsWith("/") ? root : root + "/";
    return path.startsWith(below) && !path.startsWith(below + "reports/");
  }

  /** Returns the path with links resolved, as far as it exists. */
  private static Path real(Path path) {
    Path there = path;
    while (there.getParent() != null) {
      try {
        return there.toRealPath().resolve(there.relativize(path)).normalize();
      } catch (IOException notThere) {
        there = there.getParent();
      }
    }
    return path;
  }
}
