package io.mysimbdp.tenant;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Semantic versioning: what a surface may differ in from that of an earlier version. */
final class ReleaseRule {

  private ReleaseRule() {}

  /**
   * Returns what is wrong with a version that is being built, and which one is needed; empty when
   * nothing is.
   *
   * @param released an earlier version
   * @param before its surface
   * @param version the present one
   * @param now its surface
   */
  static Optional<String> objection(
      ApiVersion released, List<String> before, ApiVersion version, List<String> now) {
    List<SurfaceDiff.Change> changes = SurfaceDiff.between(before, now);
    Optional<SurfaceDiff.Kind> worst =
        changes.stream().map(SurfaceDiff.Change::kind).max(SurfaceDiff.Kind::compareTo);
    if (worst.isEmpty()) {
      return Optional.empty();
    }
    SurfaceDiff.Kind kind = worst.get();
    ApiVersion needed = released.after(kind);
    if (version.compareTo(needed) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "The surface differs from that of tenant-api "
            + released
            + " by what is "
            + (kind == SurfaceDiff.Kind.BREAKING ? "breaking" : "compatible")
            + " and needs a new "
            + kind.digit()
            + " version, "
            + needed
            + ", but pom.xml of tenant-api says "
            + version
            + ". Either undo "
            + changes.stream()
                .filter(change -> change.kind() == kind)
                .map(SurfaceDiff.Change::why)
                .collect(Collectors.joining("; "))
            + "; or raise the version: in tenant-api/pom.xml, as tenant-api.version in pom.xml, and"
            + " as Versions.TENANT_API of the engine");
  }
}
