package dev.sluice.table;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses and classifies addresses of endpoints. */
public final class Endpoints {
  private Endpoints() {}

  /**
   * Parses an address that consists of scheme, host and port.
   *
   * @throws IllegalArgumentException if it has anything else, or is neither http nor https
   */
  public static URI parsed(String text) {
    URI uri = URI.create(text);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean bare = uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && Set.of("", "/").contains(String.valueOf(uri.getRawPath()));
    if (!http || uri.getHost() == null || !bare) {
      throw new IllegalArgumentException();
    }
    return uri;
  }

  /**
   * Returns the address of Streams beside one of DynamoDB: the region's own has another name, an emulator has one for
   * both.
   */
  static URI ofStreams(URI dynamoDb) {
    String host = dynamoDb.getHost();
    String streams = host.matches("dynamodb(-fips)?\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?")
        ? "streams." + host
        : host.matches("dynamodb(-fips)?\\.[a-z0-9-]+\\.api\\..+") ? "streams-" + host : host;
    return streams.equals(host)
        ? dynamoDb
        : URI.create(dynamoDb.toString().replaceFirst(Pattern.quote(host), streams));
  }

  /** Returns whether requests to it cross a network unencrypted. */
  public static boolean isInClear(URI endpoint) {
    return "http".equals(endpoint.getScheme()) && !isLocal(endpoint);
  }

  /** Returns whether it is on this machine: an emulator, which needs no limit. */
  public static boolean isLocal(URI endpoint) {
    String host = endpoint.getHost();
    return host != null
        && (host.equals("localhost")
            || host.matches("127(\\.\\d{1,3}){3}")
            || host.equals("[::1]")
            || host.equals("::1"));
  }
}
