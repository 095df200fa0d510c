package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.schedule.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The declaration of a tenant's tables: the file that its profile names, or else the one in its
 * JAR.
 *
 * @param script CQL; empty when there is none
 * @param origin where it comes from, for messages
 * @param others files of the JAR that look like one, where nobody looks
 * @param isThere whether there is one, empty or not
 */
record TenantSchema(String script, String origin, List<String> others, boolean isThere) {

  private static final int MAX_BYTES = 1 << 20;

  /** Makes one that is there. */
  TenantSchema(String script, String origin) {
    this(script, origin, List.of(), true);
  }

  static TenantSchema of(Tenant tenant, PluginCatalog plugins) {
    String file = tenant.profile().schemaFile();
    if (file != null) {
      Path path = tenant.folder().root().resolve(file);
      try {
        return new TenantSchema(read(path, tenant), "tenants/" + tenant.id() + "/" + file);
      } catch (IOException e) {
        throw new EngineException(
            FailureCode.SCHEMA_INVALID, "Schema file " + path + " cannot be read: " + e, e);
      }
    }
    // That of the very version: another may have taken its place in plugins/ meanwhile.
    Optional<LoadedPlugin> plugin = plugins.find(tenant.plugin().id(), tenant.plugin().sha256());
    String script = plugin.flatMap(LoadedPlugin::schema).orElse("");
    Path jar = Path.of(tenant.plugin().jar()).getFileName();
    return new TenantSchema(
        script,
        jar + "!/META-INF/mysimbdp/schema.cql",
        plugin.map(LoadedPlugin::otherScripts).orElse(List.of()),
        plugin.flatMap(LoadedPlugin::schema).isPresent());
  }

  /** Returns the begin of a sentence about a declaration without a table. */
  String declaresNothing() {
    if (isThere) {
      return origin + " declares no tables";
    }
    return origin
        + " is not there, and so declares no tables"
        + (others.isEmpty()
            ? ""
            : "; " + String.join(", ", others) + " of the JAR is not looked at");
  }

  /** A link may have been put there since the profile was read. */
  private static String read(Path path, Tenant tenant) throws IOException {
    Path real = path.toRealPath();
    if (!real.startsWith(tenant.folder().root().toRealPath())) {
      throw new IOException("a link leads out of the tenant's folder");
    }
    try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it has more than 1 MiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
