package dev.sluice.export;

import dev.sluice.table.AwsSettings;
import java.nio.file.Path;

/** Opens the folders of exports. */
final class ExportFolders {
  private ExportFolders() {}

  /** Opens the folder at a location that is not an ARN. */
  static ExportFolder at(ExportLocation location, AwsSettings aws) {
    return location.isS3()
        ? S3Folder.open(location, aws)
        : new LocalFolder(location, Path.of(location.text()));
  }
}
