package dev.sluice.stream;

import dev.sluice.change.ChangeItems;
import dev.sluice.change.Image;
import dev.sluice.item.RequestStats;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageId;
import dev.sluice.scan.SampleParts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** The images of the first records of some shards. */
final class StreamSample implements SampleParts {
  /** The number of shards in a sample, as that of segments in the sample of a table. */
  private static final int MAX_SHARDS = 16;

  private static final int MAX_ANSWERS = 10;

  private final StreamCalls calls;
  private final List<Shard> chosen;

  StreamSample(StreamCalls calls) {
    this.calls = calls;
    List<Shard> listed = List.copyOf(calls.shards().shards());
    int count = Math.min(MAX_SHARDS, listed.size());
    this.chosen = IntStream.range(0, count)
        // the youngest is one of them
        .mapToObj(i -> listed.get(listed.size() - 1 - (int) ((long) i * listed.size() / count)))
        .toList();
  }

  @Override
  public int count() {
    return chosen.size();
  }

  /** Returns false: more changes come. */
  @Override
  public boolean areAll() {
    return false;
  }

  /** Returns the shard's id: there are other shards later. */
  @Override
  public String name(int part) {
    return chosen.get(part).id();
  }

  @Override
  public Part pages(int part, int items) {
    return new Images(calls, chosen.get(part).id(), items);
  }

  private static final class Images implements Part {
    private final StreamCalls calls;
    private final String shard;
    private final int most;
    private @Nullable String iterator;
    private int answers;

    Images(StreamCalls calls, String shard, int items) {
      this.calls = calls;
      this.shard = shard;
      this.most = Math.min(items, StreamCalls.MAX_RECORDS);
      this.iterator = opened();
    }

    private @Nullable String opened() {
      try {
        return calls.iterator(shard, null);
      } catch (ResourceNotFoundException e) {
        // all of its records were trimmed after it was listed
        return null;
      }
    }

    @Override
    public boolean hasNext() {
      return iterator != null && answers < MAX_ANSWERS;
    }

    /** Returns the images of an answer; of several empty ones, the last. */
    @Override
    public Page next() {
      StreamCalls.Answer answer;
      do {
        answer = records(String.valueOf(iterator));
        iterator = answer.next();
      } while (answer.records().isEmpty() && hasNext());
      return page(answer);
    }

    private StreamCalls.Answer records(String from) {
      try {
        return calls.records(shard, from, most, answers++);
      } catch (TrimmedDataAccessException | ResourceNotFoundException e) {
        // records of a day ago are trimmed all the time; others are sampled
        return new StreamCalls.Answer(List.of(), null);
      }
    }

    private Page page(StreamCalls.Answer answer) {
      List<Image> images = answer.records().stream()
          .flatMap(record -> record.change().images().stream())
          .toList();
      PageId id = PageId.ofShard(calls.name(shard), answers);
      RequestStats requests = new RequestStats(1, 0, 0, Duration.ZERO);
      return new Page(
          id,
          JsonPage.of(images, ChangeItems::write),
          images.size(),
          images.size(),
          0,
          requests,
          Map.of());
    }
  }
}
