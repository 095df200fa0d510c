package io.mysimbdp.engine.confine;

/** Checks that a call is about something of the tenant's own. */
final class OwnObjects {

  private OwnObjects() {}

  /** Checks that the receiver is of a class of the tenant's. */
  static void checkReceiver(Call call) {
    Object receiver = call.argument(0);
    if (receiver != null && !isConfined(receiver.getClass())) {
      throw call.refused(
          "which would change " + receiver.getClass().getName() + " for every tenant");
    }
  }

  /** Tells whether a class is a tenant's, or an array of such. */
  static boolean isConfined(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element.getClassLoader() instanceof Confined;
  }
}
