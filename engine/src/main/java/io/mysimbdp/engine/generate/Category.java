package io.mysimbdp.engine.generate;

import java.util.List;

/** What is reviewed: each kind has its own shares of stars, lengths and words. */
public enum Category {
  /** Short and happy. */
  GIFT_CARD(
      "Gift Card",
      List.of(3.7, 1.0, 2.3, 5.9, 87.2),
      3.55,
      1.19,
      4.2,
      "card gift balance birthday holiday present code email store friend family envelope"),
  /** Longer, and divided. */
  DIGITAL_VIDEO_GAMES(
      "Digital_Video_Games",
      List.of(17.2, 5.3, 8.0, 14.0, 55.5),
      4.92,
      1.22,
      3.85,
      "game level story graphics download key code controller multiplayer player quest server"),
  /** Like games, a little longer. */
  DIGITAL_SOFTWARE(
      "Digital_Software",
      List.of(24.0, 7.5, 8.5, 15.0, 45.0),
      4.98,
      1.2,
      3.85,
      "software program install update version license computer file support screen tax backup"),
  /** In between. */
  TOYS(
      "Toys",
      List.of(8.0, 4.5, 7.5, 15.0, 65.0),
      4.7,
      1.12,
      4.0,
      "toy puzzle doll train track blocks box kids daughter grandson pieces battery");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Double> starShares;

  private final double bodyLogMean;
  private final double bodyLogDeviation;
  private final double titleLogMean;
  private final String nouns;

  Category(
      String label,
      List<Double> starShares,
      double bodyLogMean,
      double bodyLogDeviation,
      double titleLogMean,
      String nouns) {
    this.label = label;
    this.starShares = starShares;
    this.bodyLogMean = bodyLogMean;
    this.bodyLogDeviation = bodyLogDeviation;
    this.titleLogMean = titleLogMean;
    this.nouns = nouns;
  }

  /** Returns the name as it stands in the files. */
  public String label() {
    return label;
  }

  /** The shares of one to five stars, in per cent. */
  double[] starShares() {
    return starShares.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The mean of the logarithm of a body's length in characters. */
  double bodyLogMean() {
    return bodyLogMean;
  }

  double bodyLogDeviation() {
    return bodyLogDeviation;
  }

  double titleLogMean() {
    return titleLogMean;
  }

  String nouns() {
    return nouns;
  }
}
