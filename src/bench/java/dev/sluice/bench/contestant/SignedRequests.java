package dev.sluice.bench.contestant;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The table's bytes and no more: Scans signed by the SDK's signer and sent through Sluice's HTTP client, without the
 * service's client. Answers are read and dropped; only their counts and last keys are looked for.
 */
final class SignedRequests extends PlainThreads {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern COUNT = Pattern.compile("\"Count\":(\\d+)");
  private static final Pattern LAST_KEY =
      Pattern.compile("\"LastEvaluatedKey\":(\\{.*}),\"ScannedCount\"");

  /** The bytes at either end of an answer that hold all but its items. */
  private static final int ENDS = 1_000;

  /** A page has 1 MB of attributes; as JSON, above all small numbers, it is several times as long. */
  private static final int LONGEST_ANSWER = 16 << 20;

  private final SdkHttpClient http = Apache5HttpClient.create();
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsIdentity credentials =
      AwsCredentialsIdentity.create("bench", "bench");
  private final ThreadLocal<byte[]> buffers =
      ThreadLocal.withInitial(() -> new byte[LONGEST_ANSWER]);
  private @Nullable Scene scene;

  @Override
  public void prepare(Scene prepared) {
    scene = prepared;
  }

  private Scene scene() {
    if (scene == null) {
      throw new IllegalStateException("not prepared");
    }
    return scene;
  }

  @Override
  int pieces() {
    return scene().task().conditions().segments();
  }

  @Override
  long items(int segment) throws IOException {
    ObjectNode request = request(segment);
    long items = 0;
    boolean more = true;
    while (more) {
      byte[] buffer = buffers.get();
      int length = answer(JSON.writeValueAsBytes(request), buffer);
      items += Long.parseLong(first(COUNT, text(buffer, 0, Math.min(length, ENDS)), "0"));
      int tail = Math.max(0, length - ENDS);
      String key = first(LAST_KEY, text(buffer, tail, length - tail), "");
      more = !key.isEmpty();
      if (more) {
        request.set("ExclusiveStartKey", JSON.readTree(key));
      }
    }
    return items;
  }

  private ObjectNode request(int segment) {
    ObjectNode request = JSON.createObjectNode()
        .put("TableName", scene().task().table().tableName())
        .put("Segment", segment)
        .put("TotalSegments", pieces())
        .put("ReturnConsumedCapacity", "TOTAL");
    if (scene().isPruned()) {
      ObjectNode names = request.putObject("ExpressionAttributeNames");
      for (String column : scene().columns().fieldNames()) {
        names.put("#c" + names.size(), column);
      }
      request.put("ProjectionExpression", String.join(",", names.properties().stream()
          .map(name -> name.getKey())
          .toList()));
    }
    return request;
  }

  /** Sends a request. Returns the length of the answer in the buffer. */
  private int answer(byte[] body, byte[] buffer) throws IOException {
    ContentStreamProvider payload = ContentStreamProvider.fromByteArray(body);
    SdkHttpRequest request = SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .uri(scene().task().endpoint())
        .encodedPath("/")
        .putHeader("Content-Type", "application/x-amz-json-1.0")
        .putHeader("Content-Length", Integer.toString(body.length))
        .putHeader("X-Amz-Target", "DynamoDB_20120810.Scan")
        .build();
    SignedRequest signed = signer.sign(sign -> sign.identity(credentials)
        .request(request)
        .payload(payload)
        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
        .putProperty(AwsV4HttpSigner.REGION_NAME, Scene.REGION));
    HttpExecuteRequest call = HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElse(payload))
        .build();
    try (InputStream answer = http.prepareRequest(call).call().responseBody().orElseThrow()) {
      int length = answer.readNBytes(buffer, 0, buffer.length);
      if (length == buffer.length) {
        throw new IOException("an answer has more than " + length + " bytes");
      }
      return length;
    }
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  private static String first(Pattern pattern, String text, String none) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : none;
  }
}
