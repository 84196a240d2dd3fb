package dev.sluice.job.args;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Several settings in one argument, {@code k=v;k=v}. A semicolon within quotes, brackets or braces is part of a value; what
 * opens and never closes is a character like any other.
 */
final class SetList {
  private static final String OPENING = "[{(";
  private static final String CLOSING = "]})";

  private final String text;
  /** The index at which the bracket or quote at each index closes; 0: none opens there, or it does not close. */
  private final int[] ends;

  private SetList(String text) {
    this.text = text;
    this.ends = new int[text.length()];
  }

  /** The settings, trimmed; none that is blank. */
  static List<String> of(String text) {
    SetList list = new SetList(text);
    list.match();
    return list.split().stream().map(String::trim).filter(set -> !set.isEmpty()).toList();
  }

  private void match() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isQuote(at)) {
        ends[at] = Math.max(0, text.indexOf(c, at + 1));
        at = Math.max(at, ends[at]);
      } else if (OPENING.indexOf(c) >= 0) {
        open.push(at);
      } else if (CLOSING.indexOf(c) >= 0) {
        close(open, OPENING.charAt(CLOSING.indexOf(c)), at);
      }
    }
  }

  private void close(Deque<Integer> open, char bracket, int at) {
    boolean opened = open.stream().anyMatch(place -> text.charAt(place) == bracket);
    while (opened && !open.isEmpty()) {
      int place = open.pop();
      if (text.charAt(place) == bracket) {
        ends[place] = at;
        return;
      }
    }
  }

  private List<String> split() {
    List<String> sets = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      at = Math.max(at, ends[at]);
      if (text.charAt(at) == ';') {
        sets.add(text.substring(start, at));
        start = at + 1;
      }
    }
    sets.add(text.substring(start));
    return sets;
  }

  /** An apostrophe behind a letter or digit is one. */
  private boolean isQuote(int at) {
    char c = text.charAt(at);
    return c == '"' || (c == '\'' && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))));
  }
}
