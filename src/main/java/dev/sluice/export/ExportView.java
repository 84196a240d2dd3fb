package dev.sluice.export;

import java.util.Optional;

/** The images of a changed item that an incremental export has. */
public enum ExportView {
  /** The item after the change, and before. */
  NEW_AND_OLD_IMAGES,
  /** The item after the change alone. The API's model calls it NEW_IMAGE. */
  NEW_IMAGES;

  /** Returns the view of this name; empty if there is none. */
  static Optional<ExportView> of(String name) {
    return switch (name) {
      case "NEW_AND_OLD_IMAGES" -> Optional.of(NEW_AND_OLD_IMAGES);
      case "NEW_IMAGES", "NEW_IMAGE" -> Optional.of(NEW_IMAGES);
      default -> Optional.empty();
    };
  }
}
