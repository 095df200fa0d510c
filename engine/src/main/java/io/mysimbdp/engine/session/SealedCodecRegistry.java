package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.detach.AttachmentPoint;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.registry.MutableCodecRegistry;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import org.jspecify.annotations.Nullable;

/**
 * The driver's codecs, closed to additions once the session is open. Every row and statement hands
 * out the shared registry; a codec registered by one tenant would work for, and hold the class
 * loader of, that tenant as long as the engine lives. Thread-safe.
 */
final class SealedCodecRegistry implements MutableCodecRegistry {

  private final MutableCodecRegistry codecs;
  private volatile @Nullable AttachmentPoint attachment;

  SealedCodecRegistry(MutableCodecRegistry codecs) {
    this.codecs = codecs;
  }

  /**
   * Closes it. The codecs of user-defined types keep the type they were made for, and values give
   * it out: types are attached to what tenants may see first.
   */
  void seal(ProtocolVersion version) {
    attachment = new LentAttachment(version, this);
  }

  private DataType lent(DataType type) {
    AttachmentPoint point = attachment;
    if (point != null) {
      type.attach(point);
    }
    return type;
  }

  @Override
  public void register(TypeCodec<?> codec) {
    if (attachment != null) {
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
    return codecs.codecFor(lent(cqlType), javaType);
  }

  @Override
  public <T> TypeCodec<T> codecFor(DataType cqlType, Class<T> javaType) {
    return codecs.codecFor(lent(cqlType), javaType);
  }

  @Override
  public <T> TypeCodec<T> codecFor(DataType cqlType) {
    return codecs.codecFor(lent(cqlType));
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
    return codecs.codecFor(lent(cqlType), value);
  }

  @Override
  public <T> TypeCodec<T> codecFor(T value) {
    return codecs.codecFor(value);
  }
}
