package dev.sluice.dataset;

import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several views of the same tables; none sees what another has made. */
record Views(List<View> views) implements View {
  Views {
    views = List.copyOf(views);
  }

  @Override
  public void check(Map<Role, KnownTable> tables) {
    List<Fault> faults = new ArrayList<>();
    for (View view : views) {
      try {
        view.check(tables);
      } catch (InvalidConfiguration e) {
        faults.addAll(e.faults());
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfiguration(faults);
    }
  }

  @Override
  public List<String> columns(Map<Role, KnownTable> tables) {
    return views.stream().flatMap(view -> view.columns(tables).stream()).toList();
  }

  @Override
  public Added add(ViewFolder folder) {
    Map<String, Object> training = new LinkedHashMap<>();
    Map<String, Derived> derived = new LinkedHashMap<>();
    List<Manifest.FileEntry> files = new ArrayList<>();
    for (View view : views) {
      Added added = view.add(folder);
      training.putAll(added.training());
      derived.putAll(added.derived());
      files.addAll(added.files());
    }
    return new Added(training, derived, files);
  }
}
