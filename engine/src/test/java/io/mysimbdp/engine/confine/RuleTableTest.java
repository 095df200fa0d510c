package io.mysimbdp.engine.confine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTableTest {

  @Test
  void every_rule_names_a_member_that_is_there() throws Exception {
    List<String> missing = new ArrayList<>();
    for (RuleTable.Found rule : RuleTable.ALL.rules()) {
      if (!isPackage(rule) && !isThere(rule)) {
        missing.add(rule.owner() + "." + rule.name());
      }
    }
    assertThat(missing).as("a rule for what is not there protects nobody").isEmpty();
    assertThat(RuleTable.ALL.rules()).hasSizeGreaterThan(300);
  }

  @Test
  void every_swap_and_filter_has_its_method() {
    Set<String> methods =
        Arrays.stream(Checkpoint.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());
    Stream<String> named =
        RuleTable.ALL.rules().stream()
            .map(
                found ->
                    found.rule() instanceof Rule.Swap swap
                        ? swap.method()
                        : found.rule() instanceof Rule.Filter filter ? filter.method() : "pass");
    assertThat(named).allMatch(methods::contains);
  }

  private static boolean isPackage(RuleTable.Found rule) {
    return rule.owner().endsWith(".");
  }

  private static boolean isThere(RuleTable.Found rule) throws ClassNotFoundException {
    Class<?> owner = Class.forName(rule.owner(), false, RuleTableTest.class.getClassLoader());
    if (rule.name().equals(RuleTable.EVERY)) {
      return true;
    }
    if (rule.name().equals("<init>")) {
      return owner.getDeclaredConstructors().length > 0;
    }
    return Stream.concat(
            Arrays.stream(owner.getDeclaredMethods()).map(Method::getName),
            Arrays.stream(owner.getDeclaredFields()).map(java.lang.reflect.Field::getName))
        .anyMatch(rule.name()::equals);
  }
}
