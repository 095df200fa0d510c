package io.mysimbdp.engine.protocol;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.mysimbdp.engine.write.EncodedValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of rows. Those of Java types that the driver maps by itself cross as what they are, so
 * that what is said of one that fits no column names it; those of the driver's own types cross
 * encoded, with the CQL type they were encoded for.
 */
final class WireValues {

  private static final int MOST_LEVELS = 32;

  private enum Tag {
    NULL,
    TEXT,
    TRUE,
    FALSE,
    BYTE,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    BIG_INTEGER,
    BIG_DECIMAL,
    UUID,
    INSTANT,
    DATE,
    TIME,
    DURATION,
    ADDRESS,
    BYTES,
    LIST,
    SET,
    MAP,
    VECTOR,
    ENCODED,
    FOREIGN
  }

  private static final Tag[] TAGS = Tag.values();

  private WireValues() {}

  private static WireOutput put(WireOutput out, Tag tag) {
    return out.put(tag);
  }

  static void put(WireOutput out, @Nullable Object value) {
    put(out, value, 0);
  }

  private static void put(WireOutput out, @Nullable Object value, int level) {
    if (level > MOST_LEVELS) {
      throw new IllegalArgumentException(
          "A value has more than " + MOST_LEVELS + " levels of collections in each other");
    }
    if (value == null) {
      put(out, Tag.NULL);
    } else if (value instanceof String text) {
      put(out, Tag.TEXT).putText(text);
    } else if (value instanceof Number number) {
      putNumber(out, number);
    } else if (value instanceof Boolean flag) {
      put(out, flag ? Tag.TRUE : Tag.FALSE);
    } else if (value instanceof CqlVector<?> vector) {
      put(out, Tag.VECTOR).putInt(vector.size());
      vector.forEach(each -> put(out, each, level + 1));
    } else if (value instanceof List<?> list) {
      putAll(put(out, Tag.LIST), list, level);
    } else if (value instanceof Set<?> set) {
      putAll(put(out, Tag.SET), set, level);
    } else if (value instanceof Map<?, ?> map) {
      Map<?, ?> copy = new LinkedHashMap<>(map);
      put(out, Tag.MAP).putInt(copy.size());
      copy.forEach(
          (key, mapped) -> {
            put(out, key, level + 1);
            put(out, mapped, level + 1);
          });
    } else {
      putOther(out, value);
    }
  }

  private static void putAll(WireOutput out, Collection<?> values, int level) {
    // A copy: its size is that of what follows, whatever the app's collection says of itself.
    Object[] copy = values.toArray();
    out.putInt(copy.length);
    for (Object each : copy) {
      put(out, each, level + 1);
    }
  }

  private static void putNumber(WireOutput out, Number number) {
    if (number instanceof Integer value) {
      put(out, Tag.INT).putInt(value);
    } else if (number instanceof Long value) {
      put(out, Tag.LONG).putLong(value);
    } else if (number instanceof Double value) {
      put(out, Tag.DOUBLE).putLong(Double.doubleToRawLongBits(value));
    } else if (number instanceof Float value) {
      put(out, Tag.FLOAT).putInt(Float.floatToRawIntBits(value));
    } else if (number instanceof Short value) {
      put(out, Tag.SHORT).putInt(value);
    } else if (number instanceof Byte value) {
      put(out, Tag.BYTE).putInt(value);
    } else if (number.getClass() == BigInteger.class) {
      put(out, Tag.BIG_INTEGER).putBytes(((BigInteger) number).toByteArray());
    } else if (number.getClass() == BigDecimal.class) {
      BigDecimal decimal = (BigDecimal) number;
      put(out, Tag.BIG_DECIMAL)
          .putInt(decimal.scale())
          .putBytes(decimal.unscaledValue().toByteArray());
    } else {
      putForeign(out, number);
    }
  }

