package io.mysimbdp.engine.bulk;

/**
 * Where a server on this machine is managed, and how to log in there.
 *
 * @param port of JMX on the loopback address
 * @param user whose name to give
 * @param password never logged
 */
public record ServerDoor(int port, String user, String password) {

  @Override
  public String toString() {
    return "JMX on port " + port + " as " + user;
  }
}
