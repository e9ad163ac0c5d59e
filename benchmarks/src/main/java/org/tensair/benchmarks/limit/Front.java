package org.tensair.benchmarks.limit;

import org.tensair.benchmarks.workload.Nexmark;
import org.tensair.benchmarks.workload.Variant;
import org.tensair.benchmarks.workload.WindowSums;
import org.tensair.benchmarks.workload.Workload;
import org.tensair.benchmarks.workload.Ysb;
import org.tensair.benchmarks.workload.YsbJson;

/** What is done with an event before it is sent by its key: a loop for each workload. */
@FunctionalInterface
interface Front {

  /** Makes the events of these indices, and puts what is summed. */
  void run(long from, long until, int step, Worker worker);

  static Front of(Workload workload, Variant variant) {
    return switch (workload) {
      case YSB -> Front::views;
      case YSB_JSON -> variant == Variant.PROJECTION ? Front::scannedViews : Front::parsedViews;
      case YSB_STAR -> Front::viewsAndClicks;
      case SWA_TUMBLING, SWA_SLIDING -> Front::all;
      case Q5 -> Front::bids;
      case Q8 -> Front::personsAndSellers;
    };
  }

  private static void views(long from, long until, int step, Worker worker) {
    for (long index = from; index < until; index += step) {
      Ysb.Event event = Ysb.at(index);
      if (event.eventType() == Ysb.VIEW) {
        worker.put(Ysb.campaign(event.ad()), event.time(), 1);
      }
    }
  }

  private static void parsedViews(long from, long until, int step, Worker worker) {
    for (long index = from; index < until; index += step) {
      YsbJson.Event event = YsbJson.at(index);
      long campaign = YsbJson.campaign(event.text());
      if (campaign != YsbJson.NO_VIEW) {
        worker.put(campaign, event.time(), 1);
      }
    }
  }

  private static void scannedViews(long from, long until, int step, Worker worker) {
    for (long index = from; index < until; index += step) {
      YsbJson.Event event = YsbJson.at(index);
      long campaign = YsbJson.campaignByProjection(event.text());
      if (campaign != YsbJson.NO_VIEW) {
        worker.put(campaign, event.time(), 1);
      }
    }
  }

  private static void viewsAndClicks(long from, long until, int step, Worker worker) {
    for (long index = from; index < until; index += step) {
      Ysb.Event event = Ysb.at(index);
      if (event.eventType() <= Ysb.CLICK) {
        long one = event.eventType() == Ysb.VIEW ? WindowSums.FIRST : WindowSums.SECOND;
        worker.put(Ysb.campaign(event.ad()), event.time(), one);
      }
    }
  }

  private static void all(long from, long until, int step, Worker worker) {
    for (long index = from; index < until; index += step) {
      Ysb.Event event = Ysb.at(index);
      worker.put(Ysb.campaign(event.ad()), event.time(), 1);
    }
  }

  private static void bids(long from, long until, int step, Worker worker) {
    for (long index = from; index < until; index += step) {
      if (Nexmark.at(index) instanceof Nexmark.Bid bid) {
        worker.put(bid.auction(), bid.time(), 1);
      }
    }
  }

  private static void personsAndSellers(long from, long until, int step, Worker worker) {
    for (long index = from; index < until; index += step) {
      Nexmark.Event event = Nexmark.at(index);
      if (event instanceof Nexmark.Person person) {
        worker.put(person.id(), person.time(), WindowSums.FIRST);
      } else if (event instanceof Nexmark.Auction auction) {
        worker.put(auction.seller(), auction.time(), WindowSums.SECOND);
      }
    }
  }
}
