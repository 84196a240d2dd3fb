package dev.sluice.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.demo.export.ExportFront;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/**
 * Steers the exports of an embedded DynamoDB: their clock, and how they go. Only for embedded servers: DynamoDB knows
 * neither request.
 *
 * @param dynamoDb the endpoint
 */
public record ExportControl(URI dynamoDb) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * Moves the clock by which exports and point-in-time recovery go. Whatever was written before has been written before
   * the move, and what is written later after it.
   *
   * @return the time after the move
   */
  public Instant forward(Duration by) {
    return Instant.parse(post(ExportFront.CLOCK, object().put("forward", by.toString()))
        .path("now")
        .asText());
  }

  /** Lets further exports take this time by that clock. */
  public void lasting(Duration time) {
    post(ExportFront.EXPORTS, object().put("lasting", time.toString()));
  }

  /** Lets further exports end with this failure, as DescribeExport tells it. */
  public void failing(String code, String message) {
    post(ExportFront.EXPORTS, object().put("failureCode", code).put("failureMessage", message));
  }

  /** Lets further exports be encrypted with this KMS key. There is no other; at first there is none. */
  public void encrypting(String kmsKey) {
    post(ExportFront.EXPORTS, object().put("kmsKey", kmsKey));
  }

  /** Lets exports take this time, and refuses further ones while so many are in progress. */
  public void limited(int concurrent, Duration lasting) {
    post(
        ExportFront.EXPORTS,
        object().put("concurrent", concurrent).put("lasting", lasting.toString()));
  }

  /** Lets further exports go as at the start: each ends at once. */
  public void reset() {
    post(ExportFront.EXPORTS, object());
  }

  private JsonNode post(String path, ObjectNode content) {
    HttpRequest request = HttpRequest.newBuilder(dynamoDb.resolve(path))
        .POST(BodyPublishers.ofString(content.toString()))
        .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " was refused: " + answer.body());
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + path, e);
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
