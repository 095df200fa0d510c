package io.mysimbdp.tenant;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/** A version of the tenant API: major, minor, patch. */
record ApiVersion(int major, int minor, int patch) implements Comparable<ApiVersion> {

  private static final Pattern SHAPE = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-SNAPSHOT)?");
  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major)
          .thenComparingInt(ApiVersion::minor)
          .thenComparingInt(ApiVersion::patch);

  /** Reads a version; a snapshot counts as the release that it will become. */
  static ApiVersion of(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no version: expected three numbers, for example 1.2.0");
    }
    return new ApiVersion(
        Integer.parseInt(shape.group(1)),
        Integer.parseInt(shape.group(2)),
        Integer.parseInt(shape.group(3)));
  }

  /** Returns the one that is being built: the module's own version in its pom.xml. */
  static ApiVersion present() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
    return of(XPathFactory.newInstance().newXPath().evaluate("/project/version", pom).strip());
  }

  /** Returns the least version that may hold changes of this kind to what this one has. */
  ApiVersion after(SurfaceDiff.Kind kind) {
    return kind == SurfaceDiff.Kind.BREAKING
        ? new ApiVersion(major + 1, 0, 0)
        : new ApiVersion(major, minor + 1, 0);
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
