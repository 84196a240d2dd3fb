package dev.sluice.job;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.job.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Determines whether a table's items are events, and what figures would lack without attributes that the user has not
 * named.
 *
 * @param has returns whether any item has the attribute of this path
 */
record EventLog(Settings settings, Predicate<String> has) {
  /** Keys of the attributes that make an item an event. */
  static final Set<String> FIRST = Set.of("sluice.events.time", "sluice.events.model");

  /** Returns whether items have neither time nor model, as in a catalogue, or if all names are wrong. */
  boolean isNone() {
    return !has.test(settings.events().time()) && !has.test(settings.events().model());
  }

  /** Returns key of a setting → the gap in the figures if no item has its attribute. */
  Map<String, String> needs() {
    EventAttributes events = settings.events();
    boolean dated = has.test(events.time());
    boolean modelled = has.test(events.model());
    Map<String, String> needs = new LinkedHashMap<>();
    if (dated || modelled) {
      FIRST.forEach(key -> needs.put(key, "the items are in no figures"));
    }
    if (dated && modelled) {
      needs.put("sluice.events.latency-ms", "there are no latencies");
      if (settings.labels().table() != null) {
        needs.put("sluice.events.id", "no label finds its event");
      }
      if (predicts()) {
        needs.put("sluice.events.prediction", "there is no accuracy");
      }
    }
    return needs;
  }

  private boolean predicts() {
    return settings.labels().table() != null
        || has.test(settings.labels().attributes().label())
        || has.test(settings.events().confidence());
  }
}
