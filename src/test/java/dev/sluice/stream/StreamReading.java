package dev.sluice.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageDemand;
import dev.sluice.testing.FakeStream;
import dev.sluice.testing.FakeStreamServer;
import dev.sluice.testing.MovedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a fake stream by a moved clock, as the driver and the executors of Spark do. */
final class StreamReading implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00.500Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  final MovedClock time = new MovedClock(BEGIN);
  final FakeStream stream;
  final FakeStreamServer server;
  Duration settledAfter = Duration.ofSeconds(30);

  final StreamClock clock = new StreamClock() {
    @Override
    public Instant now() {
      return time.instant();
    }

    @Override
    public void pause(Duration duration) {
      time.move(duration);
    }
  };

  StreamReading(long seed) {
    this.stream = new FakeStream(seed, time);
    this.server = FakeStreamServer.start(stream);
  }

  /** A change as a row has it. */
  record Row(String kind, String by, String sequence, String at, JsonNode item) {
    String id() {
      return item.path("id").path("S").asText();
    }

    /** Applies the change to a table. */
    void apply(Map<String, JsonNode> table) {
      if (kind.equals("remove")) {
        table.remove(id());
      } else {
        ObjectNode image = item.deepCopy();
        image.remove(List.of("_change", "_changed_at", "_sequence", "_changed_by", "_old"));
        table.put(id(), image);
      }
    }
  }

  StreamPosition begin() {
    return StreamPosition.begin(server.arn());
  }

  StreamFollower follow(StreamPosition from) {
    return follow(from, FollowedShards.Closed.COUNTED);
  }

  StreamFollower follow(StreamPosition from, FollowedShards.Closed closed) {
    FollowedShards shards = new FollowedShards(
        StreamCalls.of(server.settings(), server.arn()),
        from,
        settledAfter,
        closed,
        clock,
        () -> new StreamSource(server.settings(), "fake").check(server.arn()));
    return new StreamFollower(from, shards, clock);
  }

  /** Reads what is between two positions, task by task. */
  List<Row> read(StreamPosition start, StreamPosition end) {
    return StreamFollower.tasks(server.settings(), start, end).stream()
        .flatMap(task -> read(task).stream())
        .toList();
  }

  /** Reads all that the stream has now, as a batch does. */
  List<Row> readAll() {
    StreamPosition end =
        follow(begin(), FollowedShards.Closed.WHOLE).until(time.instant(), Long.MAX_VALUE);
    return read(begin(), end);
  }

  List<Row> read(String task) {
    List<Row> rows = new ArrayList<>();
    StreamPages pages = new StreamPages(
        server.settings(),
        CapacityBroker.UNLIMITED,
        StreamTask.parse(task),
        PageDemand.all(0),
        clock);
    while (pages.hasNext()) {
      Page page = pages.next();
      for (ItemCursor items = new ItemCursor(page); items.hasNext(); ) {
        rows.add(items.next(in -> {
          int start = in.position();
          in.skip();
          return row(in.since(start));
        }));
      }
    }
    return rows;
  }

  private static Row row(String json) {
    try {
      JsonNode item = JSON.readTree(json);
      return new Row(
          text(item, "_change"),
          text(item, "_changed_by"),
          text(item, "_sequence"),
          text(item, "_changed_at"),
          item);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode item, String name) {
    return item.path(name).path("S").asText();
  }

  /** Returns the numbers of changes, sorted, in the form in which the stream has them. */
  static List<String> numbers(List<Row> rows) {
    return rows.stream()
        .map(Row::sequence)
        .sorted()
        .map(s -> s.replaceFirst("^0+", ""))
        .toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
