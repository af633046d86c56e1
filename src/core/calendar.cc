#include "core/calendar.h"

#include <algorithm>
#include <utility>

namespace klynge {
namespace {

constexpr std::string_view church = "forordning af 26. oktober 1770 (helligdage)";
constexpr std::string_view until_2023 = "lov nr. 214 af 6. marts 2023: afskaffet fra 2024";
constexpr std::string_view closed = "ikke helligdag; retsplejeloven § 148 a, overenskomster";

struct DayOffRule {
  DayOff what;
  uint8_t month = 0, day = 0;  // month 0: counted from Easter Sunday
  int16_t after_easter = 0;
  int32_t last_year = 9999;
};

using enum DayOff::Basis;
constexpr std::array<DayOffRule, 14> rules = {{
    {{"nytårsdag", "New Year's Day", law, church}, 1, 1},
    {{"skærtorsdag", "Maundy Thursday", law, church}, 0, 0, -3},
    {{"langfredag", "Good Friday", law, church}, 0, 0, -2},
    {{"påskedag", "Easter Sunday", law, church}, 0, 0, 0},
    {{"2. påskedag", "Easter Monday", law, church}, 0, 0, 1},
    {{"store bededag", "Great Prayer Day", law, until_2023}, 0, 0, 26, 2023},
    {{"Kristi himmelfartsdag", "Ascension Day", law, church}, 0, 0, 39},
    {{"pinsedag", "Whit Sunday", law, church}, 0, 0, 49},
    {{"2. pinsedag", "Whit Monday", law, church}, 0, 0, 50},
    {{"juledag", "Christmas Day", law, church}, 12, 25},
    {{"2. juledag", "Second Day of Christmas", law, church}, 12, 26},
    {{"grundlovsdag", "Constitution Day", agreement, closed}, 6, 5},
    {{"juleaftensdag", "Christmas Eve", agreement, closed}, 12, 24},
    {{"nytårsaftensdag", "New Year's Eve", agreement, closed}, 12, 31},
}};

bool falls_on(const DayOffRule& rule, Date date, int64_t after_easter) {
  if (date.year > rule.last_year) return false;
  if (rule.month != 0) return rule.month == date.month && rule.day == date.day;
  return rule.after_easter == after_easter;
}

// The first beginning of a shift after a moment.
Instant next_shift(Instant at, const Calendar& calendar) {
  const Date today = denmark_date(at);
  Instant next;
  for (int64_t day = 0; day <= 1; ++day) {
    for (const Shift& shift : calendar.shifts) {
      const Instant begins = denmark_time(plus_days(today, day), shift.begins);
      if (begins > at && (next.none() || begins < next)) next = begins;
    }
  }
  return next;
}

Instant by_clock(const DueRule& rule, Instant event, Instant expected) {
  if (expected.none() && rule.days > 0) return {};
  const Date day = denmark_date(expected.none() ? event : expected);
  return denmark_time(plus_days(day, -int64_t{rule.days}), rule.time);
}

}  // namespace

Instant last_shift_began(Instant now, const Calendar& calendar) {
  Instant current, before;
  for (int64_t day = -2; day <= 0; ++day) {
    for (const Shift& shift : calendar.shifts) {
      const Instant begins = denmark_time(plus_days(denmark_date(now), day), shift.begins);
      if (begins <= now) before = std::exchange(current, begins);
    }
  }
  return before;
}

// The anonymous Gregorian rule (Nature, 20 April 1876): the Sunday after the first full moon of spring, both
// by the church's tables.
Date easter_sunday(int32_t year) {
  const int32_t golden = year % 19, century = year / 100, in_century = year % 100;
  const int32_t moon_shift = (century - (century + 8) / 25 + 1) / 3;
  const int32_t epact = (19 * golden + century - century / 4 - moon_shift + 15) % 30;
  const int32_t to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  const int32_t late = (golden + 11 * epact + 22 * to_sunday) / 451;
  const int32_t sum = epact + to_sunday - 7 * late + 114;
  return {year, static_cast<uint8_t>(sum / 31), static_cast<uint8_t>(sum % 31 + 1)};
}

const DayOff* day_off(Date date) {
  const int64_t after_easter = days_from_civil(date) - days_from_civil(easter_sunday(date.year));
  const auto found =
      std::ranges::find_if(rules, [&](const DayOffRule& rule) { return falls_on(rule, date, after_easter); });
  return found != rules.end() ? &found->what : nullptr;
}

int weekday(Date date) {
  const int64_t since_monday = (days_from_civil(date) + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

bool working_day(Date date) {
  return weekday(date) <= 5 && day_off(date) == nullptr;
}

Date plus_days(Date date, int64_t days) {
  return civil_from_days(days_from_civil(date) + days);
}

Date working_days_after(Date date, uint16_t n) {
  for (; n > 0; --n) {
    do date = plus_days(date, 1);
    while (!working_day(date));
  }
  return date;
}

Date last_working_day(Date date) {
  while (!working_day(date)) date = plus_days(date, -1);
  return date;
}

Instant due_at(const DueRule& rule, Instant event, Instant expected, const Calendar& calendar) {
  switch (rule.form) {
    case DueRule::Form::after:
      return event + rule.time;
    case DueRule::Form::calendar_days:
      return denmark_time(plus_days(denmark_date(event), rule.days), denmark_clock(event));
    case DueRule::Form::working_days:
      return denmark_time(working_days_after(denmark_date(event), rule.days),
                          rule.time == Duration{} ? hours(24) : rule.time);
    case DueRule::Form::clock:
      return by_clock(rule, event, expected);
    case DueRule::Form::last_working_day:
      return std::min(denmark_time(last_working_day(denmark_date(event)), rule.time), event);
    case DueRule::Form::shift_begins:
      return next_shift(event, calendar);
    case DueRule::Form::shift_ends:
      return next_shift(next_shift(event, calendar), calendar);
  }
  return {};
}

}  // namespace klynge
