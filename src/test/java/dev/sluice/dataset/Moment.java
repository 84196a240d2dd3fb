package dev.sluice.dataset;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Where a holder is stopped.
 *
 * @param number which of the requests that count, from 1; 0: nowhere
 * @param regex found in a request that counts
 */
record Moment(int number, How how, String regex) {
  /** What becomes of the request that a holder is stopped at. */
  enum How {
    /** It goes on once the holder does. */
    BEFORE,
    /** It is carried out, and the answer comes once the holder goes on. */
    AFTER,
    /** The holder's connection is lost; what it sent arrives when all is over. */
    LATE;

    static How any(Random random) {
      return List.of(values()).get(random.nextInt(values().length));
    }
  }

  static final Moment NEVER = new Moment(0, How.BEFORE, "");

  /** At the first request of which this is found. */
  static Moment at(How how, String regex) {
    return new Moment(1, how, regex);
  }

  boolean counts(String request) {
    return Pattern.compile(regex).matcher(request).find();
  }

  /** One word for each part, the last perhaps with spaces. */
  String line() {
    return number + " " + how + " " + regex;
  }

  static Moment of(String line) {
    String[] words = line.split(" ", 3);
    return new Moment(Integer.parseInt(words[0]), How.valueOf(words[1]), words[2]);
  }
}
