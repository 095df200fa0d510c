package io.mysimbdp.engine.config;

import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Cassandra. Without contact points the engine runs a Cassandra of its own.
 *
 * @param contactPoints {@code host:port} of some nodes; empty: embedded
 * @param localDatacenter the data centre the engine writes to
 * @param auth user and password; null: none
 * @param tls the encryption of client connections; null: none
 * @param requestTimeout how long one request may take
 * @param retryFor how long a request for the ledger is tried again
 * @param inFlightRequests the most requests of all tenants under way at a time
 * @param inFlightBytes the most bytes of rows in these requests
 * @param connectTimeout how long the first connection may take, all attempts together
 * @param roleSecret what the passwords of tenants' own roles are made of; null: there are none
 * @param tenantSessions how many sessions of tenants' own are kept open while nobody uses them
 * @param streaming whether files may be sent to the nodes, on the port where they listen for each
 *     other
 * @param embedded the settings of the engine's own Cassandra
 */
public record CassandraConfig(
    List<String> contactPoints,
    String localDatacenter,
    @Nullable Auth auth,
    @Nullable Tls tls,
    Duration requestTimeout,
    Duration retryFor,
    int inFlightRequests,
    long inFlightBytes,
    Duration connectTimeout,
    @Nullable Secret roleSecret,
    int tenantSessions,
    boolean streaming,
    Embedded embedded)
    implements Serializable {

  /** Copies. */
  public CassandraConfig {
    contactPoints = List.copyOf(contactPoints);
  }

  /** Tells whether the engine runs its own Cassandra. */
  public boolean isEmbedded() {
    return contactPoints.isEmpty();
  }

  /** Returns the same with another user and password. */
  public CassandraConfig as(Auth other) {
    return new CassandraConfig(
        contactPoints,
        localDatacenter,
        other,
        tls,
        requestTimeout,
        retryFor,
        inFlightRequests,
        inFlightBytes,
        connectTimeout,
        roleSecret,
        tenantSessions,
        streaming,
        embedded);
  }

  /** User and password. The password never appears in a text made from this value. */
  public record Auth(String user, Secret password) implements Serializable {}

  /**
   * The encryption of client connections.
   *
   * @param trustStore a PKCS12 or JKS file with the accepted certificates; null: those of the JDK
   * @param trustStorePassword its password; null: none
   * @param keyStore a PKCS12 or JKS file with the engine's own certificate; null: none is sent
   * @param keyStorePassword its password; null: none
   * @param hostnameVerification whether the node's certificate must carry its host name
   */
  public record Tls(
      @Nullable Path trustStore,
      @Nullable Secret trustStorePassword,
      @Nullable Path keyStore,
      @Nullable Secret keyStorePassword,
      boolean hostnameVerification)
      implements Serializable {

    /** Paths are no values that every process understands. */
    @Serial
    private Object writeReplace() {
      return new Sent(
          trustStore == null ? null : trustStore.toString(),
          trustStorePassword,
          keyStore == null ? null : keyStore.toString(),
          keyStorePassword,
          hostnameVerification);
    }

    private record Sent(
        @Nullable String trustStore,
        @Nullable Secret trustStorePassword,
        @Nullable String keyStore,
        @Nullable Secret keyStorePassword,
        boolean hostnameVerification)
        implements Serializable {

      @Serial
      private Object readResolve() {
        return new Tls(
            trustStore == null ? null : Path.of(trustStore),
            trustStorePassword,
            keyStore == null ? null : Path.of(keyStore),
            keyStorePassword,
            hostnameVerification);
      }
    }
  }

  /**
   * The engine's own Cassandra.
   *
   * @param address the loopback address it listens on
   * @param port the port for CQL; 0: 9042, or another free one when that is taken
   * @param heapBytes the server's heap
   * @param startTimeout how long its start may take
   * @param minFreeDiskBytes it is not started with less free space than this
   * @param authentication whether it asks for user and password
   * @param jvmOptions further options of its JVM, which go ahead of the engine's own
   */
  public record Embedded(
      String address,
      int port,
      long heapBytes,
      Duration startTimeout,
      long minFreeDiskBytes,
      boolean authentication,
      List<String> jvmOptions)
      implements Serializable {

    /** Copies. */
    public Embedded {
      jvmOptions = List.copyOf(jvmOptions);
    }
  }
}
