#pragma once
// The Danish calendar of care: days off by rule, working days, shifts, and the closed form of deadlines that
// pathways are written in. Pure: a moment in, a moment out; every local time is Danish, summer time and all.
// Total: a deadline that cannot be told (it counts from an expected moment that nobody has named) is none.
//
// Days off are those of the Church of Denmark (ordinance of 26 October 1770), without store bededag from 2024
// (act no. 214 of 6 March 2023). 5 June, 24 and 31 December are no holidays; a time limit of procedural law
// does not end on them (retsplejeloven § 148 a) and collective agreements close offices, so they are marked
// as agreed, and are not counted as working days either. Duties of care run on all of them: only a deadline
// that says "working days" looks here.
#include <array>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace klynge {

struct DayOff {
  enum class Basis : uint8_t { law = 1, agreement = 2 };
  std::string_view da, en;
  Basis basis{};
  std::string_view source;
};

Date easter_sunday(int32_t year);  // Gregorian; REQUIRES: year >= 1583
// The day off that falls on a day, Sundays aside; of two on one day the one in law.
const DayOff* day_off(Date date);
int weekday(Date date);       // 1 Monday to 7 Sunday
bool working_day(Date date);  // Monday to Friday, and no day off
Date plus_days(Date date, int64_t days);
Date last_working_day(Date date);  // the date itself, or the last before it
// The nth working day after a date; the date itself is never counted. n at least 1.
Date working_days_after(Date date, uint16_t n);

struct Shift {
  std::string_view name;
  Duration begins;  // since midnight by the clock; it ends where the next begins
  bool operator==(const Shift&) const = default;
};

struct Calendar {
  std::array<Shift, 3> shifts = {{{"day", hours(7)}, {"evening", hours(15)}, {"night", hours(23)}}};
};

// When something is due. What each form means is said once, here.
struct DueRule {
  enum class Form : uint8_t {
    after = 1,      // so much time after the event, as a stopwatch has it: "24 h"
    calendar_days,  // so many days on, at the same time by the clock: "3 d"
    // when the nth working day after the event's is over: "3 working days"; or at a time by the clock on the
    // next one: "by 12:00 on the next working day"
    working_days,
    // at a time by the clock, on the day of the expected moment (of the event, when none is known) or so
    // many days before it: "same day by 12:00". Before an expected moment nobody knows: none
    clock,
    shift_begins,  // when the next shift begins
    shift_ends,    // when that shift is over: once per shift has been kept
    // at a time by the clock on the day of the moment, or on the last working day before it when that is
    // none; never later than the moment itself: "by 15:00 on the last working day"
    last_working_day,
  };
  Form form = Form::after;
  uint16_t days = 0;  // calendar_days, working_days; clock: days before
  Duration time;      // after; clock, last_working_day, working_days (none: the day over): since midnight
  bool operator==(const DueRule&) const = default;
};
constexpr DueRule due_after(Duration time) {
  return {DueRule::Form::after, 0, time};
}

Instant last_shift_began(Instant now, const Calendar& calendar);  // the one before the shift that runs

// May be before the event: what is told too late is late, and the ladders' grace is for that.
Instant due_at(const DueRule& rule, Instant event, Instant expected, const Calendar& calendar);

}  // namespace klynge
