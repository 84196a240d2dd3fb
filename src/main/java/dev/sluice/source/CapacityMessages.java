package dev.sluice.source;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.Throttling;

/**
 * The messages about permits between executors and the driver. They consist of the JDK's classes only, because an
 * executor's RPC does not see the classes of jars that were added to a session.
 */
final class CapacityMessages {
  /** The answer if the budget no longer exists. */
  static final Object[] GONE = {"gone"};

  private static final String PERMIT = "permit";
  private static final String RETRY_AFTER = "retry-after";
  private static final String EXHAUSTED = "exhausted";
  private static final String FAILED = "failed";
  private static final String SETTLED = "settled";

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

  /** Returns the id of the budget in a message to the driver. */
  static String budget(Object[] message) {
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
   * Decodes the driver's answer.
   *
   * @throws IllegalStateException if the budget no longer exists, or the driver has failed
   */
  static Answer decode(Object[] answer) {
    return switch ((String) answer[0]) {
      case PERMIT -> new Answer.Permit((Long) answer[1], (Double) answer[2], (Integer) answer[3]);
      case RETRY_AFTER -> new Answer.RetryAfter((Long) answer[1]);
      case EXHAUSTED -> new Answer.Exhausted((String) answer[1], (String) answer[2]);
      case FAILED -> throw new IllegalStateException("it has failed with " + answer[1]);
      default -> throw new IllegalStateException("the driver has ended this scan");
    };
  }
}
