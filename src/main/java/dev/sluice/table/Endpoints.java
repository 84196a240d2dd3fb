package dev.sluice.table;

import java.net.URI;

/** What an endpoint's address tells. */
public final class Endpoints {
  private Endpoints() {}

  /** Whether it is on this machine: an emulator, which no limit has to protect. */
  public static boolean isLocal(URI endpoint) {
    String host = endpoint.getHost();
    return host != null
        && (host.equals("localhost")
            || host.matches("127(\\.\\d{1,3}){3}")
            || host.equals("[::1]")
            || host.equals("::1"));
  }
}
