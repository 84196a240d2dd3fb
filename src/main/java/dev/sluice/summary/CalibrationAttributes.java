package dev.sluice.summary;

import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.Calibration.Bin;
import dev.sluice.analytics.Calibration.Excluded;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds {@code {count, brier, expectedError, bins [{from, to, count, correct, confidence, accuracy}], excluded}}. */
final class CalibrationAttributes {
  private CalibrationAttributes() {}

  static Attributes of(Calibration calibration) {
    Attributes attributes = new Attributes()
        .count("count", calibration.count())
        .figure("brier", calibration.brier())
        .figure("expectedError", calibration.expectedError())
        .with(
            "bins",
            AttributeValue.fromL(calibration.bins().stream()
                .map(CalibrationAttributes::bin)
                .map(Attributes::nested)
                .toList()))
        .map("excluded", excluded(calibration.excluded()));
    return calibration.count() == 0
        ? attributes.absent("brier", "no labelled item has a usable confidence")
        : attributes;
  }

  private static Attributes bin(Bin bin) {
    return new Attributes()
        .figure("from", bin.from())
        .figure("to", bin.to())
        .count("count", bin.count())
        .count("correct", bin.correct())
        .figure("confidence", bin.confidence())
        .figure("accuracy", bin.accuracy());
  }

  private static Attributes excluded(Excluded excluded) {
    return new Attributes()
        .count("missing", excluded.missing())
        .count("nonNumeric", excluded.nonNumeric())
        .count("outOfRange", excluded.outOfRange());
  }
}
