package dev.sluice.export;

import dev.sluice.scan.Page;
import dev.sluice.scan.SampleParts;
import dev.sluice.table.AwsSettings;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first items of some files. They are not checked: a sample decides only the columns, and damage in it is found when
 * the file is read.
 */
public final class ExportSample implements SampleParts {
  /** The number of files in a sample, as that of segments in the sample of a table. */
  private static final int MAX_FILES = 16;

  private final PointInTimeExport export;
  private final ExportFolder folder;
  private final List<DataFile> filled;
  private final List<DataFile> chosen;

  public ExportSample(PointInTimeExport export, AwsSettings aws) {
    this.export = export;
    this.folder = ExportFolders.at(export.folder(), aws);
    this.filled = export.files().stream().filter(file -> file.items() > 0).toList();
    int count = Math.min(MAX_FILES, filled.size());
    this.chosen = IntStream.range(0, count)
        .mapToObj(i -> filled.get((int) ((long) i * filled.size() / count)))
        .toList();
  }

  @Override
  public int count() {
    return chosen.size();
  }

  @Override
  public boolean areAll() {
    return chosen.size() == filled.size();
  }

  @Override
  public Part pages(int part, int items) {
    DataFile file = chosen.get(part);
    return new Part() {
      private final FilePages pages =
          FilePages.open(export, file, part, PageContent.IMAGES, () -> folder.open(file.path()));

      @Override
      public boolean hasNext() {
        return !pages.isRead();
      }

      @Override
      public Page next() {
        return pages.next(items);
      }

      @Override
      public void close() {
        pages.close();
      }
    };
  }
}
