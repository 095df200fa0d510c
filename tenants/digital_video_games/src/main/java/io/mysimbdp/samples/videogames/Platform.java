package io.mysimbdp.samples.videogames;

import java.util.List;

/** What a game runs on, as its title says. */
enum Platform {
  PLAYSTATION("PlayStation", "PSN", "PS3", "PS4", "PS Vita"),
  XBOX("Xbox"),
  NINTENDO("Nintendo", "Wii", "3DS"),
  MAC("Mac Download", "[Mac", "Mac ["),
  PC("PC Download", "[PC", "PC [", "Online Game Code", "[Download]", "Steam"),
  OTHER;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> signs;

  Platform(String... signs) {
    this.signs = List.of(signs);
  }

  /** Returns the first platform with a sign in the title. */
  static Platform of(String title) {
    for (Platform platform : values()) {
      for (String sign : platform.signs) {
        if (title.contains(sign)) {
          return platform;
        }
      }
    }
    return OTHER;
  }
}
