package io.mysimbdp.engine.executor;

import io.mysimbdp.spark.EngineSeat;
import java.nio.file.Path;

/** Gives the engine its seat in an executor; found there as a service. */
public final class ExecutorSeats implements EngineSeat.Factory {

  @Override
  public EngineSeat open(byte[] settings, EngineSeat.JarSource jars, String libraries) {
    return new ExecutorEngine(
        Wire.read(settings, ExecutorSettings.class), jars, Path.of(libraries));
  }
}
