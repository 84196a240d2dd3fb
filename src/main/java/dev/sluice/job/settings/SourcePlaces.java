package dev.sluice.job.settings;

import com.typesafe.config.Config;
import dev.sluice.summary.SummarySettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The places of one of several sources. Where the source sets none itself, the root is a folder below the shared root, the
 * namespace is within the shared one, and the report stands beside the shared path.
 *
 * @param name of the source
 * @param own what the source sets itself
 * @param shared the settings outside of {@code sources}
 */
record SourcePlaces(String name, Config own, Settings shared) {
  /** Returns the source's settings at its own places. */
  Settings of(Settings settings) {
    return settings.at(
        settings.snapshot().at(root(settings.snapshot().root())),
        summary(settings.summary()),
        report(settings.reportPath()),
        new BoardSettings(name, shared.aws(), shared.summary()));
  }

  private @Nullable URI root(@Nullable URI root) {
    return root == null || isOwn("dataset.root") ? root : URI.create(root + "/" + folder());
  }

  private SummarySettings summary(SummarySettings summary) {
    return isOwn("summary.namespace") ? summary : summary.within(name);
  }

  private @Nullable URI report(@Nullable URI report) {
    return report == null || isOwn("report.path")
        ? report
        : URI.create(report.toString().replaceFirst("(?i)(?=\\.html?$)", "-" + folder()));
  }

  /** Returns whether the source sets the key itself; null is a value here: no namespace, no path. */
  private boolean isOwn(String key) {
    return own.hasPathOrNull(key);
  }

  /** Returns the name as a part of an address, also if it has been refused. */
  private String folder() {
    return name.replaceAll("[^A-Za-z0-9_-]", "_");
  }
}
