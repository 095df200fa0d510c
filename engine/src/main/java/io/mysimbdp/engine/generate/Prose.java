package io.mysimbdp.engine.generate;

import java.nio.charset.StandardCharsets;

/** Invented sentences whose words lean the way the stars do. Safe for several threads. */
final class Prose {

  private static final byte[][] FILLERS =
      words(
          "the a this it was is and but with for my our they we you i so very really just when after"
              + " before from then also all more some one two time day week year again still because"
              + " would could have had got made get bought used using came works worked thing part"
              + " only even much quite about there here that which who into over while than as at by"
              + " on in of to be been were will can did not what how every other same new old little");
  private static final byte[][] GOOD =
      words(
          "great love perfect good excellent awesome fun nice amazing best easy happy recommend"
              + " wonderful fantastic enjoyed loved beautiful pleased thanks");
  private static final byte[][] BAD =
      words(
          "bad terrible waste broken poor awful disappointed horrible slow useless boring refund"
              + " hate worst crashed failed annoying junk frustrating never");
  private static final byte[][] ACCENTED =
      words("café naïve Pokémon señor für très déjà fiancé jalapeño smörgås");
  private static final byte[][] EMOJI = words("😀 👍 ❤ 🎁 🎮 😡 🎉");
  private static final byte[] BREAK = "<br /><br />".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] QUOTE_REFERENCE = "&#34;".getBytes(StandardCharsets.US_ASCII);

  private final byte[][] nouns;

  Prose(Category category) {
    this.nouns = words(category.nouns());
  }

  /** Adds a body of about this many characters. */
  void addBody(FieldBuffer row, int characters, int stars, Random64 random) {
    int begin = row.length();
    boolean breaks = characters > 60 && random.perMillion(95_000);
    boolean references = random.perMillion(32_000);
    boolean raw = random.perMillion(18_000);
    addSentences(row, begin, characters, stars, breaks, random);
    if (references) {
      addQuoted(row, QUOTE_REFERENCE, random);
    }
    if (raw) {
      row.add(' ');
      row.add('"');
      row.add(pick(nouns, random));
      row.add(random.below(3) == 0 ? ' ' : '"');
    }
    addRarities(row, random);
  }

  /** Adds a headline: often a fixed phrase, else a few words. */
  void addHeadline(FieldBuffer row, int stars, Random64 random) {
    if (random.below(5) < 2) {
      row.add(STARS[stars - 1]);
      return;
    }
    int begin = row.length();
    int words = 1 + random.below(7);
    for (int i = 0; i < words; i++) {
      if (i > 0) {
        row.add(' ');
      }
      row.add(word(stars, random));
    }
    row.capitalise(begin);
    if (random.perMillion(12_000)) {
      row.add('"');
    }
  }

  private static final byte[][] STARS = {
    "One Star".getBytes(StandardCharsets.US_ASCII),
    "Two Stars".getBytes(StandardCharsets.US_ASCII),
    "Three Stars".getBytes(StandardCharsets.US_ASCII),
    "Four Stars".getBytes(StandardCharsets.US_ASCII),
    "Five Stars".getBytes(StandardCharsets.US_ASCII)
  };

  /** Adds a product's title of about this many characters. */
  void addTitle(FieldBuffer row, int characters, Random64 random) {
    int begin = row.length();
    while (row.length() - begin < characters - 4) {
      if (row.length() > begin) {
        row.add(' ');
      }
      int word = row.length();
      row.add(pick(random.below(2) == 0 ? nouns : FILLERS, random));
      row.capitalise(word);
    }
    // Inches: a quote that nothing closes.
    if (random.perMillion(20_000)) {
      row.addNumber(3 + random.below(40));
      row.add('"');
    }
  }

  private void addSentences(
      FieldBuffer row, int begin, int characters, int stars, boolean breaks, Random64 random) {
    int sentence = row.length();
    int left = 4 + random.below(12);
    while (row.length() - begin < characters) {
      if (row.length() > sentence) {
        row.add(' ');
      }
      row.add(word(stars, random));
      if (--left == 0) {
        row.add(random.below(6) == 0 ? '!' : '.');
        row.capitalise(sentence);
        if (breaks && random.below(2) == 0) {
          row.add(BREAK);
        } else {
          row.add(' ');
        }
        sentence = row.length();
        left = 4 + random.below(12);
      }
    }
    row.capitalise(sentence);
    if (row.length() - begin > characters + 1) {
      row.cut(begin + Math.max(1, characters));
    }
  }

  private static void addQuoted(FieldBuffer row, byte[] quote, Random64 random) {
    row.add(' ');
    row.add(quote);
    row.add(pick(GOOD, random));
    row.add(quote);
  }

  private static void addRarities(FieldBuffer row, Random64 random) {
    if (random.perMillion(7_000)) {
      row.add(' ');
      row.add(pick(ACCENTED, random));
    }
    if (random.perMillion(2_000)) {
      row.add(' ');
      row.add(pick(EMOJI, random));
    }
    if (random.perMillion(9_000)) {
      row.add('\\');
    }
    if (random.perMillion(40)) {
      // A control character that some exports hold.
      row.add(0x1a);
    }
  }

  private byte[] word(int stars, Random64 random) {
    int kind = random.below(16);
    if (kind < 3) {
      // The clearer the stars, the clearer the words.
      int happy = stars * 20 + random.below(20) - 10;
      return pick(happy > 55 ? GOOD : BAD, random);
    }
    return pick(kind < 6 ? nouns : FILLERS, random);
  }

  private static byte[] pick(byte[][] words, Random64 random) {
    return words[random.below(words.length)];
  }

  private static byte[][] words(String text) {
    String[] words = text.split(" ", -1);
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }
}
