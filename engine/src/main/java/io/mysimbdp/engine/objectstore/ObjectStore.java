package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location.InStore;
import io.mysimbdp.engine.staging.ReplacedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An object store: the few requests that staging needs, and what their answers mean. One client is
 * kept for each configuration in this JVM, for it holds connections. Safe for several threads.
 *
 * <p>Every method throws {@link StoreException} when the store refuses or does not answer.
 */
final class ObjectStore {

  static final int NOT_FOUND = 404;
  static final int CHANGED = 412;
  static final int NOT_IMPLEMENTED = 501;

  /**
   * A clock for those who never read would be a thread, begun by that of whatever run comes first.
   */
  private static final ResponseTransformer<
          GetObjectResponse, ResponseInputStream<GetObjectResponse>>
      NOT_TIMED = ResponseTransformer.toInputStream(Duration.ZERO);

  private static final Map<StagingConfig.Store, ObjectStore> KNOWN = new ConcurrentHashMap<>();

  private final StagingConfig.Store config;
  private volatile @Nullable S3Client client;

  private ObjectStore(StagingConfig.Store config) {
    this.config = config;
  }

  /** Returns the store of a configuration; nothing is asked of it yet. */
  static ObjectStore of(StagingConfig.Store config) {
    return KNOWN.computeIfAbsent(config, ObjectStore::new);
  }

  /**
   * What a listing shows.
   *
   * @param key the whole key
   * @param stamp how it looks; null: it is a folder, a part of keys that ends in a slash
   */
  record Entry(String key, @Nullable FileStamp stamp) {

    Instant modified() {
      return stamp == null
          ? Instant.EPOCH
          : Instant.EPOCH.plus(stamp.modifiedNanos(), ChronoUnit.NANOS);
    }
  }

  /**
   * Goes through what lies right below a prefix, a page of 1,000 at a time.
   *
   * @param prefix of the keys; the part behind it up to a slash is a folder
   * @param each is given one after another, in the order of keys, and tells whether to go on
   */
  void list(String bucket, String prefix, Predicate<Entry> each) throws IOException {
    String token = null;
    do {
      ListObjectsV2Request request =
          ListObjectsV2Request.builder()
              .bucket(bucket)
              .prefix(prefix)
              .delimiter("/")
              // Keys may hold what XML cannot.
              .encodingType(EncodingType.URL)
              .continuationToken(token)
              .build();
      ListObjectsV2Response page = ask(s3 -> s3.listObjectsV2(request));
      for (S3Object object : page.contents()) {
        Entry entry =
            new Entry(object.key(), stamp(object.size(), object.lastModified(), object.eTag()));
        if (!each.test(entry)) {
          return;
        }
      }
      for (CommonPrefix folder : page.commonPrefixes()) {
        if (!each.test(new Entry(folder.prefix(), null))) {
          return;
        }
      }
      token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    } while (token != null);
  }

  /**
   * Looks at an object.
   *
   * @throws NoSuchFileException when there is none
   */
  FileStamp stamp(InStore at) throws IOException {
    return stamp(head(at));
  }

  /** Returns what is known of an object. */
  HeadObjectResponse head(InStore at) throws IOException {
    return ask(at, s3 -> s3.headObject(b -> b.bucket(at.bucket()).key(at.key())));
  }

  static FileStamp stamp(HeadObjectResponse head) {
    return stamp(head.contentLength(), head.lastModified(), head.eTag());
  }

  /** Of the time only seconds: some answers have more of it than others. */
  private static FileStamp stamp(
      @Nullable Long size, @Nullable Instant modified, @Nullable String tag) {
    return new FileStamp(
        size == null ? 0 : size,
        modified == null ? 0 : TimeUnit.SECONDS.toNanos(modified.getEpochSecond()),
        bare(tag));
  }

  /** Some answers have the quotes of a tag, others do not. */
  private static String bare(@Nullable String tag) {
    String text = tag == null ? "" : tag;
    text = text.startsWith("W/") ? text.substring(2) : text;
    return text.replace("\"", "");
  }

  /** Returns the tag of an object for a condition; null: it has none. */
  static @Nullable String tag(FileStamp stamp) {
    return stamp.fileKey().isEmpty() ? null : "\"" + stamp.fileKey() + "\"";
  }

  /**
   * Reads an object from some byte on.
   *
   * @throws ReplacedException when it is another one by now
   * @throws NoSuchFileException when it is gone
   */
  InputStream read(InStore at, FileStamp stamp, long offset) throws IOException {
    return ask(
        at,
        s3 ->
            s3.getObject(
                b ->
                    b.bucket(at.bucket())
                        .key(at.key())
                        .ifMatch(tag(stamp))
                        .range(
                            offset == 0 ? null : String.format(Locale.ROOT, "bytes=%d-", offset)),
                NOT_TIMED));
  }

  /** Writes a text, over whatever is there. */
  void write(InStore at, String text) throws IOException {
    ask(
        at,
        s3 ->
            s3.putObject(
                b -> b.bucket(at.bucket()).key(at.key()).contentType("text/plain; charset=utf-8"),
                RequestBody.fromString(text)));
  }

  /** Deletes an object, if it is there. */
  void delete(InStore at) throws IOException {
    ask(at, s3 -> s3.deleteObject(b -> b.bucket(at.bucket()).key(at.key())));
  }

  /**
   * Deletes an object if it is still the same.
   *
   * @throws ReplacedException when it is not
   */
  void delete(InStore at, FileStamp stamp) throws IOException {
    // Not every store keeps the condition of the request.
    if (!stamp(at).fileKey().equals(stamp.fileKey())) {
      throw new ReplacedException();
    }
    try {
      ask(at, s3 -> s3.deleteObject(b -> b.bucket(at.bucket()).key(at.key()).ifMatch(tag(stamp))));
    } catch (StoreException e) {
      if (status(e) != NOT_IMPLEMENTED) {
        throw e;
      }
      delete(at);
    }
  }

  /** Returns the status of an answer; 0: there was none. */
  static int status(IOException e) {
    return e.getCause() instanceof AwsServiceException answer ? answer.statusCode() : 0;
  }

  /** Something asked of the client. */
  interface Question<T> {
    T ask(S3Client s3);
  }

  /** Asks about an object. */
  <T> T ask(InStore at, Question<T> question) throws IOException {
    try {
      return ask(question);
    } catch (StoreException e) {
      int status = status(e);
      if (status == CHANGED) {
        ReplacedException replaced = new ReplacedException();
        replaced.initCause(e);
        throw replaced;
      }
      // That the bucket is missing is another matter, as far as the answer says so.
      if (status == NOT_FOUND && !"NoSuchBucket".equals(e.answer())) {
        throw new NoSuchFileException(at.toString());
      }
      throw e;
    }
  }

  private <T> T ask(Question<T> question) throws StoreException {
    // The client looks for readers of XML by the loader of the thread, which may be a tenant's.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ObjectStore.class.getClassLoader());
    try {
      return question.ask(client());
    } catch (SdkException e) {
      throw StoreException.of(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private S3Client client() {
    S3Client known = client;
    if (known == null) {
      synchronized (this) {
        known = client;
        if (known == null) {
          known = Clients.make(config);
          client = known;
        }
      }
    }
    return known;
  }
}
