package dev.sluice.dataset.lake;

import dev.sluice.demo.export.ExportingServers;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The servers of histories, started when the first of a kind needs them. */
final class NightServers implements AutoCloseable {
  private @Nullable ExportingServers moving;
  private @Nullable ExportingServers still;

  /** Draws the way in which a history reads its table. */
  NightSource source(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new StreamedNights(still(), random);
      case 1 -> new RequestedNights(moving(), random);
      default -> new ExportedNights(moving(), random);
    };
  }

  private ExportingServers moving() {
    if (moving == null) {
      moving = new ExportingServers();
    }
    return moving;
  }

  private ExportingServers still() {
    if (still == null) {
      still = new ExportingServers();
    }
    return still;
  }

  @Override
  public void close() {
    if (moving != null) {
      moving.close();
    }
    if (still != null) {
      still.close();
    }
  }
}
