package io.mysimbdp.engine.session;

import io.mysimbdp.engine.config.CassandraConfig.Tls;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes the TLS context from the stores of the configuration. */
final class TlsContext {

  private TlsContext() {}

  static SSLContext of(Tls tls) {
    KeyManager @Nullable [] keys = null;
    TrustManager @Nullable [] trusted = null;
    if (tls.keyStore() != null) {
      keys = keyManagers(tls.keyStore(), tls.keyStorePassword());
    }
    if (tls.trustStore() != null) {
      trusted = trustManagers(tls.trustStore(), tls.trustStorePassword());
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID, "TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keyManagers(Path file, @Nullable Secret password) {
    KeyStore store = load("key store", file, password);
    char[] characters = characters(password);
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, characters);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw unusable("key store", file, e);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private static TrustManager[] trustManagers(Path file, @Nullable Secret password) {
    KeyStore store = load("trust store", file, password);
    try {
      // A store without certificates trusts nobody; say so now rather than at each handshake.
      if (store.size() == 0) {
        throw new EngineException(
            FailureCode.CONFIG_INVALID, "TLS trust store " + file + " holds no certificate");
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw unusable("trust store", file, e);
    }
  }

  private static KeyStore load(String what, Path file, @Nullable Secret password) {
    if (!Files.isRegularFile(file)) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID, "TLS " + what + " " + file + " does not exist");
    }
    char[] characters = characters(password);
    try {
      return KeyStore.getInstance(file.toFile(), characters);
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(what, file, e);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private static char[] characters(@Nullable Secret password) {
    return password == null ? new char[0] : password.reveal().toCharArray();
  }

  private static EngineException unusable(String what, Path file, Exception e) {
    return new EngineException(
        FailureCode.CONFIG_INVALID,
        "TLS "
            + what
            + " "
            + file
            + " cannot be read as PKCS12 or JKS with the configured password: "
            + e.getMessage(),
        e);
  }
}
