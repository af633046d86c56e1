#include "base/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace klynge {
namespace {

constexpr int64_t day_us = days(1).us;

int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// The years 1 to 9999: what FHIR can write. A stamp beyond them (from a damaged journal) shows as the
// nearest.
constexpr Instant first_shown{-62'135'596'800ll * 1'000'000};
constexpr Instant last_shown{253'402'300'799ll * 1'000'000};

Instant within_calendar(Instant at) {
  return std::clamp(at, first_shown, last_shown);
}

// What a clock on the wall shows.
struct Wall {
  Date date;
  int hour = 0, minute = 0, second = 0, microsecond = 0;
};

Wall wall_at(Instant at, int16_t offset_minutes) {
  const int64_t local_us = (within_calendar(at) + minutes(offset_minutes)).us;
  const int64_t day = floor_div(local_us, day_us);
  const int64_t rest_us = local_us - day * day_us;
  return {civil_from_days(day), static_cast<int>(rest_us / hours(1).us),
          static_cast<int>(rest_us / minutes(1).us % 60), static_cast<int>(rest_us / seconds(1).us % 60),
          static_cast<int>(rest_us % seconds(1).us)};
}

int64_t last_sunday(int32_t year, uint8_t month_of_31_days) {
  const int64_t last = days_from_civil({year, month_of_31_days, 31});
  const int64_t weekday = (last + 4) - floor_div(last + 4, 7) * 7;  // 0 is Sunday: 1970-01-01 was a Thursday
  return last - weekday;
}

// Takes characters off the front of a text; the first surprise makes all that follows fail.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool skip(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool digit(int& value) {
    if (peek() < '0' || peek() > '9') return false;
    value = rest_.front() - '0';
    rest_.remove_prefix(1);
    return true;
  }
  bool number(int digits, int low, int high, int& value) {
    value = 0;
    for (int i = 0, one = 0; i < digits; ++i) {
      if (!digit(one)) return false;
      value = value * 10 + one;
    }
    return value >= low && value <= high;
  }

 private:
  std::string_view rest_;
};

bool read_fraction(Reader& in, int& microsecond) {
  int one = 0;
  if (!in.digit(one)) return false;
  int weight = 100'000;
  do {
    microsecond += one * weight;
    weight /= 10;  // what is finer than a microsecond is dropped
  } while (in.digit(one));
  return true;
}

bool read_zone(Reader& in, int16_t& offset_minutes) {
  if (in.skip('Z')) return true;
  const bool west = in.peek() == '-';
  int hour = 0, minute = 0;
  if (!in.skip(west ? '-' : '+') || !in.number(2, 0, 14, hour) || !in.skip(':') ||
      !in.number(2, 0, hour == 14 ? 0 : 59, minute)) {
    return false;
  }
  offset_minutes = static_cast<int16_t>((west ? -1 : 1) * (hour * 60 + minute));
  return true;
}

OutsideTime whole_days(Date date, Precision precision) {
  const Instant midnight = denmark_time(date, {});
  return {midnight, denmark_offset_minutes(midnight), precision};
}

std::string format_with_offset(Instant at, int16_t offset_minutes) {
  const Wall wall = wall_at(at, offset_minutes);
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", wall.date.year, wall.date.month,
                                wall.date.day, wall.hour, wall.minute, wall.second);
  if (wall.microsecond != 0) fmt::format_to(std::back_inserter(out), ".{:06}", wall.microsecond);
  return out;
}

}  // namespace

