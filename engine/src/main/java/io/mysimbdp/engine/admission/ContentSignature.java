package io.mysimbdp.engine.admission;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file is text, not a known binary format under a wrong name. Looks at its first bytes after
 * expanding. Without a key: what begins like that is never a record. Only signatures that no text
 * begins with are listed.
 */
final class ContentSignature implements Constraint<byte[]> {

  /** How many bytes are looked at. */
  static final int BYTES = 8;

  private static final Map<String, String> SIGNATURES =
      new TreeMap<>(
          Map.of(
              "1f8b08", "gzip data",
              "28b52ffd", "zstd data",
              "504b0304", "a zip archive",
              "425a683931415926", "bzip2 data",
              "fd377a585a00", "xz data",
              "377abcaf271c", "a 7z archive",
              "5041523115", "a Parquet file",
              "4f626a01", "an Avro file",
              "255044462d31", "a PDF document"));

  @Override
  public String rule() {
    return "content";
  }

  @Override
  public Decision judge(byte[] head) {
    String hex = HexFormat.of().formatHex(Arrays.copyOf(head, Math.min(head.length, BYTES)));
    for (Map.Entry<String, String> signature : SIGNATURES.entrySet()) {
      if (hex.startsWith(signature.getKey())) {
        return new Decision.Refused(
            rule(),
            "text",
            signature.getValue(),
            "it holds " + signature.getValue() + ", expected text; its name does not say so");
      }
    }
    return Decision.ADMITTED;
  }
}
