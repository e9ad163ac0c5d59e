package org.tensair.benchmarks.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The same events as JSON texts. There are 16,384 different ones, which take turns: the time of an
 * event stands beside its text, so that no system is charged with making the texts.
 */
public final class YsbJson {

  /** What {@link #campaign} and {@link #campaignByProjection} answer where the event is no view. */
  public static final long NO_VIEW = -1;

  static final int TEXTS = 1 << 14;

  private static final String[] AD_TYPES = {"banner", "modal", "sponsored-search", "mail"};
  private static final String[] EVENT_TYPES = {"view", "click", "purchase"};
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Map<String, Long> CAMPAIGNS = new HashMap<>();
  private static final String[] POOL = new String[TEXTS];

  static {
    for (int ad = 0; ad < Ysb.ADS; ad++) {
      CAMPAIGNS.put(uuid(ad), Ysb.campaignOf(ad));
    }
    for (int text = 0; text < TEXTS; text++) {
      POOL[text] = text(text);
    }
  }

  private YsbJson() {}

  /** An event; time in ms. */
  public record Event(long time, String text) {}

  /** The event of an index. */
  public static Event at(long index) {
    return new Event(EventTime.of(index), POOL[(int) (index & (TEXTS - 1))]);
  }

  /**
   * Campaign of a viewed ad, or {@link #NO_VIEW}; every field is decoded, by Jackson's streaming
   * parser.
   */
  public static long campaign(String text) {
    String ad = "";
    String eventType = "";
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        String value = parser.getText();
        switch (field) {
          case "ad_id" -> ad = value;
          case "event_type" -> eventType = value;
          default -> {}
        }
      }
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    return eventType.equals("view") ? campaignOfKnown(ad) : NO_VIEW;
  }

  /**
   * The same answer by a scanner that finds the ends of all names and values, but decodes the two
   * it needs only. For flat objects of texts without white space between them, which is what the
   * events are.
   */
  public static long campaignByProjection(String text) {
    int adStart = 0;
    int adEnd = 0;
    boolean view = false;
    int at = 1;
    while (text.charAt(at) != '}') {
      at += text.charAt(at) == ',' ? 2 : 1;
      int nameEnd = closingQuote(text, at);
      int valueStart = nameEnd + 3;
      int valueEnd = closingQuote(text, valueStart);
      if (is(text, at, nameEnd, "ad_id")) {
        adStart = valueStart;
        adEnd = valueEnd;
      } else if (is(text, at, nameEnd, "event_type")) {
        view = is(text, valueStart, valueEnd, "view");
      }
      at = valueEnd + 1;
    }
    return view ? campaignOfKnown(text.substring(adStart, adEnd)) : NO_VIEW;
  }

  private static int closingQuote(String text, int from) {
    int quote = text.indexOf('"', from);
    while (text.charAt(quote - 1) == '\\') {
      quote = text.indexOf('"', quote + 1);
    }
    return quote;
  }

  private static boolean is(String text, int start, int end, String wanted) {
    return end - start == wanted.length() && text.startsWith(wanted, start);
  }

  private static long campaignOfKnown(String ad) {
    Long campaign = CAMPAIGNS.get(ad);
    if (campaign == null) {
      throw new IllegalArgumentException("found the ad \"" + ad + "\", required one of the table");
    }
    return campaign;
  }

  private static String text(long index) {
    long hash = EventTime.mix(index);
    return "{\"user_id\":\""
        + uuid(hash >>> 9)
        + "\",\"page_id\":\""
        + uuid(hash >>> 3)
        + "\",\"ad_id\":\""
        + uuid(Ysb.ad(hash))
        + "\",\"ad_type\":\""
        + AD_TYPES[(int) (hash & 3)]
        + "\",\"event_type\":\""
        + EVENT_TYPES[Ysb.eventType(hash)]
        + "\",\"event_time\":\""
        + EventTime.of(index)
        + "\",\"ip_address\":\"1.2.3.4\"}";
  }

  private static String uuid(long number) {
    return new UUID(EventTime.mix(number), EventTime.mix(number + 7_777)).toString();
  }
}
