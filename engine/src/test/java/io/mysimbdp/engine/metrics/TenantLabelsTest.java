package io.mysimbdp.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TenantLabelsTest {

  private final TenantLabels labels = new TenantLabels(2);

  @Test
  void those_who_come_first_have_labels_of_their_own() {
    assertThat(labels.come("a")).isEqualTo("a");
    assertThat(labels.come("b")).isEqualTo("b");
    assertThat(labels.come("c")).isEqualTo("other");
    assertThat(labels.come("a")).isEqualTo("a");
  }

  @Test
  void a_tenant_keeps_its_label_when_another_becomes_free() {
    labels.come("a");
    labels.come("b");
    labels.come("c");

    assertThat(labels.go("a")).isTrue();

    assertThat(labels.come("c")).isEqualTo("other");
    assertThat(labels.come("d")).isEqualTo("d");
    assertThat(labels.go("c")).isFalse();
    assertThat(labels.go("b")).isTrue();
    assertThat(labels.come("c")).as("when it comes again").isEqualTo("c");
  }

  @Test
  void who_has_gone_or_never_come_is_one_of_the_others() {
    labels.come("a");
    labels.go("a");

    assertThat(labels.of("a")).isEqualTo("other");
    assertThat(labels.of("nobody")).isEqualTo("other");
    assertThat(labels.isOwn("a")).isFalse();
  }

  @Test
  void a_tenant_that_is_called_other_is_one_of_the_others() {
    assertThat(labels.come("other")).isEqualTo("other");

    assertThat(labels.isOwn("other")).isFalse();
    assertThat(labels.go("other")).isFalse();
  }
}
