package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.failure.DidYouMean;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The tenants named on a command line. */
final class TenantChoice {

  private TenantChoice() {}

  /**
   * Returns the tenants chosen; all that are registered when none is named.
   *
   * @throws ParameterException when one is not registered
   */
  static Set<String> of(List<String> named, Installation installation, CommandSpec spec) {
    List<String> registered =
        installation.registrations().stream().map(Registration::tenantId).toList();
    for (String tenant : named) {
      if (!registered.contains(tenant)) {
        throw new ParameterException(
            spec.commandLine(),
            "Tenant '"
                + tenant
                + "' is not registered in conf/engine.conf"
                + DidYouMean.hint(tenant, registered));
      }
    }
    return new LinkedHashSet<>(named.isEmpty() ? registered : named);
  }

  /** Returns the registration of a tenant that is registered. */
  static Registration registration(Installation installation, String tenant) {
    return installation.registrations().stream()
        .filter(each -> each.tenantId().equals(tenant))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not registered: " + tenant));
  }
}
