package dev.sluice.summary;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What publications remember, in memory. */
final class MemoryStore implements PublicationStore {
  private final Map<String, byte[]> documents = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> find(String runId, int number, String digest) {
    return Optional.ofNullable(documents.get(name(runId, number, digest)));
  }

  @Override
  public void store(String runId, int number, String digest, byte[] content) {
    documents.putIfAbsent(name(runId, number, digest), content);
  }

  /** Damages all documents. */
  void damage() {
    documents.replaceAll((name, content) -> new byte[] {1, 2, 3});
  }

  private static String name(String runId, int number, String digest) {
    return runId + "/" + number + "/" + digest;
  }
}
