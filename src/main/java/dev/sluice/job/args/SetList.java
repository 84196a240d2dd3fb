package dev.sluice.job.args;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Several settings in one argument, {@code k=v;k=v}. A semicolon within quotes, brackets or braces is part of a value;
 * an opening character without its closing one is ordinary text.
 */
final class SetList {
  private static final String OPENING = "[{(";
  private static final String CLOSING = "]})";

  private final String text;
  /**
   * The index of the closing bracket or quote for each opening one; 0: the character does not open, or is not closed.
   */
  private final int[] ends;

  private SetList(String text) {
    this.text = text;
    this.ends = new int[text.length()];
  }

  /** Returns the settings, trimmed, without blank ones. */
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
    boolean opened = open.stream().anyMatch(index -> text.charAt(index) == bracket);
    while (opened && !open.isEmpty()) {
      int index = open.pop();
      if (text.charAt(index) == bracket) {
        ends[index] = at;
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

  /** Returns whether the character is a quote; an apostrophe after a letter or digit is none. */
  private boolean isQuote(int at) {
    char c = text.charAt(at);
    return c == '"' || (c == '\'' && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1))));
  }
}
