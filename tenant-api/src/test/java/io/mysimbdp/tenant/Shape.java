package io.mysimbdp.tenant;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class with something of each kind, for {@link SurfaceTest}. */
public abstract class Shape<T> implements Iterable<T> {

  protected @Nullable String name;
  int[] hidden;

  /** Shown. */
  public Shape(int[] sizes) {
    hidden = sizes;
  }

  /** Shown. */
  protected abstract List<T> all(@Nullable Object... any) throws IOException;

  int hidden() {
    return hidden.length;
  }
}
