#include "sim/other_calendar.h"

#include <time.h>

#include <algorithm>
#include <cstdlib>

namespace klynge::sim {
namespace {

// Sundays aside: by law, and 5 June, 24 and 31 December by agreement. As printed in calendars.
constexpr int days_off[] = {
    20260101, 20260402, 20260403, 20260406, 20260514, 20260525, 20260605, 20261224,
    20261225, 20261226, 20261231, 20270101, 20270325, 20270326, 20270329, 20270506,
    20270517, 20270605, 20271224, 20271225, 20271226, 20271231, 20280101,
};

tm local(Instant at) {
  static const bool in_denmark = [] {
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    return true;
  }();
  (void)in_denmark;
  const time_t seconds = at.us / 1'000'000;
  tm parts{};
  localtime_r(&seconds, &parts);
  return parts;
}

int64_t minute_of(const tm& day) {
  return day.tm_hour * 60 + day.tm_min;
}

// The day's or another day's moment at so much by the clock.
Instant by_clock(tm day, int64_t days_later, Duration clock) {
  day.tm_mday += static_cast<int>(days_later);
  day.tm_hour = static_cast<int>(clock.us / hours(1).us);
  day.tm_min = static_cast<int>(clock.us % hours(1).us / minutes(1).us);
  day.tm_sec = static_cast<int>(clock.us % minutes(1).us / 1'000'000);
  // The hour that comes twice in October: the first of them.
  tm summer = day, either = day;
  summer.tm_isdst = 1;
  either.tm_isdst = -1;
  const time_t first = mktime(&summer), one = mktime(&either);
  const bool is_summer = local(Instant{static_cast<int64_t>(first) * 1'000'000}).tm_isdst > 0;
  return Instant{static_cast<int64_t>(is_summer ? first : one) * 1'000'000 + clock.us % 1'000'000};
}

bool is_off(const tm& day) {
  const int date = (day.tm_year + 1900) * 10'000 + (day.tm_mon + 1) * 100 + day.tm_mday;
  return day.tm_wday == 0 || day.tm_wday == 6 ||
         std::find(std::begin(days_off), std::end(days_off), date) != std::end(days_off);
}

tm noon_of(const tm& day, int64_t days_later) {
  return local(by_clock(day, days_later, hours(12)));
}

Instant shift_after(Instant at, const Calendar& calendar) {
  for (Instant next{(at.us / minutes(1).us + 1) * minutes(1).us};; next = next + minutes(1))
    for (const Shift& shift : calendar.shifts)
      if (minute_of(local(next)) == shift.begins.us / minutes(1).us) return next;
}

}  // namespace

Instant other_due_at(const DueRule& rule, Instant event, Instant expected, const Calendar& calendar) {
  const tm day = local(event);
  const Duration clock{hours(day.tm_hour).us + minutes(day.tm_min).us + day.tm_sec * 1'000'000 +
                       event.us % 1'000'000};
  switch (rule.form) {
    case DueRule::Form::after:
      return event + rule.time;
    case DueRule::Form::calendar_days:
      return by_clock(day, rule.days, clock);
    case DueRule::Form::working_days: {
      tm last = day;
      for (int left = rule.days; left > 0; left -= is_off(last) ? 0 : 1) last = noon_of(last, 1);
      return rule.time == Duration{} ? by_clock(last, 1, {}) : by_clock(last, 0, rule.time);
    }
    case DueRule::Form::clock:
      if (expected.none() && rule.days > 0) return {};
      return by_clock(expected.none() ? day : local(expected), -int64_t{rule.days}, rule.time);
    case DueRule::Form::last_working_day: {
      tm last = day;
      while (is_off(last)) last = noon_of(last, -1);
      return std::min(by_clock(last, 0, rule.time), event);
    }
    case DueRule::Form::shift_begins:
      return shift_after(event, calendar);
    case DueRule::Form::shift_ends:
      return shift_after(shift_after(event, calendar), calendar);
  }
  return {};
}

}  // namespace klynge::sim
