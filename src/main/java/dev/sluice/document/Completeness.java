package dev.sluice.document;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds record components that are null although their type forbids it. The JSON parser does not check this. */
final class Completeness {
  private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
    @Override
    protected List<Component> computeValue(Class<?> type) {
      return Stream.of(type.getRecordComponents()).map(Component::of).toList();
    }
  };

  private Completeness() {}

  /** A component of a record. */
  private record Component(RecordComponent part, boolean nullable, boolean free) {
    static Component of(RecordComponent part) {
      part.getAccessor().setAccessible(true);
      return new Component(
          part,
          part.getAnnotatedType().isAnnotationPresent(Nullable.class),
          part.getGenericType().getTypeName().endsWith(Object.class.getName() + ">"));
    }

    @Nullable
    Object of(Object whole) {
      try {
        return part.getAccessor().invoke(whole);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("a record's accessor cannot be called", e);
      }
    }
  }

  /** Returns the path of the first missing component, such as {@code tables.events.arn}; empty if none is missing. */
  static String missing(Object value, String path) {
    if (value instanceof Record) {
      return COMPONENTS.get(value.getClass()).stream()
          .map(part -> missing(part, value, path))
          .filter(found -> !found.isEmpty())
          .findFirst()
          .orElse("");
    }
    if (value instanceof Collection<?> list) {
      return firstMissing(list, path);
    }
    return value instanceof Map<?, ?> map ? firstMissing(map, path) : "";
  }

  private static String missing(Component part, Object whole, String path) {
    String name = (path.isEmpty() ? "" : path + ".") + part.part().getName();
    Object value = part.of(whole);
    if (value == null) {
      return part.nullable() ? "" : name;
    }
    return part.free() ? "" : missing(value, name);
  }

  private static String firstMissing(Collection<?> elements, String path) {
    for (Object element : elements) {
      String found = element == null ? path + "[]" : missing(element, path + "[]");
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }

  private static String firstMissing(Map<?, ?> map, String path) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = path + "." + entry.getKey();
      Object value = entry.getValue();
      String found = value == null ? name : missing(value, name);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }
}
