package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.DriverException;

/** An exception of the driver's that cannot be made again without what only the engine has. */
final class RemoteDriverException extends DriverException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("NullAway") // The driver is not annotated; it takes null here.
  RemoteDriverException(String message) {
    super(message, null, null, true);
  }

  @Override
  public DriverException copy() {
    return new RemoteDriverException(String.valueOf(getMessage()));
  }
}
