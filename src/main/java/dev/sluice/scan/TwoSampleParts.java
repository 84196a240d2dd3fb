package dev.sluice.scan;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Parts of two kinds, as those of one sample. Parts of the second kind keep their names if the first has more later. */
public record TwoSampleParts(SampleParts first, SampleParts second) implements SampleParts {
  private boolean isFirst(int part) {
    return part < first.count();
  }

  private int inSecond(int part) {
    return part - first.count();
  }

  @Override
  public int count() {
    return first.count() + second.count();
  }

  @Override
  public boolean areAll() {
    return first.areAll() && second.areAll();
  }

  @Override
  public String name(int part) {
    return isFirst(part) ? "1 " + first.name(part) : "2 " + second.name(inSecond(part));
  }

  @Override
  public Part pages(int part, int items) {
    return isFirst(part) ? first.pages(part, items) : second.pages(inSecond(part), items);
  }

  @Override
  public Optional<Part> pagesAfter(int part, int items, Map<String, AttributeValue> key) {
    return isFirst(part)
        ? first.pagesAfter(part, items, key)
        : second.pagesAfter(inSecond(part), items, key);
  }
}
