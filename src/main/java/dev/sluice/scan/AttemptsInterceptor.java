package dev.sluice.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Reports each attempt of the SDK, including retries, to the {@link PageAttempts} of a page. */
final class AttemptsInterceptor implements ExecutionInterceptor {
  /** The recipient of a request's attempts. Requests without it pass unchanged. */
  static final ExecutionAttribute<PageAttempts> ATTEMPTS =
      new ExecutionAttribute<>("SluiceAttempts");

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    PageAttempts attempts = attributes.getAttribute(ATTEMPTS);
    if (attempts != null) {
      attempts.sending();
    }
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    PageAttempts attempts = attributes.getAttribute(ATTEMPTS);
    if (attempts != null && context.httpResponse().isSuccessful()) {
      attempts.answering();
    }
    return context.httpResponse();
  }

  /** Reads the kind of an error from the body; no header contains it. */
  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    PageAttempts attempts = attributes.getAttribute(ATTEMPTS);
    Optional<InputStream> body = context.responseBody();
    if (attempts == null || body.isEmpty() || context.httpResponse().statusCode() != 400) {
      return body;
    }
    byte[] error = read(body.get());
    ThrottlingError.of(new String(error, StandardCharsets.UTF_8)).ifPresent(attempts::throttled);
    return Optional.of(new ByteArrayInputStream(error));
  }

  private static byte[] read(InputStream body) {
    try (body) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
