package org.tensair.engine.snapshot;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@code java.time}: a byte for the class, then numbers; a zone's name is text. (Its two
 * enums are written as enums.)
 */
final class TimeValues {

  private static final byte INSTANT = 0;
  private static final byte DURATION = 1;
  private static final byte DATE = 2;
  private static final byte TIME = 3;
  private static final byte DATE_TIME = 4;
  private static final byte ZONED = 5;
  private static final byte OFFSET_DATE_TIME = 6;
  private static final byte OFFSET_TIME = 7;
  private static final byte PERIOD = 8;
  private static final byte YEAR = 9;
  private static final byte YEAR_MONTH = 10;
  private static final byte MONTH_DAY = 11;
  private static final byte ZONE = 12;

  private TimeValues() {}

  /** Writes {@code value} with its tag; false if it is none of these. */
  static boolean write(Object value, StateOutput out) {
    if (value instanceof Instant instant) {
      start(INSTANT, out);
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    } else if (value instanceof Duration duration) {
      start(DURATION, out);
      out.writeLong(duration.getSeconds());
      out.writeInt(duration.getNano());
    } else if (value instanceof LocalDate date) {
      start(DATE, out);
      out.writeLong(date.toEpochDay());
    } else if (value instanceof LocalTime time) {
      start(TIME, out);
      out.writeLong(time.toNanoOfDay());
    } else if (value instanceof LocalDateTime dateTime) {
      start(DATE_TIME, out);
      dateTime(dateTime, out);
    } else if (value instanceof ZonedDateTime zoned) {
      start(ZONED, out);
      dateTime(zoned.toLocalDateTime(), out);
      out.writeInt(zoned.getOffset().getTotalSeconds());
      out.writeString(zoned.getZone().getId());
    } else if (value instanceof OffsetDateTime offset) {
      start(OFFSET_DATE_TIME, out);
      dateTime(offset.toLocalDateTime(), out);
      out.writeInt(offset.getOffset().getTotalSeconds());
    } else if (value instanceof OffsetTime offset) {
      start(OFFSET_TIME, out);
      out.writeLong(offset.toLocalTime().toNanoOfDay());
      out.writeInt(offset.getOffset().getTotalSeconds());
    } else if (value instanceof ZoneId zone) {
      start(ZONE, out);
      out.writeString(zone.getId());
    } else {
      return writeOfCalendar(value, out);
    }
    return true;
  }

  private static boolean writeOfCalendar(Object value, StateOutput out) {
    if (value instanceof Period period) {
      start(PERIOD, out);
      out.writeInt(period.getYears());
      out.writeInt(period.getMonths());
      out.writeInt(period.getDays());
    } else if (value instanceof Year year) {
      start(YEAR, out);
      out.writeInt(year.getValue());
    } else if (value instanceof YearMonth month) {
      start(YEAR_MONTH, out);
      out.writeInt(month.getYear());
      out.writeInt(month.getMonthValue());
    } else if (value instanceof MonthDay day) {
      start(MONTH_DAY, out);
      out.writeInt(day.getMonthValue());
      out.writeInt(day.getDayOfMonth());
    } else {
      return false;
    }
    return true;
  }

  private static void start(byte kind, StateOutput out) {
    out.writeByte(Tag.TIME);
    out.writeByte(kind);
  }

  private static void dateTime(LocalDateTime value, StateOutput out) {
    out.writeLong(value.toLocalDate().toEpochDay());
    out.writeLong(value.toLocalTime().toNanoOfDay());
  }

  /** Reads what follows the tag. */
  static Object read(StateInput in) throws SnapshotException {
    int at = in.position();
    Object value;
    try {
      value = of(in.readByte(), in);
    } catch (DateTimeException | ArithmeticException outOfRange) {
      throw in.corrupt(at, "a time out of range", "one that java.time knows", outOfRange);
    }
    if (value == null) {
      throw in.corrupt(at, "an unknown class of java.time", "one of this version");
    }
    return value;
  }

  private static @Nullable Object of(byte kind, StateInput in) throws SnapshotException {
    return switch (kind) {
      case INSTANT -> Instant.ofEpochSecond(in.readLong(), nanos(in));
      case DURATION -> Duration.ofSeconds(in.readLong(), nanos(in));
      case DATE -> LocalDate.ofEpochDay(in.readLong());
      case TIME -> LocalTime.ofNanoOfDay(in.readLong());
      case DATE_TIME -> dateTime(in);
      // Leaves the instant as it was, even if the zone's rules have changed since.
      case ZONED -> ZonedDateTime.ofInstant(dateTime(in), offset(in), ZoneId.of(in.readString()));
      case OFFSET_DATE_TIME -> OffsetDateTime.of(dateTime(in), offset(in));
      case OFFSET_TIME -> OffsetTime.of(LocalTime.ofNanoOfDay(in.readLong()), offset(in));
      case PERIOD -> Period.of(in.readInt(), in.readInt(), in.readInt());
      case YEAR -> Year.of(in.readInt());
      case YEAR_MONTH -> YearMonth.of(in.readInt(), in.readInt());
      case MONTH_DAY -> MonthDay.of(in.readInt(), in.readInt());
      case ZONE -> ZoneId.of(in.readString());
      default -> null;
    };
  }

  private static LocalDateTime dateTime(StateInput in) throws SnapshotException {
    return LocalDateTime.of(
        LocalDate.ofEpochDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong()));
  }

  private static int nanos(StateInput in) throws SnapshotException {
    return ChronoField.NANO_OF_SECOND.checkValidIntValue(in.readInt());
  }

  private static ZoneOffset offset(StateInput in) throws SnapshotException {
    return ZoneOffset.ofTotalSeconds(in.readInt());
  }
}
