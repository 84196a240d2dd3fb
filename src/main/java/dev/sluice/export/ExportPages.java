package dev.sluice.export;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.PagePermits;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageSource;
import dev.sluice.table.AwsSettings;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one task: its files, one after the other. Each file is checked before its first page is returned. Not
 * thread-safe.
 */
public final class ExportPages implements PageSource {
  private final PointInTimeExport export;
  private final List<DataFile> files;
  private final CheckedFiles checked;
  private final PagePermits permits;
  private final PageDemand demand;
  /** The position after the pages that were returned. */
  private ExportPosition position;

  private int file;
  private @Nullable FilePages pages;
  private @Nullable Page next;
  /** The page that was returned last, and the number of its items that was demanded. */
  private @Nullable Page current;

  private int demanded;
  private boolean isWanted = true;

  /**
   * Begins at a position.
   *
   * @param files the files of the task
   * @param capacity stops the read at its deadline; an export consumes no read units
   * @param from a position that {@link #position} returned for the same files
   * @param demand says whether another page is needed
   * @throws IllegalArgumentException if it is not a position in these files
   */
  public ExportPages(
      PointInTimeExport export,
      List<DataFile> files,
      AwsSettings aws,
      CapacityBroker capacity,
      String from,
      PageDemand demand) {
    this.export = export;
    this.files = List.copyOf(files);
    this.checked = new CheckedFiles(ExportFolders.at(export.folder(), aws));
    this.permits = new PagePermits(capacity);
    this.demand = demand;
    this.position = ExportPosition.parse(from, files.size());
    this.file = position.file();
  }

  @Override
  public boolean hasNext() {
    giveBack();
    while (next == null && isWanted && file < files.size()) {
      FilePages open = opened();
      if (open.isRead()) {
        open.mustBeComplete();
        close();
        file++;
      } else {
        read(open);
      }
    }
    if (next == null && isWanted) {
      position = new ExportPosition(files.size(), 0);
    }
    return next != null;
  }

  private void giveBack() {
    if (current != null) {
      demand.read(current, demanded);
      current = null;
    }
  }

  private void read(FilePages open) {
    OptionalInt items = demand.next();
    isWanted = items.isPresent();
    if (isWanted) {
      Answer.Permit permit = permits.await(0);
      demanded = items.getAsInt();
      next = open.next(demanded == 0 ? Integer.MAX_VALUE : demanded);
      permits.settle(permit, 0, 0);
    }
  }

  @Override
  public Page next() {
    Page page = hasNext() ? next : null;
    if (page == null) {
      throw new NoSuchElementException("no more pages");
    }
    next = null;
    current = page;
    position = position.after(file, page.count());
    return page;
  }

  private FilePages opened() {
    FilePages open = pages;
    if (open == null) {
      DataFile wanted = files.get(file);
      open = FilePages.open(export, wanted, file, PageContent.ROWS, () -> checked.open(wanted));
      pages = open;
      open.skip(position.itemsOf(file));
    }
    return open;
  }

  @Override
  public String position() {
    return position.text(files.size());
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }
}
