package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Analysis;
import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.Oracle;
import dev.sluice.analytics.Samples;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.job.settings.Settings;
import dev.sluice.testing.TestServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.MapType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready examples, as they stand, on the sample tables; DuckDB compares the files with the sample's own JSON. */
final class ExamplesTest {
  @TempDir
  Path folder;

  private static Oracle duck;

  @BeforeAll
  static void load() throws SQLException {
    TestServers.sampleTables();
    duck = new Oracle();
  }

  @AfterAll
  static void close() throws Exception {
    duck.close();
  }

  @Test
  void flagsAndPreferencesHaveMaps() throws SQLException {
    Snapshot snapshot = example("app-config").export();

    assertThat(snapshot.table("app-config", "FLAG").schema().apply("rollout").dataType())
        .isInstanceOf(MapType.class);
    assertThat(
            snapshot.table("app-config", "USER").schema().apply("preferences").dataType())
        .isInstanceOf(MapType.class);
    same(
        "select pk, k, cast(rollout[k] as double) from (select *, unnest(map_keys(rollout)) k from "
            + files("app-config", "FLAG") + ")",
        "select (item->>'pk'), k, cast((item->'rollout'->>k) as double) from (select json item,"
            + " unnest(json_keys(json->'rollout')) k from " + json("app-config") + ")");
    same(
        "select pk, k, preferences[k], updatedAt from (select *, unnest(map_keys(preferences)) k from "
            + files("app-config", "USER") + ")",
        "select (item->>'pk'), k, (item->'preferences'->>k), (item->>'updatedAt') from (select json item,"
            + " unnest(json_keys(json->'preferences')) k from " + json("app-config") + ")");
  }

  @Test
  void conversationsAreSessionsAndMessages() throws SQLException {
    Snapshot snapshot = example("conversations").export();

    assertThat(snapshot.manifest().tables().get("conversations").entities().keySet())
        .containsExactly("message", "session");
    same(
        "select pk, userId, startedAt, messageCount from " + files("conversations", "session"),
        "select json->>'pk', json->>'userId', json->>'startedAt', json->>'messageCount' from "
            + json("conversations") + " where (json->>'entityType') = 'session'");
    same(
        "select pk, string_agg(role || content || coalesce(usage.inputTokens, 0), '|' order by"
            + " messageOrder) from " + files("conversations", "message") + " group by 1",
        "select json->>'pk', string_agg((json->>'role') || (json->>'content')"
            + " || coalesce((json->'usage'->>'inputTokens'), '0'), '|'"
            + " order by cast(json->>'messageOrder' as int)) from " + json("conversations")
            + " where (json->>'entityType') = 'message' group by 1");
  }

  @Tag("thorough")
  @Test
  void eachSessionIsARowWithItsMessagesInOrder() throws SQLException {
    Snapshot snapshot = example("conversations").export();

    assertThat(snapshot.manifest().derived().get("sessions").rows()).isEqualTo(32);
    same(
        "select pk, userId, startedAt, messageCount, array_to_string(list_transform(messages, lambda m:"
            + " concat(m.messageOrder, m.role, m.sentAt, m.content, m.usage.outputTokens)), '|')"
            + " from " + derived("sessions"),
        "with items as (select json->>'pk' pk, json->>'entityType' kind, json item from "
            + json("conversations") + "), messages as (select pk, string_agg(concat("
            + "item->>'messageOrder', item->>'role', item->>'sentAt', item->>'content',"
            + " item->'usage'->>'outputTokens'), '|' order by cast(item->>'messageOrder' as int)) said"
            + " from items where kind = 'message' group by 1)"
            + " select coalesce(s.pk, m.pk), item->>'userId', item->>'startedAt',"
            + " item->>'messageCount', coalesce(said, '')"
            + " from (select * from items where kind = 'session') s full join messages m on m.pk = s.pk");
  }

