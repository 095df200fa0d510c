package io.mysimbdp.engine.session;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The name and the password of a tenant's own role in Cassandra. The password is a keyed hash of
 * the tenant's id, so that it is stored nowhere and every engine of a platform knows it.
 */
final class TenantRole {

  private static final String PREFIX = "mysimbdp_";
  private static final String ALGORITHM = "HmacSHA256";

  private TenantRole() {}

  static String name(String tenant) {
    return PREFIX + Objects.requireNonNull(tenant, "tenant");
  }

  /**
   * Returns what to log in with.
   *
   * @throws EngineException CONFIG_INVALID when there is no secret to make passwords of
   */
  static Auth auth(CassandraConfig config, String tenant) {
    Secret secret = config.roleSecret();
    if (secret == null) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "tenant "
              + tenant
              + " has session = own, which needs cassandra.role-secret in conf/engine.conf");
    }
    return new Auth(name(tenant), new Secret(password(secret, name(tenant))));
  }

  private static String password(Secret secret, String role) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] hash = mac.doFinal(("role " + role).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
