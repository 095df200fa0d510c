package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.mysimbdp.tenant.Settings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of one tenant, read from {@link TenantProfile#settingsHocon}. Immutable. */
public final class TenantSettings implements Settings {

  private final String tenantId;
  private final Config config;
  private final Set<String> keys;

  /** Reads the settings of a tenant. */
  public TenantSettings(TenantProfile profile) {
    tenantId = profile.id();
    config = ConfigFactory.parseString(profile.settingsHocon());
    keys = Collections.unmodifiableSet(new TreeSet<>(config.root().keySet()));
  }

  @Override
  public Set<String> keys() {
    return keys;
  }

  @Override
  public boolean has(String key) {
    return find(key) != null;
  }

  @Override
  public String getString(String key) {
    return get(key, Values::text);
  }

  @Override
  public String getString(String key, String fallback) {
    return has(key) ? getString(key) : fallback;
  }

  @Override
  public List<String> getStrings(String key) {
    return List.copyOf(get(key, Values::texts));
  }

  @Override
  public long getLong(String key) {
    return get(key, Values::wholeNumber);
  }

  @Override
  public long getLong(String key, long fallback) {
    return has(key) ? getLong(key) : fallback;
  }

  @Override
  public double getDouble(String key) {
    return get(key, Values::number);
  }

  @Override
  public double getDouble(String key, double fallback) {
    return has(key) ? getDouble(key) : fallback;
  }

  @Override
  public boolean getBoolean(String key) {
    return get(key, Values::flag);
  }

  @Override
  public boolean getBoolean(String key, boolean fallback) {
    return has(key) ? getBoolean(key) : fallback;
  }

  @Override
  public Duration getDuration(String key) {
    return get(key, Values::duration);
  }

  @Override
  public Duration getDuration(String key, Duration fallback) {
    return has(key) ? getDuration(key) : fallback;
  }

  private <T> T get(String key, Getter<T> getter) {
    ConfigValue value = find(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "tenants/" + tenantId + "/tenant.conf: settings." + key + ": missing");
    }
    try {
      return getter.get(value);
    } catch (Unfit unfit) {
      throw new IllegalArgumentException(
          place(value)
              + ": settings."
              + key
              + ": expected "
              + unfit.expected()
              + ", got "
              + Display.found(key, value));
    }
  }

  private @Nullable ConfigValue find(String key) {
    try {
      return config.hasPath(key) ? config.getValue(key) : null;
    } catch (com.typesafe.config.ConfigException.BadPath e) {
      throw new IllegalArgumentException(
          "Expected the path of a setting such as a.b, got " + Display.quoted(key), e);
    }
  }

  private String place(ConfigValue value) {
    String place = SettingsText.place(value);
    return place == null ? "tenants/" + tenantId + "/tenant.conf" : place;
  }

  private interface Getter<T> {
    T get(ConfigValue value) throws Unfit;
  }
}
