package io.mysimbdp.engine.confine;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Checks the paths in calls. An allowed path is replaced by the one that was checked, with all
 * links resolved, so that neither a {@code File} that changes its mind nor a link that is put there
 * meanwhile leads elsewhere. A folder on the way that is exchanged for a link in between would:
 * that takes an accomplice who may write to the tenant's folder.
 */
final class Paths {

  private Paths() {}

  static void readFirst(Call call) {
    check(call, 0, false);
  }

  static void writeFirst(Call call) {
    check(call, 0, true);
  }

  static void readBoth(Call call) {
    check(call, 0, false);
    check(call, 1, false);
  }

  static void writeBoth(Call call) {
    check(call, 0, true);
    check(call, 1, true);
  }

  /** From or to a stream, or from one path to another. */
  static void copy(Call call) {
    check(call, 0, false);
    check(call, 1, true);
  }

  /** A scanner takes a text to be scanned as well. */
  static void readIfFile(Call call) {
    if (!(call.argument(0) instanceof String)) {
      check(call, 0, false);
    }
  }

  /** Files among the arguments. */
  static void readFiles(Call call) {
    for (int i = 0; i < call.size(); i++) {
      if (call.argument(i) instanceof File) {
        check(call, i, false);
      }
    }
  }

  static void openByMode(Call call) {
    check(call, 0, !"r".equals(call.argument(1)));
  }

  static void openZip(Call call) {
    boolean deletes = false;
    for (int i = 1; i < call.size(); i++) {
      deletes |= call.argument(i) instanceof Integer mode && (mode & ZipFile.OPEN_DELETE) != 0;
    }
    check(call, 0, deletes);
  }

  /** Opens a channel; the options say for what. */
  static void open(Call call) {
    Object options = call.argument(1);
    Set<?> fixed = Set.of();
    if (options instanceof Set<?> set) {
      fixed = Set.copyOf(set);
      call.replace(1, fixed);
    } else if (options instanceof OpenOption[] array) {
      OpenOption[] copy = array.clone();
      fixed = Set.copyOf(List.of(copy));
      call.replace(1, copy);
    }
    boolean onlyReads =
        fixed.stream()
            .allMatch(option -> option == StandardOpenOption.READ || option instanceof LinkOption);
    check(call, 0, !onlyReads);
  }

  private static void check(Call call, int index, boolean writes) {
    Object named = call.argument(index);
    if (named instanceof FileDescriptor) {
      throw call.refused("which reaches the engine's open files");
    }
    Path path = path(call, named);
    if (path == null) {
      return; // No path at all, or of a file system of the tenant's own: nothing of ours.
    }
    Path real = inside(call, path, writes);
    if (named instanceof File) {
      call.replace(index, real.toFile());
    } else if (named instanceof String) {
      call.replace(index, real.toString());
    } else {
      call.replace(index, real);
    }
  }

  private static @Nullable Path path(Call call, @Nullable Object named) {
    if (named instanceof File file) {
      if (file.getClass() != File.class) {
        throw call.refused("for a File of class " + file.getClass().getName());
      }
      return path(call, file.getPath());
    }
    if (named instanceof String text) {
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw call.refused("for a path that is none: " + e.getReason());
      }
    }
    if (named instanceof Path path) {
      // By the very class: another one could claim any file system.
      return path.getClass() == FileSystems.getDefault().getPath("").getClass() ? path : null;
    }
    return null;
  }

  /** Returns where a file is that a URI of the scheme {@code file} names, if it may be read. */
  static Path readable(Call call, URI uri) {
    try {
      return inside(call, Path.of(uri), false);
    } catch (IllegalArgumentException e) {
      throw call.refused("for " + uri + ", which is no file");
    }
  }

  private static Path inside(Call call, Path path, boolean writes) {
    Territory territory = call.territory();
    // A relative path is one in the scratch folder: the engine's working directory is nobody's.
    Path absolute = territory.scratch().path().resolve(path).normalize();
    Path real = real(call, absolute);
    List<Path> roots = writes ? territory.writable() : territory.readable();
    for (Path root : roots) {
      if (real.startsWith(root)) {
        return real;
      }
    }
    throw call.refused(
        "for "
            + path
            + ", which is not in "
            + (writes
                ? "its temporary folder (java.io.tmpdir)"
                : "its tenant's folder or its temporary folder (java.io.tmpdir)"));
  }

  /** Resolves the links of as much of a path as is there. */
  private static Path real(Call call, Path absolute) {
    Path there = absolute;
    while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    try {
      return there.toRealPath().resolve(there.relativize(absolute)).normalize();
    } catch (IOException e) {
      throw call.refused("for " + absolute + ", which leads nowhere");
    }
  }
}
