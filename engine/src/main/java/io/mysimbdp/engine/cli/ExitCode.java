package io.mysimbdp.engine.cli;

/**
 * How the program ends, for scripts. The numbers are stable. 1 and 2 are those of the command line
 * library.
 */
public enum ExitCode {
  /** All done, or nothing to do. */
  OK(0, "all done, or nothing to do"),
  /** A defect of the engine. */
  INTERNAL(1, "internal error"),
  /** The command line cannot be understood. */
  USAGE(2, "wrong usage of the command line"),
  /** All files were handled, but records were rejected or files refused. */
  REJECTS(3, "done, with rejects or refused files"),
  /** Some tenant could not be served, or a run failed; the other tenants were served. */
  TENANT_FAILED(4, "a tenant failed; the others were served"),
  /** The platform's configuration is wrong; nothing was done. */
  CONFIGURATION(5, "bad configuration; nothing was done"),
  /** Cassandra cannot be reached or started. */
  CASSANDRA(6, "Cassandra unreachable, or its start failed"),
  /** Stopped by a signal; what was not finished will be taken up by the next run. */
  INTERRUPTED(7, "interrupted; the next run takes up what is left"),
  /** Asked about a server that is not running. */
  NOT_RUNNING(8, "not running (cassandra status, cassandra stop, spark status)"),
  /** Disk, memory or another resource is missing. */
  RESOURCES(9, "disk, memory or another resource is missing"),
  /** Given by the launcher: no suitable Java or Maven, or the build failed. */
  ENVIRONMENT(10, "no suitable Java or Maven, or the build failed"),
  /** A verification has found a difference, or could not be made. */
  NOT_VERIFIED(11, "Cassandra, or the bill, is not what the ledger says, or nobody can tell");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Returns the number given to the operating system. */
  public int number() {
    return number;
  }

  /** Returns a few words for the help text. */
  public String meaning() {
    return meaning;
  }
}
