package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.Mutations;
import dev.sluice.testing.SdkView;
import dev.sluice.testing.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Scan responses that are damaged on their way over HTTP, each once. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamagedPagesTest {
  private static final byte[] END = "{\"Count\":0,\"Items\":[]}".getBytes(StandardCharsets.UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicReference<ServedPages> TABLE = new AtomicReference<>();

  private final byte[] whole = page(3);
  private final List<Object> sound = bySdk(whole);

  @BeforeAll
  static void serve() {
    TABLE.set(new ServedPages(random(0, 200)));
  }

  @AfterAll
  static void close() {
    TABLE.get().close();
  }

  @Tag("thorough")
  @Test
  void whatTheChecksumTellsIsAskedForAgain() throws IOException {
    Mutations damage = new Mutations(21);
    for (int i = 0; i < 100; i++) {
      DynamoDbReply damaged = DynamoDbReply.of(200, damage.of(whole)).withChecksumOf(whole);
      AtomicInteger first = new AtomicInteger();

      List<Object> items = TABLE
          .get()
          .read(page -> page == 0 && first.getAndIncrement() == 0
              ? damaged
              : DynamoDbReply.of(200, page == 0 ? whole : END));

      assertThat(items).isEqualTo(sound);
      assertThat(first.get()).isEqualTo(2);
    }
  }

  /** Accepted as the SDK would, or asked for again, or an error that says where. */
  @Test
  void whatNoChecksumTellsIsNoWrongRow() {
    Mutations damage = new Mutations(22);
    int accepted = 0;
    for (int i = 0; i < 200; i++) {
      byte[] bytes = damage.of(whole);
      DynamoDbReply reply = DynamoDbReply.of(200, bytes);
      DynamoDbReply damaged = i % 2 == 0 ? reply : reply.withoutChecksum();
      AtomicInteger first = new AtomicInteger();
      try {
        List<Object> items = TABLE
            .get()
            .read(page -> page == 0 && first.getAndIncrement() == 0
                ? damaged
                : DynamoDbReply.of(200, page == 0 ? whole : END));
        boolean again = first.get() > 1;
        accepted += again ? 0 : 1;
        assertThat(isAmong(items, again ? sound : bySdk(bytes)))
            .as("%s%n%s", new String(bytes, StandardCharsets.ISO_8859_1), items)
            .isTrue();
      } catch (ResourceUnavailableException e) {
        assertThat(e).hasMessageContainingAll("table " + TABLE.get().table(), " of segment 0 of 1");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(accepted).isBetween(1, 199);
  }

  /** The client's retries take up to a minute, waits included. */
  @Test
  @Tag("long")
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void damageThatStaysIsNamed() {
    DynamoDbReply damaged =
        DynamoDbReply.of(200, new Mutations(23).of(whole)).withChecksumOf(whole);

    assertThatThrownBy(() -> TABLE.get().read(page -> page < 2 ? next(page + 1) : damaged))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll(
            "table " + TABLE.get().table(), "page 2 of segment 0 of 1", "CRC32");
    assertThat(TABLE.get().requests()).isGreaterThan(3);
  }

  /** In this order; items that were rejected are missing. */
  private static boolean isAmong(List<Object> items, List<Object> all) {
    Iterator<Object> rest = all.iterator();
    for (Object item : items) {
      boolean found = false;
      while (!found && rest.hasNext()) {
        found = item.equals(rest.next());
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private static DynamoDbReply next(int page) {
    String body = "{\"Count\":0,\"Items\":[],\"LastEvaluatedKey\":{\"id\":{\"S\":\"%d\"}}}";
    return DynamoDbReply.of(200, body.formatted(page).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] page(int size) {
    String body =
        "{\"Count\":%d,\"Items\":%s,\"LastEvaluatedKey\":{\"id\":{\"S\":\"1\"}},\"ScannedCount\":%d}";
    return body.formatted(size, WireJson.of(random(1, size), new Random(6)), size)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<Map<String, AttributeValue>> random(long seed, int size) {
    RandomItems items = new RandomItems(seed);
    return IntStream.range(0, size).mapToObj(i -> items.item("item-" + i)).toList();
  }

  /** What the SDK refuses, or gives no value to, is no item. */
  private static List<Object> bySdk(byte[] body) {
    List<Object> items = new ArrayList<>();
    try (SdkView sdk = new SdkView()) {
      for (Map<String, AttributeValue> item :
          sdk.items(body).orElseGet(() -> oneByOne(body, sdk))) {
        try {
          items.add(Reassembled.of(item));
        } catch (IllegalArgumentException | NullPointerException noItem) {
          items.add(noItem);
        }
      }
    }
    return items;
  }

  /** For one item of a page, the SDK refuses all of them. */
  private static List<Map<String, AttributeValue>> oneByOne(byte[] body, SdkView sdk) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    try {
      for (JsonNode item : JSON.readTree(body).path("Items")) {
        sdk.items("{\"Items\":[%s]}".formatted(item).getBytes(StandardCharsets.UTF_8))
            .ifPresent(items::addAll);
      }
      return items;
    } catch (IOException noJson) {
      return List.of();
    }
  }
}
