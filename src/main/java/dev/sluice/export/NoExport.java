package dev.sluice.export;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells what there is at a location that has no {@code manifest-summary.json}, and which location to give. */
record NoExport(ExportFolder folder) {
  private static final String MANIFEST = ManifestDocument.SUMMARY + ".json";

  /** The folder in which DynamoDB keeps the exports of a prefix. */
  private static final String EXPORTS = "AWSDynamoDB";

  private static final Pattern ID = Pattern.compile("[0-9]{14}-[0-9a-f]{8}");

  /** The number of exports that a message names: the newest. */
  private static final int MAX_NAMED = 10;

  /** Returns the error for the location. */
  RuntimeException refusal() {
    String place = folder.location().text();
    if (folder.read(ExportLocation.AROUND + MANIFEST) != null) {
      return refused("is a part of an export", "Give the export's folder, " + around(place) + ".");
    }
    List<String> ids = ids(".");
    if (!ids.isEmpty()) {
      return ofExports(place, "", ids);
    }
    List<String> below = ids(EXPORTS);
    return below.isEmpty() ? unfinished() : ofExports(place, EXPORTS + "/", below);
  }

  /** Returns the error for a location that is a file. */
  RuntimeException ofFile() {
    String parent = around(folder.location().text());
    return refused(
        "is a file, not the folder of an export",
        "Give the export's folder, " + (parent.endsWith("/data") ? around(parent) : parent) + ".");
  }

  private RuntimeException ofExports(String place, String within, List<String> ids) {
    String named = ids.stream()
        .limit(MAX_NAMED)
        .map(id -> id + (isFinished(within + id) ? "" : " (unfinished)"))
        .collect(Collectors.joining(", "));
    String more = ids.size() > MAX_NAMED ? ", … (" + ids.size() + " in all)" : "";
    return refused(
        "is a folder of exports, and not one of them. It has " + named + more,
        "Name one of them: " + place + "/" + within + ids.get(0) + ".");
  }

  private boolean isFinished(String export) {
    return folder.read(export + "/" + MANIFEST) != null;
  }

  /** Returns the exports below a folder, which their ids sort by time, the newest first. */
  private List<String> ids(String within) {
    return folder.folders(within).stream()
        .filter(name -> ID.matcher(name).matches())
        .sorted((a, b) -> b.compareTo(a))
        .toList();
  }

  private RuntimeException unfinished() {
    boolean started = folder.read("_started") != null || !folder.list("data").isEmpty();
    return refused(
        "has no " + MANIFEST
            + (started ? ": it is unfinished, or has failed" : ", so there is no export"),
        started
            ? "Wait until DynamoDB has finished it; DescribeExport shows its state."
            : "Name the folder that holds " + MANIFEST + ", …/" + EXPORTS + "/<id>.");
  }

  private RuntimeException refused(String problem, String remedy) {
    return ExportFailures.refused(folder.location(), problem, remedy);
  }

  private static String around(String place) {
    return place.substring(0, place.lastIndexOf('/'));
  }
}
