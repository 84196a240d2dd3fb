package dev.sluice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.change.Change;
import dev.sluice.change.ChangeKind;
import dev.sluice.change.ChangedBy;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.wire.DynamoJsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that emulators write otherwise than DynamoDB: taken where their meaning is clear, else refused in words. */
final class StreamRecordTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODIFIED = """
      {"eventID":"1","eventName":"MODIFY","eventVersion":"1.1","dynamodb":{"ApproximateCreationDateTime":1700000000,
      "Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"}},"OldImage":{"id":{"S":"a"}},"SequenceNumber":"77"}}""";

  /** Where, what is there instead (nothing: it is missing), and what the record then is. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      /userIdentity | null | MODIFY user
      /userIdentity | {} | MODIFY user
      /userIdentity | "root" | MODIFY user
      /userIdentity | {"Type":null,"PrincipalId":null} | MODIFY user
      /userIdentity | {"Type":"Service","PrincipalId":"dynamodb.amazonaws.com","more":{"a":[1]}} | MODIFY ttl
      /userIdentity | {"type":"Service","principalId":"dynamodb.amazonaws.com"} | MODIFY ttl
      /eventName | "modify" | MODIFY user
      /dynamodb/OldImage | null | MODIFY user
      /dynamodb/OldImage | {} | MODIFY user
      /dynamodb/ApproximateCreationDateTime | 1700000000.75 | MODIFY user
      /dynamodb/ApproximateCreationDateTime | "1700000000" | MODIFY user
      /dynamodb/ApproximateCreationDateTime | 1.7E9 | MODIFY user
      /dynamodb/SequenceNumber | 77 | MODIFY user
      /dynamodb/StreamViewType | null | MODIFY user
      """)
  void isTakenWhereItsMeaningIsClear(String pointer, String value, String expected)
      throws IOException {
    Change change = read(changed(pointer, value)).change();

    assertThat(change.kind().name() + " " + change.by()).isEqualTo(expected);
    assertThat(change.at()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(change.sequence()).endsWith("0077").hasSize(40);
    assertThat(change.oldImage() == null).isEqualTo(pointer.endsWith("OldImage"));
  }

  @Test
  void aRemovalMayHaveAnEmptyNewImage() throws IOException {
    for (String empty : new String[] {"null", "{}"}) {
      ObjectNode record = changed("/eventName", "\"REMOVE\"");
      ((ObjectNode) record.path("dynamodb")).set("NewImage", JSON.readTree(empty));

      Change change = read(record).change();

      assertThat(change.kind()).isEqualTo(ChangeKind.REMOVE);
      assertThat(change.by()).isEqualTo(ChangedBy.USER);
      assertThat(change.newImage()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      /eventName | "UPSERT" | record 77 has the eventName UPSERT, which is none of INSERT, MODIFY and REMOVE
      /eventName | null | record 77 has no eventName
      /eventName | "REMOVE" | record 77 is a remove with a NewImage
      /dynamodb | null | a record has no SequenceNumber
      /dynamodb/Keys | null | record 77 has no Keys
      /dynamodb/Keys | {} | record 77 has no Keys
      /dynamodb/NewImage | null | record 77 is a modify without a NewImage
      /dynamodb/SequenceNumber | "x1" | record x1 has a SequenceNumber that is no number of at most 40 digits
      /dynamodb/SequenceNumber | null | a record has no SequenceNumber
      /dynamodb/ApproximateCreationDateTime | "today" | record 77 has the ApproximateCreationDateTime today, which is no number of seconds
      /dynamodb/ApproximateCreationDateTime | null | record 77 has no ApproximateCreationDateTime
      """)
  void isElseRefusedInWords(String pointer, String value, String message) throws IOException {
    ObjectNode record = changed(pointer, value);

    assertThatThrownBy(() -> read(record))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aReadNamesStreamShardAndRecord() {
    try (StreamReading reading = new StreamReading(4)) {
      reading.stream.open(1);
      reading.stream.record(json -> json.put("eventName", "UPSERT"));

      assertThatThrownBy(reading::readAll)
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContainingAll(
              "stream " + reading.server.arn() + ", shard shardId-",
              ": record " + reading.stream.written().get(0) + " has the eventName UPSERT");
    }
  }

  @Test
  void aReadPassesNullIdentities() {
    try (StreamReading reading = new StreamReading(4)) {
      reading.stream.open(1);
      reading.stream.record(json -> json.putNull("userIdentity"));

      assertThat(reading.readAll()).extracting(StreamReading.Row::by).containsExactly("user");
    }
  }

  private static ObjectNode changed(String pointer, String value) throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(MODIFIED);
    int name = pointer.lastIndexOf('/');
    JsonNode parent = record.at(pointer.substring(0, name));
    ((ObjectNode) parent).set(pointer.substring(name + 1), JSON.readTree(value));
    return record;
  }

  private static StreamRecord read(JsonNode record) {
    return StreamRecord.read(
        new DynamoJsonReader(record.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
