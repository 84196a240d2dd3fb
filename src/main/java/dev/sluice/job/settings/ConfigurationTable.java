package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Renders the documentation of all configuration keys: defaults and purposes from reference.conf, the value forms that
 * reading checks.
 */
public final class ConfigurationTable {
  private static final Pattern ADDRESS = Pattern.compile("\\b[a-z0-9]+:/+[^\\s,]*[^\\s,.;:)]");
  private static final String UNREAD = "not in this version yet";

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> forms = SettingsReader.forms();

  private ConfigurationTable() {}

  /** Returns one Markdown section for each section of the configuration, with a table of its keys. */
  public static String markdown() {
    Config documented = Layers.documentedReference();
    ConfigurationTable table = new ConfigurationTable();
    table.section("sluice", documented.getObject("sluice"));
    return table.text.toString().stripTrailing() + "\n";
  }

  private void section(String path, ConfigObject section) {
    List<Map.Entry<String, ConfigValue>> entries = section.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> e.getValue().origin().lineNumber()))
        .toList();
    List<Map.Entry<String, ConfigValue>> keys =
        entries.stream().filter(entry -> !isSection(entry.getValue())).toList();
    if (!keys.isEmpty()) {
      text.append("## `").append(path).append("`\n\n");
      String purpose = purpose(section);
      if (!purpose.isEmpty()) {
        text.append(purpose).append("\n\n");
      }
      text.append("| Key | Default | Values | Purpose |\n|---|---|---|---|\n");
      keys.forEach(entry -> row(child(path, entry), entry.getKey(), entry.getValue()));
      text.append('\n');
    }
    entries.stream()
        .filter(entry -> isSection(entry.getValue()))
        .forEach(entry -> section(child(path, entry), (ConfigObject) entry.getValue()));
  }

  /** Returns whether the value is a section; an empty object is a key whose names the user chooses. */
  private static boolean isSection(ConfigValue value) {
    return value instanceof ConfigObject object && !object.isEmpty();
  }

  private static String child(String path, Map.Entry<String, ConfigValue> entry) {
    return path + "." + ConfigUtil.joinPath(entry.getKey());
  }

  private void row(String path, String name, ConfigValue value) {
    String printed = value.render(ConfigRenderOptions.concise().setJson(false));
    text.append("| `").append(name);
    text.append("` | `").append(cell(printed));
    text.append("` | ").append(cell(forms.getOrDefault(path, UNREAD)));
    text.append(" | ").append(purpose(value)).append(" |\n");
  }

  /** Returns the comment above a key, in one line; indented lines are code. */
  private static String purpose(ConfigValue value) {
    return value.origin().comments().stream()
        .map(ConfigurationTable::line)
        .collect(Collectors.joining(" "));
  }

  private static String line(String comment) {
    String line = comment.startsWith(" ") ? comment.substring(1) : comment;
    return line.startsWith("  ")
        ? "`" + line.strip().replace("|", "\\|") + "`"
        : cell(line.strip());
  }

  /** Returns text for a table cell; addresses are code, so that they do not become links. */
  private static String cell(String text) {
    return ADDRESS.matcher(text.replace("|", "\\|").replace("<", "&lt;")).replaceAll("`$0`");
  }
}
