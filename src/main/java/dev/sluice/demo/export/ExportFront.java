package dev.sluice.demo.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A front on the endpoint of DynamoDB Local, in the same server: a request costs a look at its header, and is not
 * copied. It answers the operations of {@link ExportOperations}, and two requests of its own, which have no {@code
 * X-Amz-Target}:
 *
 * <ul>
 *   <li>{@code POST /sluice/clock} with {@code {"forward":"PT15M"}} moves its clock, by which writes are recorded and all
 *       limits and times of exports are kept. DynamoDB Local keeps the host's.
 *   <li>{@code POST /sluice/exports} with {@code lasting} (a duration), {@code concurrent} (a number), {@code failureCode},
 *       {@code failureMessage} and {@code kmsKey} (the id of the only KMS key that there is) says how further exports go.
 * </ul>
 */
public final class ExportFront extends Handler.Wrapper {
  public static final String CLOCK = "/sluice/clock";
  public static final String EXPORTS = "/sluice/exports";

  private static final String TARGET = "X-Amz-Target";
  private static final int OK = 200;
  private static final int REFUSED = 400;

  private final MovableClock clock;
  private final RecoverableTables tables;
  private final Exports exports;
  private final ExportOperations operations;

  /**
   * Stands before DynamoDB Local.
   *
   * @param dynamoDb answers all other requests
   * @param recorded the tables, as {@code dynamoDb} has them
   * @param s3 receives the exports
   */
  public ExportFront(Handler dynamoDb, RecordedRequests recorded, S3Client s3) {
    super(dynamoDb);
    this.clock = recorded.clock();
    this.tables = recorded.tables();
    this.exports = new Exports(tables, clock, s3);
    this.operations = new ExportOperations(tables, exports, clock);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (clock.isMoved()) {
      response
          .getHeaders()
          .put(
              HttpHeader.DATE,
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  clock.instant().atOffset(ZoneOffset.UTC)));
    }
    String target = request.getHeaders().get(TARGET);
    if (target == null) {
      return control(request, response, callback);
    }
    return ExportOperations.has(target)
        ? answer(request, response, callback, given -> operations.answer(target, given))
        : super.handle(request, response, callback);
  }

  private boolean control(Request request, Response response, Callback callback) throws Exception {
    return switch (Objects.requireNonNullElse(request.getHttpURI().getPath(), "")) {
      case CLOCK -> answer(request, response, callback, this::forward);
      case EXPORTS -> answer(request, response, callback, this::behave);
      default -> super.handle(request, response, callback);
    };
  }

  private ObjectNode forward(Parameters given) {
    Duration by = given.duration("forward");
    if (by == null || by.isNegative()) {
      throw ServiceException.invalid(
          "The clock moves forward only: \"forward\" must be a duration such as PT15M");
    }
    Instant now = tables.move(by);
    exports.finish();
    return object().put("now", now.toString());
  }

  private ObjectNode behave(Parameters given) {
    exports.behave(Behaviour.of(given));
    return object();
  }

  private static boolean answer(
      Request request,
      Response response,
      Callback callback,
      Function<Parameters, ObjectNode> operation)
      throws IOException {
    String body = Content.Source.asString(request);
    try {
      send(response, callback, OK, operation.apply(Parameters.of(body)));
    } catch (ServiceException e) {
      send(
          response,
          callback,
          REFUSED,
          object().put("__type", e.type()).put("message", e.getMessage()));
    }
    return true;
  }

  private static void send(Response response, Callback callback, int status, ObjectNode content) {
    byte[] bytes = content.toString().getBytes(UTF_8);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
    response.getHeaders().put("x-amz-crc32", Long.toString(checksum.getValue()));
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
