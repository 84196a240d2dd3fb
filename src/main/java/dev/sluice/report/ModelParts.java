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
 * The models in the order in which they get room on the page: those with findings first, the most requested first. Some get
 * a part of their own, the others are told in tables.
 */
final class ModelParts {
  /** The bytes that the parts of models may take up together. */
  private static final int MAX_BYTES = 1_600_000;

  private static final int MAX_PARTS = 50;
  private static final int MAX_NAMES = 40;

  private final List<ModelFigures> ranked;
  private final PageBudget room = new PageBudget(MAX_BYTES);
  private final Set<Integer> shown = new HashSet<>();
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
    boolean full = !left.isEmpty() || shown.size() == MAX_PARTS;
    if (!full && room.takes(template.execute(ModelSection.of(model)))) {
      shown.add(model.number());
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

  /** Returns the anchor of the part that tells most of the model. */
  String link(ModelFigures model) {
    return shown.contains(model.number()) ? "#" + model.anchor("model") : "#status";
  }

  /** The finding, with a link to where there is something. */
  Finding linked(Finding finding) {
    return finding.model() == 0 || shown.contains(finding.model())
        ? finding
        : new Finding("#status", finding.subject(), finding.text(), finding.model());
  }

  /** Returns a sentence on the models that have no part of their own; null where all have. */
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
