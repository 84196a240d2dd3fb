package dev.sluice.demo.export;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets writes pass side by side, and none while the state of a table is taken. Thread-safe. */
final class WriteGate {
  private static final Set<String> WRITES = Set.of(
      "PutItem",
      "UpdateItem",
      "DeleteItem",
      "BatchWriteItem",
      "TransactWriteItems",
      "ExecuteStatement",
      "BatchExecuteStatement",
      "ExecuteTransaction",
      "CreateTable",
      "DeleteTable");

  private final InstantSource clock;
  /** Writes share it; what needs the tables to stand still has it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  private volatile Instant lastWrite;

  WriteGate(InstantSource clock) {
    this.clock = clock;
    this.lastWrite = clock.instant();
  }

  /** Returns whether an operation of DynamoDB may change items. */
  static boolean isWrite(String operation) {
    return WRITES.contains(operation);
  }

  /** Does a write. */
  <T> T write(Callable<T> write) throws Exception {
    lock.readLock().lock();
    try {
      return write.call();
    } finally {
      lastWrite = clock.instant();
      lock.readLock().unlock();
    }
  }

  /** Does something while nothing is written. */
  <T> T still(Supplier<T> work) {
    lock.writeLock().lock();
    try {
      return work.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Returns the end of the last write to any table. */
  Instant lastWrite() {
    return lastWrite;
  }
}
