package dev.sluice.scan;

import dev.sluice.capacity.PagePermits;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The segments of a Scan from which a sample is taken. */
public final class SampleSegments implements SampleParts {
  private final TableScan scan;
  private final int segments;
  private final DynamoDbClient client;
  private final PagePermits permits;

  public SampleSegments(TableScan scan, int segments) {
    this.scan = scan;
    this.segments = segments;
    this.client = ScanClients.shared(scan.aws());
    this.permits = new PagePermits(scan.capacity());
  }

  @Override
  public int count() {
    return segments;
  }

  @Override
  public boolean areAll() {
    return true;
  }

  @Override
  public Part pages(int segment, int items) {
    return new Segment(new SegmentPages(client, scan, segment, segments, permits, items), items);
  }

  @Override
  public Optional<Part> pagesAfter(int segment, int items, Map<String, AttributeValue> key) {
    return Optional.of(new Segment(
        new SegmentPages(client, scan, segment, segments, permits, items, new PageBuffers(), key),
        items));
  }

  /** Each page is of the items that those before it lack: pages of large items end at 1 MB. */
  private static final class Segment implements Part {
    private final SegmentPages pages;
    private int wanted;

    Segment(SegmentPages pages, int wanted) {
      this.pages = pages;
      this.wanted = wanted;
    }

    @Override
    public boolean hasNext() {
      return pages.hasNext();
    }

    @Override
    public Page next() {
      Page page = pages.next();
      wanted -= Math.max(0, page.count());
      if (wanted > 0) {
        pages.limitPages(wanted);
      }
      return page;
    }
  }
}
