package dev.sluice.analytics;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB over the original sample files: nothing of Sluice's own has touched what it sees. */
public final class Oracle implements AutoCloseable {
  private final Connection connection;

  /** With the tables {@code inference}, {@code feedback} and {@code experiments}, each value as JSON. */
  public Oracle() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    run("SET TimeZone = 'UTC'");
    for (String name : List.of("inference", "feedback", "experiments")) {
      run("CREATE TABLE " + name + " AS SELECT json AS item FROM read_json_objects('"
          + Samples.file(name) + "', format = 'newline_delimited')");
    }
  }

  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query. */
  public List<List<Object>> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