  private static void putOther(WireOutput out, Object value) {
    if (value instanceof java.util.UUID uuid) {
      put(out, Tag.UUID)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits());
    } else if (value instanceof Instant instant) {
      put(out, Tag.INSTANT).putLong(instant.getEpochSecond()).putInt(instant.getNano());
    } else if (value instanceof LocalDate date) {
      put(out, Tag.DATE).putLong(date.toEpochDay());
    } else if (value instanceof LocalTime time) {
      put(out, Tag.TIME).putLong(time.toNanoOfDay());
    } else if (value instanceof CqlDuration duration) {
      put(out, Tag.DURATION)
          .putInt(duration.getMonths())
          .putInt(duration.getDays())
          .putLong(duration.getNanoseconds());
    } else if (value instanceof InetAddress address) {
      put(out, Tag.ADDRESS).putBytes(address.getAddress());
    } else if (value instanceof ByteBuffer bytes) {
      put(out, Tag.BYTES).putBuffer(bytes);
    } else if (value instanceof UdtValue udt) {
      putEncoded(out, udt.getType(), udt);
    } else if (value instanceof TupleValue tuple) {
      putEncoded(out, tuple.getType(), tuple);
    } else {
      putForeign(out, value);
    }
  }

  private static void putEncoded(WireOutput out, DataType type, Object value) {
    ByteBuffer bytes =
        CodecRegistry.DEFAULT.codecFor(type, value).encode(value, ProtocolVersion.DEFAULT);
    put(out, Tag.ENCODED).putText(type.asCql(false, true)).putBuffer(bytes);
  }

  private static void putForeign(WireOutput out, Object value) {
    put(out, Tag.FOREIGN).putText(value.getClass().getSimpleName() + " " + value);
  }

  static @Nullable Object get(WireInput in) throws ProtocolException {
    return get(in, 0);
  }

  private static @Nullable Object get(WireInput in, int level) throws ProtocolException {
    if (level > MOST_LEVELS) {
      throw new ProtocolException("Expected at most " + MOST_LEVELS + " levels of collections");
    }
    Tag tag = in.oneOf(TAGS);
    return switch (tag) {
      case NULL -> null;
      case TEXT -> in.getText();
      case TRUE -> true;
      case FALSE -> false;
      case BYTE -> (byte) in.getInt();
      case SHORT -> (short) in.getInt();
      case INT -> in.getInt();
      case LONG -> in.getLong();
      case FLOAT -> Float.intBitsToFloat(in.getInt());
      case DOUBLE -> Double.longBitsToDouble(in.getLong());
      case BIG_INTEGER -> integer(in);
      case BIG_DECIMAL -> {
        int scale = in.getInt();
        yield new BigDecimal(integer(in), scale);
      }
      case UUID -> new java.util.UUID(in.getLong(), in.getLong());
      case INSTANT, DATE, TIME -> time(tag, in);
      case DURATION -> duration(in);
      case ADDRESS -> address(in);
      case BYTES -> buffer(in);
      case LIST -> elements(in, level);
      case SET -> new LinkedHashSet<>(elements(in, level));
      case MAP -> map(in, level);
      case VECTOR -> vector(elements(in, level));
      case ENCODED -> new EncodedValue(in.getText(), buffer(in));
      case FOREIGN -> new ForeignValue(in.getText());
    };
  }

  private static BigInteger integer(WireInput in) throws ProtocolException {
    byte[] bytes = in.getBytes();
    if (bytes.length == 0) {
      throw new ProtocolException("Expected a number, got no bytes");
    }
    return new BigInteger(bytes);
  }

  private static ByteBuffer buffer(WireInput in) throws ProtocolException {
    return ByteBuffer.wrap(in.getBytes());
  }

  private static InetAddress address(WireInput in) throws ProtocolException {
    try {
      return InetAddress.getByAddress(in.getBytes());
    } catch (UnknownHostException e) {
      throw new ProtocolException("Expected the bytes of an address: " + e.getMessage());
    }
  }

  private static CqlDuration duration(WireInput in) throws ProtocolException {
    try {
      return CqlDuration.newInstance(in.getInt(), in.getInt(), in.getLong());
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Expected a duration: " + e.getMessage());
    }
  }

  private static List<@Nullable Object> elements(WireInput in, int level) throws ProtocolException {
    int count = in.count();
    List<@Nullable Object> elements = new ArrayList<>(); // Of a size that is only claimed.
    for (int i = 0; i < count; i++) {
      elements.add(get(in, level + 1));
    }
    return elements;
  }

  private static Map<@Nullable Object, @Nullable Object> map(WireInput in, int level)
      throws ProtocolException {
    int count = in.count();
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      map.put(get(in, level + 1), get(in, level + 1));
    }
    return map;
  }

  private static CqlVector<?> vector(List<@Nullable Object> elements) throws ProtocolException {
    List<Number> numbers = new ArrayList<>(elements.size());
    for (Object each : elements) {
      if (!(each instanceof Number number)) {
        throw new ProtocolException("Expected a vector of numbers, got " + each);
      }
      numbers.add(number);
    }
    return CqlVector.newInstance(numbers);
  }

  /** Reads one of the values of {@code java.time}, whose ranges are checked. */
  private static Object time(Tag tag, WireInput in) throws ProtocolException {
    try {
      return switch (tag) {
        case INSTANT -> Instant.ofEpochSecond(in.getLong(), in.getInt());
        case DATE -> LocalDate.ofEpochDay(in.getLong());
        default -> LocalTime.ofNanoOfDay(in.getLong());
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw new ProtocolException("Expected a time: " + e.getMessage());
    }
  }
}
