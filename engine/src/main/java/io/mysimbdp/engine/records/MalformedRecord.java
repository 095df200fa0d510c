package io.mysimbdp.engine.records;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What should have been a record.
 *
 * @param rule what it violates
 * @param column the column at fault; null when it is the record as a whole
 * @param message one sentence with what was found and what was expected
 * @param raw its text, or the beginning of it
 * @param bytes the record as it stands in the file, read-only; null when it is too long to be held
 */
public record MalformedRecord(
    long line,
    long byteOffset,
    Rule rule,
    @Nullable String column,
    String message,
    String raw,
    @Nullable ByteBuffer bytes)
    implements Parsed {}
