package io.mysimbdp.testkit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Lends a {@link TestCassandra} to each test that asks for one. */
final class CassandraExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(CassandraExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCassandra.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    TestCassandra known = store.get(TestCassandra.class, TestCassandra.class);
    if (known != null) {
      return known;
    }
    TestCassandra lent = SharedServer.running().newKeyspace();
    store.put(TestCassandra.class, lent);
    return lent;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    takeBack(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    takeBack(context);
  }

  /** Takes back what this context was given itself: what a class was given outlives its tests. */
  private static void takeBack(ExtensionContext context) {
    TestCassandra lent =
        context.getStore(NAMESPACE).remove(TestCassandra.class, TestCassandra.class);
    if (lent != null) {
      lent.drop();
    }
  }
}
