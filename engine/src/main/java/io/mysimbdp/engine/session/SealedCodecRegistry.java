package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.MutableCodecRegistry;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;

/**
 * The driver's codecs, closed to additions once the session is open. Every row and statement hands
 * out the shared registry; a codec registered by one tenant would work for, and hold the class
 * loader of, that tenant as long as the engine lives. Thread-safe.
 */
final class SealedCodecRegistry implements MutableCodecRegistry {

  private final MutableCodecRegistry codecs;
  private volatile boolean sealed;

  SealedCodecRegistry(MutableCodecRegistry codecs) {
    this.codecs = codecs;
  }

  void seal() {
    sealed = true;
  }

  @Override
  public void register(TypeCodec<?> codec) {
    if (sealed) {
      throw new SecurityException(
          "Codec "
              + codec.getClass().getName()
              + " refused: the platform's session is shared, so no codec can be added to it; convert"
              + " the value instead");
    }
    codecs.register(codec);
  }

  @Override
  public <T> TypeCodec<T> codecFor(DataType cqlType, GenericType<T> javaType) {
    return codecs.codecFor(cqlType, javaType);
  }

  @Override
  public <T> TypeCodec<T> codecFor(DataType cqlType, Class<T> javaType) {
    return codecs.codecFor(cqlType, javaType);
  }

  @Override
  public <T> TypeCodec<T> codecFor(DataType cqlType) {
    return codecs.codecFor(cqlType);
  }

  @Override
  public <T> TypeCodec<T> codecFor(GenericType<T> javaType) {
    return codecs.codecFor(javaType);
  }

  @Override
  public <T> TypeCodec<T> codecFor(Class<T> javaType) {
    return codecs.codecFor(javaType);
  }

  @Override
  public <T> TypeCodec<T> codecFor(DataType cqlType, T value) {
    return codecs.codecFor(cqlType, value);
  }

  @Override
  public <T> TypeCodec<T> codecFor(T value) {
    return codecs.codecFor(value);
  }
}
