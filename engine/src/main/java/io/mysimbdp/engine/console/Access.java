package io.mysimbdp.engine.console;

import io.mysimbdp.engine.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Who may look and change. Safe for several threads. */
final class Access {

  private static final String BEARER = "Bearer ";

  private final byte @Nullable [] token;
  private final Sessions sessions;
  private final Attempts attempts;

  /** What is made of a token that was shown. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** Not looked at, for the same address has shown too many wrong ones. */
    TOO_MANY
  }

  /**
   * Makes the access.
   *
   * @param token who knows it may do all; null: everybody may
   */
  Access(@Nullable Secret token, Sessions sessions, Attempts attempts) {
    this.token = token == null ? null : digest(token.reveal());
    this.sessions = sessions;
    this.attempts = attempts;
  }

  /** Tells whether a token is asked for at all. */
  boolean isGuarded() {
    return token != null;
  }

  /** Tells whether a session, if there is one, is known. */
  boolean isKnown(@Nullable String session) {
    return token == null || sessions.isOpen(session);
  }

  /** Looks at the header Authorization; null: there is none. */
  Verdict ofHeader(@Nullable String header, String address) {
    if (header == null) {
      return Verdict.WRONG;
    }
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? of(header.substring(BEARER.length()).strip(), address)
        : Verdict.WRONG;
  }

  /** Looks at a token. */
  Verdict of(String shown, String address) {
    if (!attempts.mayTry(address)) {
      return Verdict.TOO_MANY;
    }
    // Digests are of one length, so that the time it takes tells nothing of the token.
    if (token != null && MessageDigest.isEqual(token, digest(shown))) {
      return Verdict.RIGHT;
    }
    attempts.failed(address);
    return Verdict.WRONG;
  }

  Sessions sessions() {
    return sessions;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
