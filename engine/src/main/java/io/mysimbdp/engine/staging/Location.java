package io.mysimbdp.engine.staging;

import java.nio.file.Path;

/**
 * Where a tenant's file is: in a folder, or in an object store. Its text goes wherever the file is
 * to be opened, on other machines as well; {@link #of(String)} understands it.
 */
public sealed interface Location {

  /** What the text of an object's place begins with. */
  String STORE = "s3://";

  /** Returns the name of the file, without folders. */
  String name();

  /**
   * Understands a text.
   *
   * @param text a path, or {@code s3://<bucket>/<key>}
   * @throws IllegalArgumentException when it is neither
   */
  static Location of(String text) {
    if (!text.startsWith(STORE)) {
      return new OnDisk(Path.of(text));
    }
    int slash = text.indexOf('/', STORE.length());
    if (slash < 0) {
      throw new IllegalArgumentException("No key in " + text);
    }
    return new InStore(text.substring(STORE.length(), slash), text.substring(slash + 1));
  }

  /** Returns the place of a file in a folder. */
  static Location of(Path path) {
    return new OnDisk(path);
  }

  /**
   * In a folder of a file system.
   *
   * @param path where; of a name that is no text, only this finds it
   */
  record OnDisk(Path path) implements Location {

    @Override
    public String name() {
      return String.valueOf(path.getFileName());
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * In an object store. The text holds the key as it is, nothing in it is encoded: so tools of
   * stores write it, and so people read it.
   *
   * @param bucket the bucket
   * @param key the whole key
   */
  record InStore(String bucket, String key) implements Location {

    @Override
    public String name() {
      return key.substring(key.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
      return STORE + bucket + "/" + key;
    }
  }
}
