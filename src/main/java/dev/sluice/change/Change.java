package dev.sluice.change;

import dev.sluice.item.EpochUnit;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of an item, wherever it was found.
 *
 * @param at when it happened, to the microsecond at most, in the years 1 to 9999
 * @param sequence ASCII text without quotes and backslashes, by which the changes of one item sort in their order
 * @param keys the attributes of the primary key
 * @param newImage the item after the change; null: it was removed
 * @param oldImage the item before the change; null: there was none, or it is not known
 */
public record Change(
    ChangeKind kind,
    Instant at,
    String sequence,
    ChangedBy by,
    Image keys,
    @Nullable Image newImage,
    @Nullable Image oldImage) {
  public Change {
    if ((kind == ChangeKind.REMOVE) != (newImage == null)) {
      throw new IllegalArgumentException("a new image is what only a removal does not have");
    }
    if (!EpochUnit.isInRange(EpochUnit.micros(at))) {
      throw new IllegalArgumentException("not in the years 1 to 9999: " + at);
    }
  }

  /** Returns the attributes that the row of this change has in its columns. */
  public Image row() {
    return newImage == null ? keys : newImage;
  }

  /** Returns the images that tell which attributes items have, and their types: the keys if there is no other. */
  public List<Image> images() {
    List<Image> images =
        Stream.of(newImage, oldImage).flatMap(Stream::ofNullable).toList();
    return images.isEmpty() ? List.of(keys) : images;
  }
}
