package dev.sluice.job.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks {@code report.path}: it must be an HTML page, and none of a dataset's own files. */
final class ReportPathCheck {
  private static final List<String> PAGES = List.of(".html", ".htm");

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

  /** Returns whether the path is below the root, and not in the folder of reports there. */
  static boolean isAmongTheDatasets(URI path, URI root) {
    return Locations.below(path, root)
        .filter(rest -> !rest.isEmpty() && !rest.startsWith("reports/"))
        .isPresent();
  }
}
