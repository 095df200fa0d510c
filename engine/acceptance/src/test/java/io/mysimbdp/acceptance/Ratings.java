package io.mysimbdp.acceptance;

/** Files for the sample tenant {@code ratings}. */
final class Ratings {

  private Ratings() {}

  /** Makes a rating of one film by each of so many users. */
  static String csv(int firstUser, int count) {
    return csv(firstUser, count, Integer.MAX_VALUE);
  }

  /** Makes the same with the last record of each {@code brokenEvery} broken. */
  static String csv(int firstUser, int count, int brokenEvery) {
    StringBuilder text = new StringBuilder("userid,movieid,rating,timestamp\n");
    for (int i = 0; i < count; i++) {
      text.append(firstUser + i)
          .append(i % brokenEvery == brokenEvery - 1 ? ",1,bad,x\n" : ",1,3.5,964982703\n");
    }
    return text.toString();
  }
}
