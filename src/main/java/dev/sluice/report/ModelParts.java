package dev.sluice.report;

import com.samskivert.mustache.Template;
import dev.sluice.report.Findings.Finding;
import dev.sluice.report.PageView.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The models in the order in which they get room on the page: those with findings first, then the most requested. Some
 * get a part of their own, the others appear in tables only.
 */
final class ModelParts {
  /** Limit of bytes of all models' parts together. */
  private static final int MAX_BYTES = 1_600_000;

  private static final int MAX_PARTS = 50;
  private static final int MAX_NAMES = 40;

  private final List<ModelFigures> ranked;
  private final PageBudget room = new PageBudget(MAX_BYTES);
  private final Set<Integer> included = new HashSet<>();
  private final List<String> left = new ArrayList<>();

  ModelParts(List<ModelFigures> models, List<Finding> findings, Template template) {
    Set<Integer> notable = findings.stream().map(Finding::model).collect(Collectors.toSet());
    this.ranked = models.stream()
        .sorted(
            Comparator.<ModelFigures, Boolean>comparing(model -> !notable.contains(model.number()))
                .thenComparing(Comparator.comparingLong(ModelFigures::requests).reversed())
                .thenComparing(ModelFigures::number))
        .toList();
    ranked.forEach(model -> add(model, template));
  }

  private void add(ModelFigures model, Template template) {
    boolean full = !left.isEmpty() || included.size() == MAX_PARTS;
    if (!full && room.takes(template.execute(ModelSection.of(model)))) {
      included.add(model.number());
    } else {
      left.add(model.name());
    }
  }

  List<ModelFigures> ranked() {
    return ranked;
  }

  List<Part> parts() {
    return room.parts();
  }

  /** Returns the anchor of the part with the most details on the model. */
  String link(ModelFigures model) {
    return included.contains(model.number()) ? "#" + model.anchor("model") : "#status";
  }

  /** Returns the finding with a link to a part that exists. */
  Finding linked(Finding finding) {
    return finding.model() == 0 || included.contains(finding.model())
        ? finding
        : new Finding("#status", finding.subject(), finding.text(), finding.model());
  }

  /** Returns a sentence on the models that have no part of their own; null if all have one. */
  @Nullable
  String leftOut() {
    if (left.isEmpty()) {
      return null;
    }
    String names = left.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    String more = left.size() > MAX_NAMES
        ? " and " + Notation.count((long) left.size() - MAX_NAMES) + " more"
        : "";
    return "charts are left out for " + names + more + ". Their figures are in the summary table.";
  }
}
