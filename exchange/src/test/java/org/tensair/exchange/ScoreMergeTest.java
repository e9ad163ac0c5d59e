package org.tensair.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreMergeTest {
  private final ExchangeCounters counters = new ExchangeCounters();
  private final ScoreMerge merge = new ScoreMerge(3, counters);

  @Test
  void givesScoresInTimeOrderAndAtEqualTimesByRank() {
    merge.add(score(2, 10));
    merge.add(score(1, 10));
    merge.add(score(0, 11));
    assertThat(merge.next(rank -> true)).isEqualTo(score(1, 10));
    merge.promise(1, 12);
    assertThat(merge.next(rank -> true)).isEqualTo(score(2, 10));
    merge.promise(2, 12);
    assertThat(merge.next(rank -> true)).isEqualTo(score(0, 11));
    assertThat(merge.isEmpty()).isTrue();
    assertThat(merge.next(rank -> true)).isNull();
  }

  @Test
  void waitsForAPromiseBeyondTheScore() {
    merge.add(score(0, 10));
    merge.promise(1, 10);
    merge.promise(2, 20);
    assertThat(merge.next(rank -> true)).isNull();
    merge.promise(1, 11);
    assertThat(merge.next(rank -> true)).isEqualTo(score(0, 10));
  }

  @Test
  void doesNotWaitForTheDead() {
    merge.add(score(0, 10));
    assertThat(merge.next(rank -> rank == 0)).isEqualTo(score(0, 10));
  }

  @Test
  void passesALateScoreOnAndCountsIt() {
    merge.add(score(0, 10));
    assertThat(merge.next(rank -> rank == 0)).isNotNull();
    merge.add(score(1, 9));
    assertThat(merge.next(rank -> rank == 1)).isEqualTo(score(1, 9));
    assertThat(counters.lateScores()).isEqualTo(1);
  }

  @Test
  void theEndOfAllReleasesEvenTheLatestTime() {
    merge.add(score(0, Long.MAX_VALUE));
    assertThat(merge.next(rank -> true)).isNull();
    for (int rank = 0; rank < 3; rank++) {
      merge.promise(rank, Long.MAX_VALUE);
    }
    assertThat(merge.next(rank -> true)).isNotNull();
  }

  private static BatchScore score(int replica, long time) {
    return new BatchScore(replica, 1, 0.5, 1, 1, time, time);
  }
}
