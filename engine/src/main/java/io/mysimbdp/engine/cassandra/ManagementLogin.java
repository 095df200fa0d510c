package io.mysimbdp.engine.cassandra;

/**
 * How a running server is managed by JMX, on the loopback address.
 *
 * @param port of JMX
 * @param user whose name to give
 * @param password made for this start of the server; never logged
 */
public record ManagementLogin(int port, String user, String password) {

  @Override
  public String toString() {
    return "JMX on port " + port + " as " + user;
  }
}
