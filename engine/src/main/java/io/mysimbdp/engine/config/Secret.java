package io.mysimbdp.engine.config;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text that must not be seen: {@link #toString} hides it. */
public final class Secret implements Serializable {

  @Serial private static final long serialVersionUID = 1;

  private final String value;

  /** Wraps a secret. */
  public Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /** Returns the secret itself; for the one call that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "******";
  }
}
