package dev.sluice.summary;

import dev.sluice.summary.KnownRows.Known;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@link KnownRows} as bytes: about thirty for a row, in the order of the fingerprints; places are numbered. */
final class KnownRowsCodec {
  private static final int FORMAT = 1;
  private static final byte UNSETTLED = 0;
  private static final byte STORED = 1;
  private static final byte ERODED = 2;

  private KnownRowsCodec() {}

  static byte[] write(KnownRows known) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeUTF(known.position().toString());
      texts(out, known.chain().stream().map(Position::toString).toList());
      texts(out, new TreeSet<>(known.settled()).stream().map(Position::toString).toList());
      rows(out, known);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void texts(DataOutputStream out, Collection<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static void rows(DataOutputStream out, KnownRows known) throws IOException {
    Map<String, Integer> places = new TreeMap<>();
    Stream.concat(
            known.dropped().values().stream(), known.rows().values().stream().map(Known::place))
        .forEach(place -> places.put(place, 0));
    int number = 0;
    for (Map.Entry<String, Integer> place : places.entrySet()) {
      place.setValue(number++);
    }
    texts(out, places.keySet());
    out.writeInt(known.dropped().size());
    for (Map.Entry<Long, String> row : new TreeMap<>(known.dropped()).entrySet()) {
      out.writeLong(row.getKey());
      out.writeInt(places.getOrDefault(row.getValue(), 0));
    }
    out.writeInt(known.rows().size());
    for (Map.Entry<Long, Known> row : new TreeMap<>(known.rows()).entrySet()) {
      out.writeLong(row.getKey());
      out.writeInt(places.getOrDefault(row.getValue().place(), 0));
      row(out, row.getValue());
    }
  }

  private static void row(DataOutputStream out, Known row) throws IOException {
    byte state = row.hash().isEmpty() ? UNSETTLED : row.kept() > 0 ? ERODED : STORED;
    out.writeByte(state);
    out.write(HexFormat.of().parseHex(row.hash()));
    if (state == ERODED) {
      out.writeLong(row.kept());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if these bytes are something else
   */
  static KnownRows read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readInt();
      if (format != FORMAT) {
        throw new IOException("its format is " + format + ", this release knows " + FORMAT);
      }
      Position position = Position.parse(in.readUTF());
      List<Position> chain = positions(in);
      Set<Position> settled = Set.copyOf(positions(in));
      List<String> places = texts(in);
      return new KnownRows(position, chain, settled, dropped(in, places), rows(in, places));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<Position> positions(DataInputStream in) throws IOException {
    return texts(in).stream().map(Position::parse).toList();
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static Map<Long, String> dropped(DataInputStream in, List<String> places)
      throws IOException {
    Map<Long, String> dropped = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      long key = in.readLong();
      dropped.put(key, places.get(in.readInt()));
    }
    return dropped;
  }

  private static Map<Long, Known> rows(DataInputStream in, List<String> places) throws IOException {
    Map<Long, Known> rows = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      long key = in.readLong();
      String place = places.get(in.readInt());
      byte state = in.readByte();
      byte[] hash = in.readNBytes(state == UNSETTLED ? 0 : KnownRows.HASH_DIGITS / 2);
      long kept = state == ERODED ? in.readLong() : 0;
      rows.put(key, new Known(place, HexFormat.of().formatHex(hash), kept));
    }
    return rows;
  }
}