  @Test
  void theCatalogueHasEachProductWithItsCategory() throws SQLException {
    Snapshot snapshot = example("catalogue").export();

    assertThat(snapshot.manifest().derived().get("catalogue").rows()).isEqualTo(92);
    assertThat(snapshot.derived("catalogue").schema().apply("tags").metadata())
        .isEqualTo(snapshot.table("catalogue", "PRODUCT").schema().apply("tags").metadata())
        .isEqualTo(ColumnMetadata.of("SS"));
    same(
        "select pk, name, category, cast(price as double), cast(categoryTaxRate as double), categoryParent,"
            + " ratings.count, array_to_string(list_sort(tags), ',') from " + derived("catalogue"),
        "select p.json->>'pk', p.json->>'name', p.json->>'category', cast((p.json->>'price') as double),"
            + " cast((c.json->>'taxRate') as double), c.json->>'parent', p.json->'ratings'->>'count',"
            + " array_to_string(list_sort(cast(p.json->'tags' as varchar[])), ',') from "
            + json("catalogue") + " p left join " + json("catalogue")
            + " c on (p.json->>'category') = (c.json->>'name') and (c.json->>'sk') = 'CATEGORY'"
            + " where (p.json->>'sk') = 'PRODUCT'");
  }

  @Tag("thorough")
  @Test
  void productsFindTheirCategories() throws SQLException {
    example("catalogue").export();

    same(
        "select p.pk, cast(p.price as double), cast(c.taxRate as double), p.ratings.count, array_to_string(list_sort(p.tags), ',')"
            + " from " + files("catalogue", "PRODUCT") + " p left join "
            + files("catalogue", "CATEGORY") + " c on p.category = c.name",
        "select (p.json->>'pk'), cast((p.json->>'price') as double),"
            + " cast((c.json->>'taxRate') as double), (p.json->'ratings'->>'count'),"
            + " array_to_string(list_sort(cast(p.json->'tags' as varchar[])), ',') from "
            + json("catalogue") + " p left join " + json("catalogue")
            + " c on (p.json->>'category') = (c.json->>'name') and (c.json->>'sk') = 'CATEGORY'"
            + " where (p.json->>'sk') = 'PRODUCT'");
  }

  @Test
  void jobsHavePercentilesForEachStatus() throws SQLException {
    Settings settings = example("jobs").settings();
    Snapshot snapshot = example("jobs").export();
    Inputs inputs =
        new Inputs(snapshot.table("ml-jobs"), settings.events(), null, null, null, null);
    var rules = settings.analytics().on(LocalDate.parse("2026-10-31"));
    Set<String> figures = new TreeSet<>();
    new Analysis("run", Instant.now(), rules)
        .figures(inputs).latency().stream()
            .filter(f -> f.window().grain() == Grain.WEEK && !f.version().equals("*"))
            .forEach(f -> figures.add(String.join(
                ",",
                f.model(),
                f.version(),
                f.window().label(),
                "" + f.count(),
                text(f.value(LatencyStatistic.P50)),
                text(f.value(LatencyStatistic.P90)))));

    String at = "cast(list_sort(list(d))[1 + cast(floor(%s * (count(*) - 1)) as int)] as varchar)";
    List<List<Object>> rows =
        duck.rows("select m, s, strftime(t, '%G-W%V'), cast(count(*) as varchar), "
            + at.formatted("0.5") + ", " + at.formatted("0.9")
            + " from (select (json->>'jobType') m, (json->>'status') s,"
            + " cast((json->>'leftAt') as timestamp) t, cast((json->>'durationMs') as bigint) d from "
            + json("jobs") + ") group by 1, 2, 3");
    assertThat(figures).isNotEmpty().isEqualTo(lines(rows));
  }

  private static String text(@Nullable Double millis) {
    assertThat(millis).isNotNull();
    return Long.toString(Math.round(millis));
  }

  private void same(String found, String expected) throws SQLException {
    assertThat(lines(duck.rows(found))).isNotEmpty().isEqualTo(lines(duck.rows(expected)));
  }

  private static Set<String> lines(List<List<Object>> rows) {
    Set<String> lines = new TreeSet<>();
    rows.forEach(
        row -> lines.add(String.join(",", row.stream().map(String::valueOf).toList())));
    return lines;
  }

  private String files(String table, String kind) {
    return "'%s/snapshots/run/tables/%s/entity=%s/*.parquet'".formatted(folder, table, kind);
  }

  private String derived(String name) {
    return "'%s/snapshots/run/derived/%s/*.parquet'".formatted(folder, name);
  }

  private static String json(String name) {
    return "read_json_objects('%s', format = 'newline_delimited')".formatted(Samples.file(name));
  }

  private ReadyExample example(String name) {
    return new ReadyExample(name, folder);
  }
}
