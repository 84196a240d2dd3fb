package dev.sluice.source;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.Throttling;
import dev.sluice.scan.LimitBroker;

/**
 * The messages about permits and limits between executors and the driver. They consist of the JDK's classes only, because an
 * executor's RPC does not see the classes of jars that were added to a session.
 */
final class CapacityMessages {
  /** The answer if the budget or the limit no longer exists. */
  static final Object[] GONE = {"gone"};

  private static final String PERMIT = "permit";
  private static final String RETRY_AFTER = "retry-after";
  private static final String EXHAUSTED = "exhausted";
  private static final String FAILED = "failed";
  private static final String SETTLED = "settled";
  private static final String ITEMS = "items";
  private static final String FORGET = "forget";

  private CapacityMessages() {}

  static Object[] ask(String budget, int itemLimit) {
    return new Object[] {budget, itemLimit};
  }

  static Object[] settled(String budget, Answer.Permit permit, double units, int items) {
    return new Object[] {
      budget, SETTLED, permit.chargedUnits(), permit.itemLimit(), units, items,
    };
  }

  static Object[] throttled(String budget, Answer.Permit permit, Throttling throttling) {
    return new Object[] {
      budget, "throttled", permit.chargedUnits(), permit.itemLimit(), throttling.name(),
    };
  }

  /** Encodes the progress of an attempt, as a question or as news. */
  static Object[] progress(
      String limit, LimitBroker.Attempt attempt, LimitBroker.Progress progress) {
    return new Object[] {
      limit,
      attempt.execution(),
      new long[] {
        attempt.task(),
        attempt.id(),
        progress.rows(),
        progress.items(),
        progress.pages(),
        progress.shortPages(),
        progress.returned(),
      },
    };
  }

  static Object[] forget(String limit, LimitBroker.Attempt attempt) {
    return new Object[] {
      limit, attempt.execution(), new long[] {attempt.task(), attempt.id()}, FORGET,
    };
  }

  /** Asks a limit in a message made by {@link #progress}. */
  static Object[] ask(Object[] message, LimitBroker limit) {
    return new Object[] {ITEMS, limit.ask(attempt(message), progress(message))};
  }

  /** Applies a message made by {@link #progress} or {@link #forget} to a limit. */
  static void apply(Object[] message, LimitBroker limit) {
    if (message.length > 3) {
      limit.forget(attempt(message));
    } else {
      limit.tell(attempt(message), progress(message));
    }
  }

  private static LimitBroker.Attempt attempt(Object[] message) {
    long[] numbers = (long[]) message[2];
    return new LimitBroker.Attempt((String) message[1], (int) numbers[0], numbers[1]);
  }

  private static LimitBroker.Progress progress(Object[] message) {
    long[] numbers = (long[]) message[2];
    return new LimitBroker.Progress(numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
  }

  /** Returns the number in an answer of a limit. */
  static int items(Object[] answer) {
    return (Integer) answer[1];
  }

  /** Returns the id of the budget or the limit in a message to the driver. */
  static String id(Object[] message) {
    return (String) message[0];
  }

  /** Returns the item limit in a message made by {@link #ask}. */
  static int itemLimit(Object[] message) {
    return (Integer) message[1];
  }

  /** Applies a message made by {@link #settled} or {@link #throttled} to a broker. */
  static void apply(Object[] message, CapacityBroker broker) {
    Answer.Permit permit = new Answer.Permit(0, (Double) message[2], (Integer) message[3]);
    if (message[1].equals(SETTLED)) {
      broker.settle(permit, (Double) message[4], (Integer) message[5]);
    } else {
      broker.throttled(permit, Throttling.valueOf((String) message[4]));
    }
  }

  static Object[] encode(Answer answer) {
    if (answer instanceof Answer.Permit permit) {
      return new Object[] {
        PERMIT, permit.afterNanos(), permit.chargedUnits(), permit.itemLimit(),
      };
    } else if (answer instanceof Answer.RetryAfter later) {
      return new Object[] {RETRY_AFTER, later.afterNanos()};
    }
    Answer.Exhausted stop = (Answer.Exhausted) answer;
    return new Object[] {EXHAUSTED, stop.message(), stop.remedy()};
  }

  /** Encodes a failure of the driver as text, because an executor's RPC may not know the exception's class. */
  static Object[] failed(Throwable thrown) {
    return new Object[] {FAILED, thrown.toString()};
  }

  /**
   * Returns the driver's answer.
   *
   * @throws IllegalStateException if the budget or the limit no longer exists, or the driver has failed
   */
  static Object[] checked(Object[] answer) {
    if (answer[0].equals(FAILED)) {
      throw new IllegalStateException("it has failed with " + answer[1]);
    }
    if (answer[0].equals(GONE[0])) {
      throw new IllegalStateException("the driver has ended this scan");
    }
    return answer;
  }

  /** Decodes the answer of a budget. */
  static Answer decode(Object[] answer) {
    return switch ((String) answer[0]) {
      case PERMIT -> new Answer.Permit((Long) answer[1], (Double) answer[2], (Integer) answer[3]);
      case RETRY_AFTER -> new Answer.RetryAfter((Long) answer[1]);
      default -> new Answer.Exhausted((String) answer[1], (String) answer[2]);
    };
  }
}
