package dev.sluice.write;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a {@link Condition} token by token. The text is DynamoDB's own, except that every name may stand bare, because
 * all get aliases; names of other characters stand in backticks, and literals stand for themselves: {@code status =
 * 'open' AND version < :version}. {@code :version} is the row's column of that name. All else passes to DynamoDB, which
 * checks the grammar.
 */
public final class ConditionParser {
  private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT", "BETWEEN", "IN");
  private static final String PUNCTUATION = "()[],.=<> \t\r\n";

  /** A name that DynamoDB takes as an alias, so that its messages show it. */
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,99}");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,3}+)?+");

  private final String source;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Map<String, String> placeholders = new LinkedHashMap<>();
  private final Map<String, AttributeValue> literals = new LinkedHashMap<>();
  private int at;
  private boolean inIndex;

  private ConditionParser(String source) {
    this.source = source;
  }

  /**
   * Parses a condition.
   *
   * @throws IllegalArgumentException if it is not such a text; the message says what is wrong
   */
  public static Condition parse(String source) {
    Condition parsed = new ConditionParser(source).parse();
    int bytes = parsed.text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Condition.MAX_BYTES) {
      throw new IllegalArgumentException(
          "has " + bytes + " bytes with its aliases, and DynamoDB takes " + Condition.MAX_BYTES);
    }
    return parsed;
  }

  private Condition parse() {
    if (source.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
    while (at < source.length()) {
      token(source.charAt(at));
    }
    return new Condition(
        source, text.toString(), swapped(aliases), swapped(placeholders), literals);
  }

  private void token(char c) {
    if (c == '\'') {
      literal(AttributeValue.fromS(quoted('\'')));
    } else if (c == '`' || isNameStart(c)) {
      word(c != '`');
    } else if (c == '#') {
      at++;
      text.append(alias(name()));
    } else if (c == ':') {
      at++;
      text.append(placeholders.computeIfAbsent(name(), n -> ":" + aliased(n, placeholders.size())));
    } else if (!inIndex && isNumberStart(c)) {
      number();
    } else {
      punctuation(c);
    }
  }

  /** Reads a keyword, a function, a literal or a bare name. */
  private void word(boolean bare) {
    String word = name();
    String upper = word.toUpperCase(Locale.ROOT);
    if (bare && (KEYWORDS.contains(upper) || isFollowedByParenthesis())) {
      text.append(word);
    } else if (bare && (upper.equals("TRUE") || upper.equals("FALSE"))) {
      literal(AttributeValue.fromBool(upper.equals("TRUE")));
    } else if (bare && upper.equals("NULL")) {
      literal(AttributeValue.fromNul(true));
    } else {
      text.append(alias(word));
    }
  }

  private boolean isFollowedByParenthesis() {
    int next = at;
    while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
      next++;
    }
    return next < source.length() && source.charAt(next) == '(';
  }

  /** Reads a name: in backticks, or of letters, digits and underscores. */
  private String name() {
    if (at < source.length() && source.charAt(at) == '`') {
      String name = quoted('`');
      if (name.isEmpty()) {
        throw wrong("has an empty name before", at);
      }
      return name;
    }
    int from = at;
    while (at < source.length() && isNamePart(source.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw wrong("has no name", at);
    }
    return source.substring(from, at);
  }

  /** Reads a text in quotes; a quote inside it is doubled. */
  private String quoted(char quote) {
    int from = at;
    StringBuilder quoted = new StringBuilder();
    for (at++; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == quote && (at + 1 == source.length() || source.charAt(at + 1) != quote)) {
        at++;
        return quoted.toString();
      }
      at += c == quote ? 1 : 0;
      quoted.append(c);
    }
    throw wrong("has a quote that does not end", from);
  }

  private void number() {
    Matcher number = NUMBER.matcher(source).region(at, source.length());
    if (!number.lookingAt()
        || (number.end() < source.length() && isNamePart(source.charAt(number.end())))) {
      throw wrong("has neither a number nor a name", at);
    }
    at = number.end();
    literal(AttributeValue.fromN(number.group()));
  }

  private void literal(AttributeValue value) {
    // neither of a column nor of an update expression
    String placeholder = ":__" + literals.size();
    literals.put(placeholder, value);
    text.append(placeholder);
  }

  private void punctuation(char c) {
    if (PUNCTUATION.indexOf(c) < 0 && !inIndex) {
      throw wrong("has a character that DynamoDB does not know", at);
    }
    inIndex = c == '[' || (inIndex && c != ']');
    text.append(c);
    at++;
  }

  private String alias(String name) {
    return aliases.computeIfAbsent(name, n -> "#" + aliased(n, aliases.size()));
  }

  /** Returns an alias that begins with an underscore, unlike those of an {@link UpdateExpression}. */
  private static String aliased(String name, int number) {
    return "_" + (PLAIN.matcher(name).matches() ? name : number);
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean isNumberStart(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+';
  }

  private static Map<String, String> swapped(Map<String, String> names) {
    Map<String, String> swapped = new LinkedHashMap<>();
    names.forEach((name, alias) -> swapped.put(alias, name));
    return swapped;
  }

  private IllegalArgumentException wrong(String problem, int position) {
    String rest = source.substring(Math.min(position, source.length())).strip();
    return new IllegalArgumentException(problem + (rest.isEmpty() ? " at its end" : ": " + rest));
  }
}
