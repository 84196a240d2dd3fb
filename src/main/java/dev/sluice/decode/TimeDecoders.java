package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.item.EpochUnit;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Decoders of dates and times. */
final class TimeDecoders {
  private TimeDecoders() {}

  /** Returns the decoder of a type; empty if the type is not a date or time. */
  static Optional<ValueDecoder> of(DataType type, String tag, ItemVector values) {
    if (type instanceof DateType) {
      return Optional.of(new Iso(values, IsoText::days));
    }
    if (type instanceof TimestampNTZType) {
      return Optional.of(new Iso(values, IsoText::localMicros));
    }
    if (type instanceof TimestampType) {
      return Optional.of(EpochUnit.of(tag)
          .<ValueDecoder>map(unit -> new Epoch(values, unit))
          .orElseGet(() -> new Iso(values, IsoText::instantMicros)));
    }
    return Optional.empty();
  }

  /** S as date, timestamp or timestamp_ntz. */
  private static final class Iso extends ValueDecoder {
    private final ToLongFunction<DynamoJsonReader> reading;

    /** @param reading returns {@link IsoText#FAILED} if the current string is no date or time */
    Iso(ItemVector values, ToLongFunction<DynamoJsonReader> reading) {
      super(AttributeType.S, values);
      this.reading = reading;
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      long time = reading.applyAsLong(in);
      values.put(index, time);
      return time != IsoText.FAILED;
    }
  }

  /** N as timestamp. */
  private static final class Epoch extends ValueDecoder {
    private final EpochUnit unit;

    Epoch(ItemVector values, EpochUnit unit) {
      super(AttributeType.N, values);
      this.unit = unit;
    }

    @Override
    boolean read(DynamoJsonReader in, Overflow overflow, int index) {
      in.string();
      Long micros = unit.micros(in.number());
      if (micros != null) {
        values.put(index, micros);
      }
      return micros != null;
    }
  }
}
