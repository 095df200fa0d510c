package io.mysimbdp.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.share.PermitAccount.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a permit, without threads; see {@link FairPermitsThreadsTest} for those. */
class FairPermitsTest {

  private static final int LARGEST = 40 << 10;

  private final FairPermits permits = new FairPermits(4, 1_000, () -> 0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void permits_go_by_weight_to_those_who_always_wait_and_none_is_left_unused(long seed) {
    Random random = new Random(seed);
    int requests = 1 + random.nextInt(64);
    Simulation simulation =
        new Simulation(random, new FairPermits(requests, Long.MAX_VALUE, () -> 0), requests);

    for (int step = 0; step < 30_000; step++) {
      simulation.step();
      assertThat(simulation.permits.inFlight()).isEqualTo(requests);
    }

    simulation.fairness.assertBound((double) (FairPermits.REQUEST_COST + LARGEST));
    simulation.fairness.assertJain(8_000, 0.98);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void permits_go_by_weight_when_bytes_are_scarce_as_well(long seed) {
    Random random = new Random(seed);
    int requests = 64;
    long bytes = 3L * LARGEST;
    Simulation simulation =
        new Simulation(random, new FairPermits(requests, bytes, () -> 0), requests);

    for (int step = 0; step < 30_000; step++) {
      simulation.step();
      assertThat(simulation.permits.inFlightBytes()).isLessThanOrEqualTo(bytes);
    }

    // Others may pass by one that waits for bytes, to the amount of all of them.
    long largest = FairPermits.REQUEST_COST + LARGEST;
    simulation.fairness.assertBound((double) (largest + bytes));
    simulation.fairness.assertJain(12_000, 0.98);
  }

  /** Some tenants that always have more to send, and some that come and go. */
  private static final class Simulation {

    private final Random random;
    private final FairPermits permits;
    private final int inFlight;
    private final List<PermitAccount> busy = new ArrayList<>();
    private final List<PermitAccount> guests = new ArrayList<>();
    private final List<Deque<Sent>> queues = new ArrayList<>();
    private final List<Sent> waitingGuests = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Fairness fairness;

    private record Sent(PermitAccount account, Ticket ticket, long bytes) {}

    Simulation(Random random, FairPermits permits, int inFlight) {
      this.random = random;
      this.permits = permits;
      this.inFlight = inFlight;
      double[] weights = random.ints(2 + random.nextInt(4), 1, 10).asDoubleStream().toArray();
      this.fairness = new Fairness(weights);
      for (int i = 0; i < weights.length; i++) {
        busy.add(permits.account("busy" + i, (int) weights[i]));
        queues.add(new ArrayDeque<>());
      }
      for (int i = 0; i < 3; i++) {
        guests.add(permits.account("guest" + i, 1 + random.nextInt(10)));
      }
      // Whoever comes first takes all permits there are, before anybody waits.
      for (int i = 0; i < inFlight; i++) {
        assertThat(guests.get(0).tryAcquire(0)).isTrue();
        sent.add(new Sent(guests.get(0), new Ticket(0, null), 0));
      }
      for (int i = 0; i < busy.size(); i++) {
        refill(i);
      }
    }

    void step() {
      if (random.nextInt(8) == 0) {
        PermitAccount guest = guests.get(random.nextInt(guests.size()));
        for (int i = random.nextInt(4); i >= 0; i--) {
          long bytes = random.nextInt(LARGEST);
          waitingGuests.add(new Sent(guest, guest.request(bytes, null), bytes));
        }
      }
      Sent done = sent.remove(random.nextInt(sent.size()));
      done.account.release(done.bytes);
      for (int i = 0; i < busy.size(); i++) {
        collect(i);
      }
      fairness.turn();
      waitingGuests.removeIf(each -> each.ticket.isGranted() && sent.add(each));
    }

    private void collect(int index) {
      Deque<Sent> queue = queues.get(index);
      for (Sent first = queue.peekFirst();
          first != null && first.ticket.isGranted();
          first = queue.peekFirst()) {
        queue.removeFirst();
        sent.add(first);
        fairness.served(index, FairPermits.REQUEST_COST + first.bytes);
      }
      refill(index);
    }

    private void refill(int index) {
      PermitAccount account = busy.get(index);
      while (queues.get(index).size() < 2 * inFlight) {
        long bytes = random.nextInt(10) == 0 ? LARGEST : random.nextInt(LARGEST);
        queues.get(index).addLast(new Sent(account, account.request(bytes, null), bytes));
      }
    }
  }

  @Test
  void a_tenant_that_is_alone_gets_all_permits() {
    PermitAccount alone = permits.account("a", 1);

    for (int i = 0; i < 4; i++) {
      assertThat(alone.tryAcquire(10)).isTrue();
    }

    assertThat(alone.tryAcquire(10)).isFalse();
    assertThat(permits.inFlight()).isEqualTo(4);
    assertThat(permits.inFlightBytes()).isEqualTo(40);
    assertThat(permits.waiting()).isZero();
  }

  @Test
  void a_tenant_that_comes_later_gets_its_part_of_what_comes_free() {
    PermitAccount first = permits.account("first", 1);
    PermitAccount late = permits.account("late", 1);
    for (int i = 0; i < 4; i++) {
      first.request(0, null);
    }
    List<Ticket> ofFirst = requests(first, 10);
    List<Ticket> ofLate = requests(late, 10);

    for (int i = 0; i < 4; i++) {
      first.release(0);
    }

    assertThat(ofFirst).filteredOn(Ticket::isGranted).hasSize(2);
    assertThat(ofLate).filteredOn(Ticket::isGranted).hasSize(2);
    assertThat(late.inFlight()).isEqualTo(2);
    assertThat(late.waiting()).isEqualTo(8);
    assertThat(permits.waiting()).isEqualTo(16);
  }

  @Test
  void within_a_tenant_the_first_is_served_first() {
    PermitAccount account = permits.account("a", 1);
    List<Ticket> tickets = requests(account, 6);
    assertThat(tickets)
        .extracting(Ticket::isGranted)
        .containsExactly(true, true, true, true, false, false);

    account.release(0);

    assertThat(tickets.get(4).isGranted()).isTrue();
    assertThat(tickets.get(5).isGranted()).isFalse();
    assertThat(account.tryAcquire(0)).as("what waits comes before").isFalse();
  }

  @Test
  void a_request_larger_than_all_bytes_is_sent_alone() {
    PermitAccount large = permits.account("large", 1);
    PermitAccount small = permits.account("small", 1);
    assertThat(small.tryAcquire(10)).isTrue();
    Ticket whale = large.request(5_000, null);
    assertThat(whale.isGranted()).isFalse();

    small.release(10);
    assertThat(whale.isGranted()).isTrue();
    assertThat(small.tryAcquire(10)).isFalse();

    large.release(5_000);
    assertThat(small.tryAcquire(10)).isTrue();
  }

  @Test
  void a_large_request_is_not_passed_by_for_ever() {
    PermitAccount large = permits.account("large", 1);
    PermitAccount small = permits.account("small", 1);
    assertThat(small.tryAcquire(10)).isTrue();
    Ticket whale = large.request(5_000, null);
    List<Ticket> others = requests(small, 100);

    int releases = 0;
    while (!whale.isGranted()) {
      small.release(releases++ == 0 ? 10 : 0);
      assertThat(releases).as("small ones that have passed it by").isLessThan(10);
    }

    assertThat(others).filteredOn(ticket -> !ticket.isGranted()).hasSizeGreaterThan(90);
  }

  @Test
  void a_large_request_that_is_given_up_holds_nobody_back() {
    PermitAccount large = permits.account("large", 1);
    PermitAccount small = permits.account("small", 1);
    assertThat(large.tryAcquire(10)).isTrue();
    Ticket whale = large.request(5_000, null);
    List<Ticket> others = requests(small, 2);
    large.release(10);
    assertThat(whale.isGranted()).isFalse();
    List<Ticket> more = requests(small, 10);
    while (small.inFlight() > 1) {
      small.release(0);
    }
    assertThat(others).allMatch(Ticket::isGranted);
    assertThat(more).filteredOn(ticket -> !ticket.isGranted()).isNotEmpty();

    assertThat(large.withdraw(whale)).isTrue();

    assertThat(permits.inFlight()).isEqualTo(4);
    assertThat(large.waiting()).isZero();
  }

  @Test
  void a_tenant_at_its_own_cap_holds_nobody_back() {
    PermitAccount capped = permits.account("capped", 1_000);
    capped.cap(1, Duration.ofHours(1));
    PermitAccount other = permits.account("other", 1);
    List<Ticket> ofCapped = requests(capped, 10);
    List<Ticket> ofOther = requests(other, 10);

    assertThat(capped.inFlight()).isEqualTo(1);
    assertThat(other.inFlight()).isEqualTo(3);

    capped.release(0);
    assertThat(ofCapped).filteredOn(Ticket::isGranted).hasSize(2);
    assertThat(ofOther).filteredOn(Ticket::isGranted).hasSize(3);
  }

  @Test
  void a_tenant_that_was_kept_by_its_own_cap_does_not_catch_up() {
    PermitAccount capped = permits.account("capped", 1);
    capped.cap(1, Duration.ofHours(1));
    PermitAccount other = permits.account("other", 1);
    requests(capped, 1_000);
    requests(other, 1_000);
    for (int i = 0; i < 500; i++) {
      other.release(0);
    }

    capped.cap(4, Duration.ofHours(1));
    int before = capped.waiting();
    for (int i = 0; i < 20; i++) {
      (capped.inFlight() > other.inFlight() ? capped : other).release(0);
    }

    assertThat(before - capped.waiting()).isBetween(9, 11);
  }

  @Test
  void a_cap_that_is_raised_lets_go_what_waits_for_it() {
    PermitAccount account = permits.account("a", 1);
    account.cap(1, Duration.ofHours(1));
    List<Ticket> tickets = requests(account, 3);
    assertThat(tickets).filteredOn(Ticket::isGranted).hasSize(1);

    account.cap(2, Duration.ofHours(1));

    assertThat(account.cap()).isEqualTo(2);
    assertThat(tickets).filteredOn(Ticket::isGranted).hasSize(2);
  }

  @Test
  void answers_of_a_server_with_too_much_to_do_lower_the_cap_and_others_raise_it() {
    long[] now = {0};
    FairPermits clocked = new FairPermits(64, 1_000, () -> now[0]);
    PermitAccount account = clocked.account("a", 1);
    account.cap(64, Duration.ofMillis(250));
    List<Ticket> tickets = requests(account, 500);
    assertThat(account.inFlight()).isEqualTo(16);

    while (account.cap() > 1) {
      now[0] += 10_000_000;
      account.answered(now[0] - 5_000_000, true);
      if (account.inFlight() > account.cap()) {
        account.release(0);
      }
    }
    assertThat(account.inFlight()).isLessThanOrEqualTo(1);

    while (account.cap() < 10) {
      now[0] += 10_000_000;
      account.answered(now[0] - 5_000_000, false);
    }
    assertThat(account.inFlight()).as("what waits is let go when the cap grows").isEqualTo(10);
    assertThat(tickets).filteredOn(ticket -> !ticket.isGranted()).isNotEmpty();
  }

  @Test
  void a_cap_with_other_bounds_goes_on_where_cassandra_has_put_it() {
    long[] now = {0};
    PermitAccount account = new FairPermits(64, 1_000, () -> now[0]).account("a", 1);
    account.cap(64, Duration.ofMillis(250));
    while (account.cap() > 4) {
      now[0] += 500_000_000;
      account.answered(now[0] - 5_000_000, true);
    }
    int before = account.cap();

    account.cap(64, Duration.ofMillis(250));
    assertThat(account.cap()).isEqualTo(before);
    account.cap(32, Duration.ofMillis(100));
    assertThat(account.cap()).isEqualTo(before);
    account.cap(2, Duration.ofMillis(100));
    assertThat(account.cap()).isEqualTo(2);
    account.cap(8, Duration.ofMillis(100));
    assertThat(account.cap()).isEqualTo(8);
  }

  @Test
  void a_thread_that_must_not_wait_overdraws_up_to_its_cap() {
    PermitAccount account = permits.account("a", 1);
    account.cap(2, Duration.ofHours(1));
    PermitAccount other = permits.account("other", 1);
    requests(other, 5);
    assertThat(account.tryAcquire(0)).isFalse();

    assertThat(account.overdraw(0)).isTrue();
    assertThat(account.overdraw(0)).isTrue();
    assertThat(account.overdraw(0)).isFalse();

    assertThat(permits.inFlight()).isEqualTo(6);
    other.release(0);
    other.release(0);
    assertThat(other.waiting()).as("nothing is free before what was overdrawn is back").isOne();
    other.release(0);
    assertThat(other.waiting()).isZero();
  }

  @Test
  void a_permit_is_given_back_once() {
    PermitAccount account = permits.account("a", 1);

    assertThatThrownBy(() -> account.release(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Tenant a has no permit to give back");
    assertThat(permits.inFlight()).isZero();
  }

  @Test
  void a_changed_weight_holds_at_once() {
    PermitAccount first = permits.account("first", 1);
    PermitAccount second = permits.account("second", 1);
    List<Ticket> ofFirst = requests(first, 1_000);
    List<Ticket> ofSecond = requests(second, 1_000);

    second.weight(3);
    for (int i = 0; i < 200; i++) {
      (first.inFlight() > 0 && i % 4 == 0 ? first : second.inFlight() > 0 ? second : first)
          .release(0);
    }

    assertThat(second.weight()).isEqualTo(3);
    assertThat(ofFirst).filteredOn(Ticket::isGranted).hasSizeBetween(51, 55);
    assertThat(ofSecond).filteredOn(Ticket::isGranted).hasSizeBetween(149, 153);
  }

  private static List<Ticket> requests(PermitAccount account, int count) {
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tickets.add(account.request(0, null));
    }
    return tickets;
  }
}
