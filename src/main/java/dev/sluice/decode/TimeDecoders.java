package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.item.EpochUnit;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/** Decoders of dates and times. */
final class TimeDecoders {
  private TimeDecoders() {}

  /** Returns the decoder of a type; empty if the type is not a date or time. */
  static Optional<ValueDecoder> of(DataType type, String tag) {
    if (type instanceof DateType) {
      return Optional.of(new Iso(IsoText::days));
    }
    if (type instanceof TimestampNTZType) {
      return Optional.of(new Iso(IsoText::localMicros));
    }
    if (type instanceof TimestampType) {
      return Optional.of(EpochUnit.of(tag)
          .<ValueDecoder>map(Epoch::new)
          .orElseGet(() -> new Iso(IsoText::instantMicros)));
    }
    return Optional.empty();
  }

  /** Reads the current string as a date or time. Returns null if it is none. */
  @FunctionalInterface
  private interface Reading {
    @Nullable
    Object read(DynamoJsonReader in);
  }

  /** S as date, timestamp or timestamp_ntz. */
  private static final class Iso extends ValueDecoder {
    private final Reading reading;

    Iso(Reading reading) {
      super(AttributeType.S);
      this.reading = reading;
    }

    @Override
    @Nullable
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      return reading.read(in);
    }
  }

  /** N as timestamp. */
  private static final class Epoch extends ValueDecoder {
    private final EpochUnit unit;

    Epoch(EpochUnit unit) {
      super(AttributeType.N);
      this.unit = unit;
    }

    @Override
    @Nullable
    Object read(DynamoJsonReader in, Overflow overflow) {
      in.string();
      return unit.micros(in.number());
    }
  }
}
