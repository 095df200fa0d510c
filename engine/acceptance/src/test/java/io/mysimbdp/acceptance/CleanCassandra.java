package io.mysimbdp.acceptance;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each class of tests a Cassandra without what other classes have left. Which of them came
 * before in this process is up to chance, and several use the sample tenants with their keyspaces.
 */
public final class CleanCassandra implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    SharedCassandra.clean();
  }
}
