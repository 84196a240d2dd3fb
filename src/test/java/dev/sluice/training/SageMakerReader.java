package dev.sluice.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a channel as SageMaker's XGBoost container does: every file up to three folders deep, a file whose name begins
 * with a dot is an error, all files one after the other, column 0 the label, names discarded, everything a number.
 */
final class SageMakerReader {
  private static final int DEEPEST = 3;

  private SageMakerReader() {}

  /** The rows; NaN is what XGBoost takes for missing. */
  static List<double[]> rows(Path channel) throws IOException, SQLException {
    List<double[]> rows = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      for (Path file : files(channel)) {
        try (ResultSet found =
            statement.executeQuery("select * from read_parquet('" + file + "')")) {
          while (found.next()) {
            rows.add(row(found));
          }
        }
      }
    }
    return rows;
  }

  static List<Path> files(Path channel) throws IOException {
    try (Stream<Path> found = Files.walk(channel, DEEPEST)) {
      List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        if (file.getFileName().toString().startsWith(".")) {
          throw new IOException("a hidden file: " + file);
        }
      }
      return files;
    }
  }

  private static double[] row(ResultSet found) throws SQLException {
    double[] row = new double[found.getMetaData().getColumnCount()];
    for (int i = 0; i < row.length; i++) {
      Object value = found.getObject(i + 1);
      row[i] = value == null ? Double.NaN : ((Number) value).doubleValue();
    }
    return row;
  }
}
