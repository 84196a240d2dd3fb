package dev.sluice.scan;

import dev.sluice.capacity.ReadPacer;
import dev.sluice.table.AwsFailures;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The pages of one segment, in order. A page may be empty. */
public final class SegmentPages implements Iterator<Page> {
  private final DynamoDbClient client;
  private final TableScan scan;
  private final int segment;
  private final int totalSegments;
  private final ReadPacer pacer;
  private final int itemLimit;
  private @Nullable Map<String, AttributeValue> startKey;
  private long pages;
  private boolean done;

  /**
   * @param client one of {@link ScanClients}
   * @param itemLimit items a page has at most; 0: as many as make 1 MB
   */
  public SegmentPages(
      DynamoDbClient client,
      TableScan scan,
      int segment,
      int totalSegments,
      ReadPacer pacer,
      int itemLimit) {
    this.client = client;
    this.scan = scan;
    this.segment = segment;
    this.totalSegments = totalSegments;
    this.pacer = pacer;
    this.itemLimit = itemLimit;
  }

  @Override
  public boolean hasNext() {
    return !done;
  }

  /**
   * @throws dev.sluice.failure.Unusable where the table cannot be read, also when still throttled after all retries
   */
  @Override
  public Page next() {
    if (done) {
      throw new NoSuchElementException("segment " + segment + " has no more pages");
    }
    ReadPacer.Turn turn = pacer.awaitTurn();
    ItemsTap.Items items = new ItemsTap.Items();
    PageCall call = new PageCall(client, scan, segment, totalSegments);
    PageCall.Answer answer = AwsFailures.translated(
        "table " + scan.table(), () -> call.ask(items, startKey, pacer.itemLimit(itemLimit)));
    pacer.consumed(turn, answer.units(), answer.scanned());
    startKey = answer.startKey();
    done = startKey.isEmpty();
    return new Page(
        segment, pages++, items.wire(), answer.count(), answer.scanned(), answer.units());
  }
}
