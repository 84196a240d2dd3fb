package dev.sluice.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of one part that samples have read so far. Not thread-safe. */
final class KeptPart {
  private final List<KeptPage> pages = new ArrayList<>();
  private int items;

  /** The largest share for which the part was read as far as a sample reads it. */
  private int satisfied;

  /** Set once these pages are all of the part. */
  private boolean whole;

  /** Returns the number of items that can be read again; of a part that was read to its end, any number. */
  int items() {
    return whole ? Integer.MAX_VALUE : items;
  }

  /** Returns the bytes that it takes in memory. */
  long bytes() {
    return pages.stream().mapToLong(page -> page.deflated().length).sum();
  }

  /**
   * Returns the kept pages and, if they have fewer items than wanted, the pages after them.
   *
   * @param wanted the share of a sample, in items
   */
  SampleParts.Part pages(SampleParts source, int part, int wanted) {
    return new Reading(source, part, wanted);
  }

  private void add(Page page) {
    KeptPage kept = KeptPage.of(page);
    pages.add(kept);
    items += Math.max(0, kept.count());
  }

  private final class Reading implements SampleParts.Part {
    private final SampleParts parts;
    private final int part;
    private final int wanted;
    private SampleParts.@Nullable Part source;
    private int returned;
    private int requested;

    Reading(SampleParts parts, int part, int wanted) {
      this.parts = parts;
      this.part = part;
      this.wanted = wanted;
      if (lacks() && !pages.isEmpty()) {
        source = continued().orElseGet(this::anew);
      }
    }

    /** Returns whether a sample would read further than it was read before. */
    private boolean lacks() {
      return !whole && wanted > satisfied && items < wanted;
    }

    private Optional<SampleParts.Part> continued() {
      return parts.pagesAfter(part, wanted - items, pages.get(pages.size() - 1).next());
    }

    private SampleParts.Part anew() {
      pages.clear();
      items = 0;
      return parts.pages(part, wanted);
    }

    @Override
    public boolean isKept() {
      return returned < pages.size();
    }

    @Override
    public boolean isRead() {
      return whole && !isKept();
    }

    @Override
    public boolean hasNext() {
      return isKept()
          || (lacks() && requested < SampleParts.MAX_PAGES && source().hasNext());
    }

    private SampleParts.Part source() {
      if (source == null) {
        source = parts.pages(part, wanted);
      }
      return source;
    }

    @Override
    public Page next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more pages of a sample");
      }
      if (isKept()) {
        return pages.get(returned++).page();
      }
      SampleParts.Part open = source();
      Page page = open.next();
      add(page);
      requested++;
      returned++;
      whole = !open.hasNext();
      return page;
    }

    @Override
    public void close() {
      if (items >= wanted || requested == SampleParts.MAX_PAGES || emptied()) {
        satisfied = Math.max(satisfied, wanted);
      }
      if (source != null) {
        source.close();
      }
    }

    /** Returns whether the part has no page at all, or none any more. */
    private boolean emptied() {
      return source != null && !source.hasNext();
    }
  }
}
