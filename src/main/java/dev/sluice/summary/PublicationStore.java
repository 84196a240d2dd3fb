package dev.sluice.summary;

import java.util.Optional;

/** Documents of publications about their rows, kept between runs. Losing one costs requests, nothing else. */
public interface PublicationStore {
  /** Keeps nothing: every publication asks for all its rows. */
  PublicationStore NONE = new PublicationStore() {
    @Override
    public Optional<byte[]> find(String runId, int number, String digest) {
      return Optional.empty();
    }

    @Override
    public void store(String runId, int number, String digest, byte[] content) {
      // every publication asks for all its rows
    }
  };

  /**
   * Reads a document.
   *
   * @param runId as the summary table has it: anybody may have written it
   * @param digest as the summary table has it
   */
  Optional<byte[]> find(String runId, int number, String digest);

  /** Stores a document unless there is one of the same names. */
  void store(String runId, int number, String digest, byte[] content);
}
