package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.FileRules.HeaderRule;
import java.util.ArrayList;
import java.util.List;

/** A header has the columns that are asked for: {@code files.header}. */
final class RequiredHeader implements Constraint<List<String>> {

  private static final int SHOWN = 20;

  private final HeaderRule header;

  RequiredHeader(HeaderRule header) {
    this.header = header;
  }

  @Override
  public String rule() {
    return "files.header";
  }

  @Override
  public Decision judge(List<String> columns) {
    List<String> required = header.required();
    List<String> missing = new ArrayList<>(required);
    missing.removeAll(columns);
    if (!missing.isEmpty()) {
      return refused(
          rule() + ".required", shown(required), columns, "its header has no " + shown(missing));
    }
    List<String> others = new ArrayList<>(columns);
    others.removeAll(required);
    if (!header.others() && !others.isEmpty()) {
      return refused(
          rule() + ".others",
          "only " + shown(required),
          columns,
          "its header has " + shown(others) + " besides");
    }
    List<String> inFile = new ArrayList<>(columns);
    inFile.retainAll(required);
    if (header.order() == HeaderRule.Order.FIXED && !inFile.equals(required)) {
      return refused(
          rule() + ".order",
          "fixed: " + shown(required),
          columns,
          "its header has the columns in another order");
    }
    return Decision.ADMITTED;
  }

  private Decision refused(String rule, String limit, List<String> columns, String what) {
    return new Decision.Refused(
        rule,
        limit,
        shown(columns),
        what + "; expected " + shown(header.required()) + ", got " + shown(columns));
  }

  private static String shown(List<String> names) {
    String text = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? text + ", … (" + names.size() + " in all)" : text;
  }
}
