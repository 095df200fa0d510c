package io.mysimbdp.bench.write;

import io.mysimbdp.bench.rows.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All turns there have been, and what follows from them. */
final class Figures {

  private final List<Turn> turns = new ArrayList<>();

  void add(Turn turn) {
    turns.add(turn);
  }

  /** Returns the spread of something in the warm rounds, failed turns left out. */
  Spread warm(Shape shape, String contender, ToDoubleFunction<Turn> what) {
    return Spread.of(
        right(shape, contender).stream()
            .filter(turn -> turn.round() > 0)
            .map(what::applyAsDouble)
            .toList());
  }

  /** Returns something of the first round; nothing when that turn failed. */
  Optional<Double> cold(Shape shape, String contender, ToDoubleFunction<Turn> what) {
    return right(shape, contender).stream()
        .filter(turn -> turn.round() == 0)
        .map(what::applyAsDouble)
        .findFirst();
  }

  /**
   * Returns how many times as much a contender has as another one: in each warm round, for these
   * turns follow each other, and what the machine did besides was much the same for both.
   */
  Spread ratio(Shape shape, String contender, String other, ToDoubleFunction<Turn> what) {
    List<Double> ratios = new ArrayList<>();
    for (Turn turn : right(shape, contender)) {
      Turn against = right(shape, other, turn.round());
      if (turn.round() > 0 && against != null) {
        ratios.add(what.applyAsDouble(turn) / what.applyAsDouble(against));
      }
    }
    return Spread.of(ratios);
  }

  long failed(Shape shape, String contender) {
    return turns.stream()
        .filter(turn -> turn.shape() == shape && turn.contender().equals(contender))
        .filter(Turn::isFailed)
        .count();
  }

  private @Nullable Turn right(Shape shape, String contender, int round) {
    for (Turn turn : right(shape, contender)) {
      if (turn.round() == round) {
        return turn;
      }
    }
    return null;
  }

  private List<Turn> right(Shape shape, String contender) {
    return turns.stream()
        .filter(turn -> turn.shape() == shape && turn.contender().equals(contender))
        .filter(turn -> !turn.isFailed())
        .toList();
  }
}
