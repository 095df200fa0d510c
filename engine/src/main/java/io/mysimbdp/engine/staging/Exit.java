package io.mysimbdp.engine.staging;

import org.jspecify.annotations.Nullable;

/**
 * The way out of one tenant's staging area: files leave it with their markers, never over another
 * file. Safe for several threads.
 */
public interface Exit {

  /**
   * Moves an ingested file to {@code done}.
   *
   * @param stamp how it looked when it was taken up; where the store can tell, another one is not
   *     moved
   * @return where it is now
   * @throws io.mysimbdp.engine.failure.EngineException when it cannot be moved
   */
  Location done(Location file, FileStamp stamp);

  /**
   * Moves a file to {@code refused}, with the reason in a text file beside it.
   *
   * @param stamp how it looked when it was judged; null: nobody looked
   * @return where it is now
   * @throws io.mysimbdp.engine.failure.EngineException when it cannot be moved
   */
  Location refused(Location file, @Nullable FileStamp stamp, String reason);
}
