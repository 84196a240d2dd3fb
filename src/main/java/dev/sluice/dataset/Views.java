package dev.sluice.dataset;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several views of the same tables; none sees what another has made. */
record Views(List<View> views) implements View {
  Views {
    views = List.copyOf(views);
  }

  @Override
  public void check(Map<Role, KnownTable> tables) {
    List<ConfigError> faults = new ArrayList<>();
    for (View view : views) {
      try {
        view.check(tables);
      } catch (InvalidConfigurationException e) {
        faults.addAll(e.errors());
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfigurationException(faults);
    }
  }

  @Override
  public List<String> columns(Map<Role, KnownTable> tables) {
    return views.stream().flatMap(view -> view.columns(tables).stream()).toList();
  }

  @Override
  public List<View> parts() {
    return views;
  }

  @Override
  public List<String> carriedOn() {
    return views.stream().flatMap(view -> view.carriedOn().stream()).toList();
  }

  @Override
  public Added add(ViewFolder folder) {
    return views.stream().map(view -> view.add(folder)).reduce(Added.NOTHING, Added::plus);
  }
}
