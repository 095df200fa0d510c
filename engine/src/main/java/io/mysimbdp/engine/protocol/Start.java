package io.mysimbdp.engine.protocol;

/**
 * What the process of an app is told first. Immutable, as long as nobody changes the run's bytes.
 */
public final class Start {

  /** The version of the protocol that this engine speaks. */
  public static final int VERSION = 1;

  private final byte[] run;
  private final String jar;
  private final String apiVersion;

  /**
   * Keeps what is to be told.
   *
   * @param run the {@code Run}, serialised: the engine is trusted; taken over, not copied
   * @param jar the path of the JAR, the only one in its folder
   * @param apiVersion the version of the tenant API that the engine offers
   */
  public Start(byte[] run, String jar, String apiVersion) {
    this.run = run;
    this.jar = jar;
    this.apiVersion = apiVersion;
  }

  /** The {@code Run}, serialised; not a copy. */
  public byte[] run() {
    return run;
  }

  /** The path of the JAR, the only one in its folder. */
  public String jar() {
    return jar;
  }

  /** The version of the tenant API that the engine offers. */
  public String apiVersion() {
    return apiVersion;
  }

  /** Writes it, with the version of the protocol before all else. */
  public void to(WireOutput out) {
    out.putInt(VERSION).putBytes(run).putText(jar).putText(apiVersion);
  }

  /**
   * Reads one.
   *
   * @throws ProtocolException when it is of another version, or no such thing at all
   */
  public static Start from(WireInput in) throws ProtocolException {
    int version = in.getInt();
    if (version != VERSION) {
      throw new ProtocolException(
          "Expected version " + VERSION + " of the protocol, got " + version);
    }
    return new Start(in.getBytes(), in.getText(), in.getText());
  }
}
