package dev.sluice.source;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;

/**
 * What executors and the driver say to each other about turns. Nothing but the JDK's classes: the RPC of an executor does
 * not know those of jars that were added to a session.
 */
final class CapacityMessages {
  /** There is no such account any more. */
  static final Object[] GONE = {"gone"};

  private static final String GO = "go";
  private static final String LATER = "later";
  private static final String STOP = "stop";
  private static final String FAILED = "failed";
  private static final String SETTLED = "settled";

  private CapacityMessages() {}

  static Object[] ask(String account, int itemLimit) {
    return new Object[] {account, itemLimit};
  }

  static Object[] settled(String account, Answer.Permit leave, double units, int items) {
    return new Object[] {
      account, SETTLED, leave.chargedUnits(), leave.itemLimit(), units, items,
    };
  }

  static Object[] throttled(String account, Answer.Permit leave) {
    return new Object[] {account, "throttled", leave.chargedUnits(), leave.itemLimit()};
  }

  /** Of a message to the driver. */
  static String account(Object[] message) {
    return (String) message[0];
  }

  /** Of {@link #ask}. */
  static int itemLimit(Object[] message) {
    return (Integer) message[1];
  }

  /** Passes on what came by {@link #settled} or {@link #throttled}. */
  static void tell(Object[] message, CapacityBroker desk) {
    Answer.Permit leave = new Answer.Permit(0, (Double) message[2], (Integer) message[3]);
    if (message[1].equals(SETTLED)) {
      desk.settle(leave, (Double) message[4], (Integer) message[5]);
    } else {
      desk.throttled(leave);
    }
  }

  static Object[] encode(Answer answer) {
    if (answer instanceof Answer.Permit go) {
      return new Object[] {GO, go.afterNanos(), go.chargedUnits(), go.itemLimit()};
    } else if (answer instanceof Answer.RetryAfter later) {
      return new Object[] {LATER, later.afterNanos()};
    }
    Answer.Exhausted stop = (Answer.Exhausted) answer;
    return new Object[] {STOP, stop.message(), stop.remedy()};
  }

  /** The driver could not answer. In words: an executor's RPC does not know what classes of ours may be thrown. */
  static Object[] failed(Throwable thrown) {
    return new Object[] {FAILED, thrown.toString()};
  }

  /**
   * The driver's answer.
   *
   * @throws IllegalStateException where there is no such account any more, or the driver failed to answer
   */
  static Answer decode(Object[] answer) {
    return switch ((String) answer[0]) {
      case GO -> new Answer.Permit((Long) answer[1], (Double) answer[2], (Integer) answer[3]);
      case LATER -> new Answer.RetryAfter((Long) answer[1]);
      case STOP -> new Answer.Exhausted((String) answer[1], (String) answer[2]);
      case FAILED -> throw new IllegalStateException("it has failed with " + answer[1]);
      default -> throw new IllegalStateException("the driver has ended this scan");
    };
  }
}
