package dev.sluice.summary;

import dev.sluice.failure.Printable;
import dev.sluice.item.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and stores {@link KnownRows}. The RUN row of a finished publication has the digest of its document, so that a
 * document is never believed about another table, or about a table that has been restored to an earlier time.
 *
 * @param ttl the lifetime of rows, counted for some of them from the last write
 */
record LastPublication(PublicationStore store, Duration ttl) {
  /** After so many publications in a row that skipped some rows, one asks for all of them. */
  static final int MAX_CHAIN = 30;

  /** After this part of their lifetime, rows are asked for again: rows without a window are renewed by that. */
  private static final int PART_OF_TTL = 4;

  /** Limit of finished publications whose documents are looked for: others may have other roots. */
  private static final int MAX_LOOKS = 30;

  private static final int DIGEST_DIGITS = 32;
  private static final Logger LOG = LoggerFactory.getLogger(LastPublication.class);

  /** Returns the rows of the last publication before this one; empty if all rows must be asked for. */
  Optional<KnownRows> before(Announcement mine, PublicationLog log) {
    return log.finishedBefore(mine)
        .limit(MAX_LOOKS)
        .flatMap(one -> read(one).stream())
        .findFirst()
        .filter(known -> !isDue(known, mine.position()));
  }

  private Optional<KnownRows> read(Announcement one) {
    Position position = one.position();
    Optional<byte[]> bytes = store.find(position.runId(), position.number(), one.known());
    try {
      if (bytes.isPresent() && digest(bytes.get()).equals(one.known())) {
        return Optional.of(KnownRowsCodec.read(bytes.get()))
            .filter(known -> known.position().equals(position));
      }
    } catch (IOException e) {
      LOG.warn(
          "The record of what run {} published cannot be read and is ignored: {}",
          Printable.brief(position.runId()),
          Printable.message(String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  private boolean isDue(KnownRows known, Position now) {
    if (known.chain().size() + 1 > MAX_CHAIN) {
      return true;
    }
    Position first = known.chain().isEmpty() ? known.position() : known.chain().get(0);
    Duration age = Duration.between(Instant.parse(first.asOf()), Instant.parse(now.asOf()));
    return age.compareTo(ttl.dividedBy(PART_OF_TTL)) > 0;
  }

  /** Stores the rows of a finished publication and returns the document's digest; empty if nothing is kept. */
  String keep(KnownRows rows) {
    if (store == PublicationStore.NONE) {
      return "";
    }
    byte[] bytes = KnownRowsCodec.write(rows);
    String digest = digest(bytes);
    store.store(rows.position().runId(), rows.position().number(), digest, bytes);
    return digest;
  }

  private static String digest(byte[] bytes) {
    return Sha256.of(bytes).substring(0, DIGEST_DIGITS);
  }
}