// Both directions after Howard Hinnant's "chrono-compatible low-level date algorithms": years begin in
// March, so that the leap day is the last of the year.
int64_t days_from_civil(Date d) {
  const int64_t year = static_cast<int64_t>(d.year) - (d.month <= 2 ? 1 : 0);
  const int64_t era = floor_div(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

Date civil_from_days(int64_t days) {
  const int64_t shifted = days + 719'468;
  const int64_t era = floor_div(shifted, 146'097);
  const int64_t day_of_era = shifted - era * 146'097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int64_t month = month_from_march + (month_from_march < 10 ? 3 : -9);
  return {static_cast<int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), static_cast<uint8_t>(month),
          static_cast<uint8_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

bool valid(Date d) {
  return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31 &&
         civil_from_days(days_from_civil(d)) == d;
}

int16_t denmark_offset_minutes(Instant at) {
  at = within_calendar(at);
  const int32_t year = civil_from_days(floor_div(at.us, day_us)).year;
  const Instant summer = Instant{last_sunday(year, 3) * day_us} + hours(1);
  const Instant winter = Instant{last_sunday(year, 10) * day_us} + hours(1);
  return at >= summer && at < winter ? 120 : 60;
}

Date denmark_date(Instant at) {
  return wall_at(at, denmark_offset_minutes(at)).date;
}

Duration denmark_clock(Instant at) {
  const int64_t local_us = (within_calendar(at) + minutes(denmark_offset_minutes(at))).us;
  return {local_us - floor_div(local_us, day_us) * day_us};
}

// Two hours east of UTC is the earlier of the two, so it is right where it is right at all.
Instant denmark_time(Date day, Duration clock) {
  const Instant wall = Instant{days_from_civil(day) * day_us} + clock;
  const Instant summer = wall - hours(2);
  return denmark_offset_minutes(summer) == 120 ? summer : wall - hours(1);
}

std::optional<OutsideTime> parse_time(std::string_view text) {
  Reader in(text);
  int year = 0, month = 1, day = 1;
  if (!in.number(4, 1, 9999, year)) return std::nullopt;
  if (in.at_end()) return whole_days({year, 1, 1}, Precision::year);
  if (!in.skip('-') || !in.number(2, 1, 12, month)) return std::nullopt;
  Date date{year, static_cast<uint8_t>(month), 1};
  if (in.at_end()) return whole_days(date, Precision::month);
  if (!in.skip('-') || !in.number(2, 1, 31, day)) return std::nullopt;
  date.day = static_cast<uint8_t>(day);
  if (!valid(date)) return std::nullopt;
  if (in.at_end()) return whole_days(date, Precision::day);

  // A sixtieth second is a leap second, which FHIR allows: it is the first of the next minute.
  int hour = 0, minute = 0, second = 0, microsecond = 0;
  if (!in.skip('T') || !in.number(2, 0, 23, hour) || !in.skip(':') || !in.number(2, 0, 59, minute) ||
      !in.skip(':') || !in.number(2, 0, 60, second)) {
    return std::nullopt;
  }
  OutsideTime time;
  if (in.skip('.')) {
    if (!read_fraction(in, microsecond)) return std::nullopt;
    time.precision = Precision::subsecond;
  }
  if (!read_zone(in, time.offset_minutes) || !in.at_end()) return std::nullopt;
  time.at =
      Instant{days_from_civil(date) * day_us + microsecond} + hours(hour) + seconds(minute * 60 + second);
  time.at = time.at - minutes(time.offset_minutes);
  return time;
}

std::string format_denmark(Instant at) {
  const int16_t offset = denmark_offset_minutes(at);
  return format_with_offset(at, offset) + (offset == 120 ? "+02:00" : "+01:00");
}

std::string format_utc(Instant at) {
  return format_with_offset(at, 0) + "Z";
}

std::string format_person(Instant at, bool danish) {
  static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Wall wall = wall_at(at, denmark_offset_minutes(at));
  if (danish) {
    return fmt::format("{:02}.{:02}.{:04} kl. {:02}.{:02}", wall.date.day, wall.date.month, wall.date.year,
                       wall.hour, wall.minute);
  }
  return fmt::format("{} {} {:04} {:02}:{:02}", wall.date.day, months[wall.date.month - 1U], wall.date.year,
                     wall.hour, wall.minute);
}

}  // namespace klynge
