package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.ReplacedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Copies objects inside of a store, which never sends their bytes here. Larger ones go in parts: in
 * one piece stores copy no more than 5 GB, and it would take long. Safe for several threads.
 */
final class ObjectCopy {

  private static final Logger LOG = LoggerFactory.getLogger(ObjectCopy.class);

  private static final long PART_BYTES = 256L << 20;

  /** Stores take no more parts. */
  private static final int MOST_PARTS = 10_000;

  private final ObjectStore store;
  private final long partBytes;

  ObjectCopy(ObjectStore store) {
    this(store, PART_BYTES);
  }

  /**
   * Makes a copier.
   *
   * @param partBytes what is larger goes in parts of this size; 5 MiB or more
   */
  ObjectCopy(ObjectStore store, long partBytes) {
    this.store = store;
    this.partBytes = partBytes;
  }

  /**
   * Copies an object.
   *
   * @param stamp how it looks
   * @throws ReplacedException when it is another one by now
   * @throws NoSuchFileException when it is gone
   * @throws FileAlreadyExistsException when there is something else where it is to go, as far as
   *     the store tells
   */
  void copy(InStore from, FileStamp stamp, InStore to) throws IOException {
    try {
      if (stamp.sizeBytes() > partBytes) {
        copyInParts(from, stamp, to);
      } else {
        copyWhole(from, stamp, to);
      }
    } catch (ReplacedException e) {
      // The same answer says that the one is not the same or that the other is there.
      if (store.stamp(from).fileKey().equals(stamp.fileKey()) && !isThere(stamp, to)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      if (!store.stamp(from).fileKey().equals(stamp.fileKey())) {
        throw e;
      }
      LOG.debug("{} is there already: the answer to the first request was lost", to);
    }
  }

  private boolean isThere(FileStamp stamp, InStore to) throws IOException {
    FileStamp there = store.stamp(to);
    return there.sizeBytes() == stamp.sizeBytes() && there.fileKey().equals(stamp.fileKey());
  }

  private void copyWhole(InStore from, FileStamp stamp, InStore to) throws IOException {
    onlyNew(
        from,
        condition ->
            s3 ->
                s3.copyObject(
                    b ->
                        b.sourceBucket(from.bucket())
                            .sourceKey(from.key())
                            .copySourceIfMatch(ObjectStore.tag(stamp))
                            .destinationBucket(to.bucket())
                            .destinationKey(to.key())
                            .ifNoneMatch(condition)));
  }

  /** Asks for something only if the target is not there; of stores that know no such thing, so. */
  private <T> void onlyNew(InStore at, Conditional<T> question) throws IOException {
    try {
      store.ask(at, question.on("*"));
    } catch (StoreException e) {
      if (ObjectStore.status(e) != ObjectStore.NOT_IMPLEMENTED) {
        throw e;
      }
      store.ask(at, question.on(null));
    }
  }

  /** A question with a condition on what is at the target; null: none. */
  private interface Conditional<T> {
    ObjectStore.Question<T> on(@Nullable String noneMatch);
  }

  private void copyInParts(InStore from, FileStamp stamp, InStore to) throws IOException {
    HeadObjectResponse head = store.head(from);
    String upload =
        store.ask(
            to,
            s3 ->
                s3.createMultipartUpload(
                        b ->
                            b.bucket(to.bucket())
                                .key(to.key())
                                .contentType(head.contentType())
                                .contentEncoding(head.contentEncoding())
                                .metadata(head.metadata()))
                    .uploadId());
    boolean isComplete = false;
    try {
      List<CompletedPart> parts = parts(from, stamp, to, upload);
      onlyNew(
          from,
          condition ->
              s3 ->
                  s3.completeMultipartUpload(
                      b ->
                          b.bucket(to.bucket())
                              .key(to.key())
                              .uploadId(upload)
                              .ifNoneMatch(condition)
                              .multipartUpload(all -> all.parts(parts))));
      isComplete = true;
    } finally {
      if (!isComplete) {
        abort(to, upload);
      }
    }
  }

  private List<CompletedPart> parts(InStore from, FileStamp stamp, InStore to, String upload)
      throws IOException {
    long size = stamp.sizeBytes();
    long each = Math.max(partBytes, (size + MOST_PARTS - 1) / MOST_PARTS);
    List<CompletedPart> parts = new ArrayList<>();
    for (long begin = 0; begin < size; begin += each) {
      int number = parts.size() + 1;
      String range =
          String.format(Locale.ROOT, "bytes=%d-%d", begin, Math.min(size, begin + each) - 1);
      String tag =
          store.ask(
              from,
              s3 ->
                  s3.uploadPartCopy(
                          b ->
                              b.sourceBucket(from.bucket())
                                  .sourceKey(from.key())
                                  .copySourceIfMatch(ObjectStore.tag(stamp))
                                  .copySourceRange(range)
                                  .destinationBucket(to.bucket())
                                  .destinationKey(to.key())
                                  .uploadId(upload)
                                  .partNumber(number))
                      .copyPartResult()
                      .eTag());
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    return parts;
  }

  /** What is not, the store keeps, and charges, until a rule of its own deletes it. */
  private void abort(InStore to, String upload) {
    try {
      store.ask(
          to,
          s3 -> s3.abortMultipartUpload(b -> b.bucket(to.bucket()).key(to.key()).uploadId(upload)));
    } catch (IOException e) {
      LOG.debug("Parts of {} are left behind", to, e);
    }
  }
}
