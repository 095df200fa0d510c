package io.mysimbdp.engine.metrics;

/**
 * What is running.
 *
 * @param version of the engine
 * @param java of the JVM
 * @param tenantApi of the contract with the tenants' apps
 */
public record BuildInfo(String version, String java, String tenantApi) {}
