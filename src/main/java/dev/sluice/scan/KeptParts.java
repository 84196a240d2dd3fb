package dev.sluice.scan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items of a table's samples, kept as they came. A further sample reads them from memory, and requests only the
 * items that it lacks. Not thread-safe.
 */
public final class KeptParts {
  private final Map<String, KeptPart> parts = new HashMap<>();

  /** Returns the bytes that the items take in memory, compressed. */
  public long bytes() {
    return parts.values().stream().mapToLong(KeptPart::bytes).sum();
  }

  /** Forgets all items. */
  public void forget() {
    parts.clear();
  }

  /** Returns these parts, of which kept items are not requested again, and others are kept. */
  public SampleParts of(SampleParts source) {
    return new Kept(source);
  }

  private final class Kept implements SampleParts {
    private final SampleParts source;

    Kept(SampleParts source) {
      this.source = source;
    }

    private KeptPart kept(String name) {
      return parts.computeIfAbsent(name, n -> new KeptPart());
    }

    @Override
    public int count() {
      return source.count();
    }

    @Override
    public boolean areAll() {
      return source.areAll();
    }

    @Override
    public String name(int part) {
      return source.name(part);
    }

    @Override
    public int kept(int part) {
      return kept(name(part)).items();
    }

    @Override
    public Part pages(int part, int items) {
      return kept(name(part)).pages(source, part, items);
    }

    @Override
    public Optional<Part> pagesAfter(int part, int items, Map<String, AttributeValue> key) {
      return source.pagesAfter(part, items, key);
    }
  }
}
