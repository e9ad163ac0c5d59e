package org.tensair.benchmarks.workload;

import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;

/**
 * Events of the Yahoo Streaming Benchmark: what is seen and clicked of 1,000 ads of 100 campaigns.
 */
public final class Ysb {

  /** A third of the events are views, a third clicks, a third purchases. */
  public static final int VIEW = 0;

  /** See {@link #VIEW}. */
  public static final int CLICK = 1;

  static final int ADS = 1_000;
  private static final int ADS_PER_CAMPAIGN = 10;
  private static final int EVENT_TYPES = 3;

  private static final long[] AD_IDS = new long[ADS];
  private static final Long2LongOpenHashMap CAMPAIGNS = new Long2LongOpenHashMap(ADS);

  static {
    for (int ad = 0; ad < ADS; ad++) {
      AD_IDS[ad] = EventTime.mix(1_000_003L + ad);
      CAMPAIGNS.put(AD_IDS[ad], campaignOf(ad));
    }
  }

  private Ysb() {}

  /** An event; time in ms. */
  public record Event(
      long user, long page, long ad, int adType, int eventType, int ip, long time) {}

  /** The event of an index. */
  public static Event at(long index) {
    long hash = EventTime.mix(index);
    return new Event(
        hash,
        hash >>> 7,
        AD_IDS[ad(hash)],
        (int) (hash & 3),
        eventType(hash),
        (int) hash,
        EventTime.of(index));
  }

  /** Campaign of an ad's id: the table that every event is joined with. */
  public static long campaign(long ad) {
    return CAMPAIGNS.get(ad);
  }

  /** Clicks per million views. */
  public static long clicksPerMillionViews(long views, long clicks) {
    return Math.round(1e6 * clicks / views);
  }

  static int ad(long hash) {
    return (int) ((hash >>> 20) % ADS);
  }

  static int eventType(long hash) {
    return (int) ((hash >>> 40) % EVENT_TYPES);
  }

  static long campaignOf(int ad) {
    return ad / ADS_PER_CAMPAIGN;
  }
}
