#include "core/calendar.h"

#include <gtest/gtest.h>
// after gtest.h
#include <rapidcheck/gtest.h>

namespace klynge {
namespace {

using Form = DueRule::Form;

Instant at(std::string_view text) {  // a Danish wall: "2026-11-02 08:00"
  const auto day = parse_time(text.substr(0, 10));
  const auto wall = parse_time(std::string(text.substr(0, 10)) + "T" + std::string(text.substr(11)) + ":00Z");
  EXPECT_TRUE(day && wall) << text;
  return denmark_time(denmark_date(day->at), {wall->at.us % days(1).us});
}

std::string due(DueRule rule, std::string_view event, std::string_view expected = "") {
  const Instant moment = due_at(rule, at(event), expected.empty() ? Instant{} : at(expected), {});
  return moment.none() ? "none" : format_denmark(moment);
}

// From the tables of the church, month * 100 + day, 1990 to 2100.
constexpr int easters[] = {
    415, 331, 419, 411, 403, 416, 407, 330, 412, 404, 423, 415, 331, 420, 411, 327, 416, 408, 323,
    412, 404, 424, 408, 331, 420, 405, 327, 416, 401, 421, 412, 404, 417, 409, 331, 420, 405, 328,
    416, 401, 421, 413, 328, 417, 409, 325, 413, 405, 425, 410, 401, 421, 406, 329, 417, 409, 325,
    414, 405, 418, 410, 402, 421, 406, 329, 418, 402, 422, 414, 330, 418, 410, 326, 415, 406, 329,
    411, 403, 422, 414, 330, 419, 410, 326, 415, 407, 419, 411, 403, 423, 407, 330, 419, 404, 326,
    415, 331, 420, 411, 403, 416, 408, 330, 412, 404, 424, 415, 331, 420, 412, 328,
};

TEST(Easter, FallsOnTheKnownDates) {
  int32_t year = 1990;
  for (const int known : easters) {
    const Date easter = easter_sunday(year);
    EXPECT_EQ(easter.month * 100 + easter.day, known) << year;
    EXPECT_EQ(weekday(easter), 7) << year;
    ++year;
  }
  EXPECT_EQ(year, 2101);
}

TEST(DaysOff, AreThoseOfTheYear2026) {
  std::string found;
  for (Date day{2026, 1, 1}; day.year == 2026; day = plus_days(day, 1)) {
    if (const DayOff* off = day_off(day))
      found += format_denmark(denmark_time(day, {})).substr(5, 6) + std::string(off->en) + ";";
  }
  EXPECT_EQ(found,
            "01-01TNew Year's Day;04-02TMaundy Thursday;04-03TGood Friday;04-05TEaster Sunday;"
            "04-06TEaster Monday;05-14TAscension Day;05-24TWhit Sunday;05-25TWhit Monday;"
            "06-05TConstitution Day;12-24TChristmas Eve;12-25TChristmas Day;12-26TSecond Day of Christmas;"
            "12-31TNew Year's Eve;");
}

TEST(DaysOff, StoreBededagIsGoneFrom2024) {
  ASSERT_NE(day_off({2023, 5, 5}), nullptr);
  EXPECT_EQ(day_off({2023, 5, 5})->da, "store bededag");
  EXPECT_EQ(day_off({2022, 5, 13})->en, "Great Prayer Day");
  EXPECT_EQ(day_off({2024, 4, 26}), nullptr);
  EXPECT_TRUE(working_day({2024, 4, 26}));
  for (int32_t year = 2024; year < 2100; ++year) EXPECT_EQ(weekday(plus_days(easter_sunday(year), 26)), 5);
}

TEST(DaysOff, WhatIsOnlyAgreedIsMarkedAsThat) {
  for (const Date day : {Date{2026, 6, 5}, Date{2026, 12, 24}, Date{2026, 12, 31}}) {
    ASSERT_NE(day_off(day), nullptr);
    EXPECT_EQ(day_off(day)->basis, DayOff::Basis::agreement);
    EXPECT_FALSE(day_off(day)->source.empty());
    EXPECT_FALSE(working_day(day));
  }
  EXPECT_EQ(day_off({2026, 12, 25})->basis, DayOff::Basis::law);
  EXPECT_EQ(day_off({2022, 6, 5})->en, "Whit Sunday");  // both on one day: the one in law
}

TEST(WorkingDays, OverEaster) {
  EXPECT_EQ(working_days_after({2026, 4, 1}, 1), (Date{2026, 4, 7}));  // Wednesday before Easter
  EXPECT_EQ(working_days_after({2026, 4, 1}, 3), (Date{2026, 4, 9}));
  EXPECT_EQ(working_days_after({2026, 4, 4}, 1), (Date{2026, 4, 7}));  // from a day that is none
  EXPECT_EQ(working_days_after({2026, 12, 23}, 2), (Date{2026, 12, 29}));
  EXPECT_EQ(working_days_after({2026, 12, 30}, 1), (Date{2027, 1, 4}));
}

TEST(WorkingDays, OverALeapDay) {
  EXPECT_EQ(working_days_after({2028, 2, 28}, 1), (Date{2028, 2, 29}));
  EXPECT_EQ(working_days_after({2028, 2, 29}, 1), (Date{2028, 3, 1}));
  EXPECT_EQ(working_days_after({2027, 2, 26}, 1), (Date{2027, 3, 1}));
}

TEST(Due, HoursAreAStopwatchAndDaysAreTheSameTimeByTheClock) {
  EXPECT_EQ(due(due_after(hours(24)), "2027-03-27 12:00"), "2027-03-28T13:00:00+02:00");
  EXPECT_EQ(due({Form::calendar_days, 1, {}}, "2027-03-27 12:00"), "2027-03-28T12:00:00+02:00");
  EXPECT_EQ(due(due_after(hours(24)), "2026-10-24 12:00"), "2026-10-25T11:00:00+01:00");
  EXPECT_EQ(due({Form::calendar_days, 1, {}}, "2026-10-24 12:00"), "2026-10-25T12:00:00+01:00");
  EXPECT_EQ(due({Form::calendar_days, 1, {}}, "2027-03-27 02:30"), "2027-03-28T03:30:00+02:00");  // no 02:30
  EXPECT_EQ(due({Form::calendar_days, 1, {}}, "2026-10-24 02:30"), "2026-10-25T02:30:00+02:00");  // the first
  EXPECT_EQ(due({Form::calendar_days, 365, {}}, "2027-03-01 08:00"), "2028-02-29T08:00:00+01:00");
}

TEST(Due, WorkingDaysAreOverWhenTheLastOfThemIs) {
  EXPECT_EQ(due({Form::working_days, 3, {}}, "2026-11-06 15:00"), "2026-11-12T00:00:00+01:00");  // a Friday
  EXPECT_EQ(due({Form::working_days, 3, {}}, "2026-11-06 00:00"), "2026-11-12T00:00:00+01:00");
  EXPECT_EQ(due({Form::working_days, 3, {}}, "2026-11-05 23:59"), "2026-11-11T00:00:00+01:00");
  EXPECT_EQ(due({Form::working_days, 3, {}}, "2026-04-01 10:00"), "2026-04-10T00:00:00+02:00");
  EXPECT_EQ(due({Form::working_days, 1, {}}, "2026-12-31 23:30"), "2027-01-05T00:00:00+01:00");
  EXPECT_EQ(due({Form::working_days, 1, hours(12)}, "2026-11-22 03:00"), "2026-11-23T12:00:00+01:00");
  EXPECT_EQ(due({Form::working_days, 1, hours(12)}, "2026-11-20 11:00"), "2026-11-23T12:00:00+01:00");
}

TEST(Due, ByFifteenOnTheLastWorkingDay) {
  const DueRule rule{Form::last_working_day, 0, hours(15)};
  EXPECT_EQ(due(rule, "2026-11-07 11:00"), "2026-11-06T15:00:00+01:00");  // a Saturday
  EXPECT_EQ(due(rule, "2026-11-08 11:00"), "2026-11-06T15:00:00+01:00");
  EXPECT_EQ(due(rule, "2026-11-06 16:00"), "2026-11-06T15:00:00+01:00");
  EXPECT_EQ(due(rule, "2026-11-06 11:00"), "2026-11-06T11:00:00+01:00");  // never after the moment
  EXPECT_EQ(due(rule, "2026-04-06 10:00"), "2026-04-01T15:00:00+02:00");  // Easter Monday
}

TEST(Due, AtNoon) {
  const DueRule same{Form::clock, 0, hours(12)}, before{Form::clock, 1, hours(12)};
  EXPECT_EQ(due(same, "2026-11-02 08:00"), "2026-11-02T12:00:00+01:00");
  EXPECT_EQ(due(same, "2026-11-02 15:00"), "2026-11-02T12:00:00+01:00");  // too late is late
  EXPECT_EQ(due(same, "2026-11-02 08:00", "2026-11-04 10:00"), "2026-11-04T12:00:00+01:00");
  EXPECT_EQ(due(before, "2026-11-02 08:00", "2026-11-04 10:00"), "2026-11-03T12:00:00+01:00");
  EXPECT_EQ(due(before, "2026-11-02 08:00", "2027-03-01 00:00"), "2027-02-28T12:00:00+01:00");
  EXPECT_EQ(due(before, "2026-11-02 08:00", "2028-03-01 00:00"), "2028-02-29T12:00:00+01:00");
  EXPECT_EQ(due(before, "2026-12-20 08:00", "2027-01-01 09:00"), "2026-12-31T12:00:00+01:00");
  EXPECT_EQ(due(before, "2026-11-02 08:00"), "none");  // nobody has said when
}

TEST(Due, NoonIsNoonOnBothSidesOfTheNightsTheClocksChange) {
  const DueRule noon{Form::clock, 0, hours(12)};
  EXPECT_EQ(due(noon, "2027-03-27 06:00"), "2027-03-27T12:00:00+01:00");
  EXPECT_EQ(due(noon, "2027-03-28 00:30"), "2027-03-28T12:00:00+02:00");
  EXPECT_EQ(due(noon, "2026-10-24 06:00"), "2026-10-24T12:00:00+02:00");
  EXPECT_EQ(due(noon, "2026-10-25 00:30"), "2026-10-25T12:00:00+01:00");
}

TEST(Due, ByTheNextShift) {
  const DueRule begins{Form::shift_begins, 0, {}}, ends{Form::shift_ends, 0, {}};
  EXPECT_EQ(due(begins, "2026-11-02 06:59"), "2026-11-02T07:00:00+01:00");
  EXPECT_EQ(due(begins, "2026-11-02 07:00"), "2026-11-02T15:00:00+01:00");
  EXPECT_EQ(due(begins, "2026-11-02 14:59"), "2026-11-02T15:00:00+01:00");
  EXPECT_EQ(due(begins, "2026-11-02 22:00"), "2026-11-02T23:00:00+01:00");
  EXPECT_EQ(due(begins, "2026-11-02 23:00"), "2026-11-03T07:00:00+01:00");
  EXPECT_EQ(due(ends, "2026-11-02 14:59"), "2026-11-02T23:00:00+01:00");
  EXPECT_EQ(due(begins, "2026-12-31 23:30"), "2027-01-01T07:00:00+01:00");  // New Year's night
  EXPECT_EQ(due(ends, "2026-12-31 22:00"), "2027-01-01T07:00:00+01:00");
  EXPECT_EQ(due(begins, "2027-03-27 23:30"), "2027-03-28T07:00:00+02:00");  // a night of seven hours
  EXPECT_EQ(due(begins, "2026-10-24 23:30"), "2026-10-25T07:00:00+01:00");  // and one of nine
}

// --- whatever the day ---

const auto any_moment = [] {
  return rc::gen::inRange<int64_t>(at("1996-01-01 00:00").us, at("2100-01-01 00:00").us);
};

RC_GTEST_PROP(CalendarProperty, AWorkingDayIsNeverADayOffAndTheNthHasExactlyNBehindIt, ()) {
  const Date from = denmark_date({*any_moment()});
  const auto n = *rc::gen::inRange<uint16_t>(1, 40);
  const Date last = working_days_after(from, n);
  RC_ASSERT(weekday(last) <= 5);
  RC_ASSERT(day_off(last) == nullptr);
  int counted = 0;
  for (Date day = plus_days(from, 1); day <= last; day = plus_days(day, 1)) counted += working_day(day);
  RC_ASSERT(counted == n);
}

RC_GTEST_PROP(CalendarProperty, AClockTimeIsShownByTheClock, ()) {
  const Instant event{*any_moment()};
  const Date day = denmark_date(event);
  const auto clock = minutes(*rc::gen::inRange<int64_t>(3 * 60, 24 * 60));  // the clocks change before three
  const Instant shown = denmark_time(day, clock);
  RC_ASSERT(denmark_date(shown) == day);
  RC_ASSERT(denmark_clock(shown) == clock);
  const Instant noon = due_at({Form::clock, 0, hours(12)}, event, {}, {});
  RC_ASSERT(denmark_date(noon) == day && denmark_clock(noon) == hours(12));
}

RC_GTEST_PROP(CalendarProperty, AMomentIsFoundAgainUnlessTheHourComesTwice, ()) {
  const Instant event{*any_moment()};
  const Instant again = denmark_time(denmark_date(event), denmark_clock(event));
  RC_ASSERT(again == event || (again == event - hours(1) && denmark_offset_minutes(again) == 120));
}

RC_GTEST_PROP(CalendarProperty, ADeadlineThatCountsForwardIsAheadAndNeverMuchFurtherThanItSays, ()) {
  const Instant event{*any_moment()};
  const auto n = *rc::gen::inRange<uint16_t>(1, 30);
  const Instant calendar = due_at({Form::calendar_days, n, {}}, event, {}, {});
  RC_ASSERT(calendar > event && calendar - event >= hours(24 * n - 1) &&
            calendar - event <= hours(24 * n + 2));
  const Instant working = due_at({Form::working_days, n, {}}, event, {}, {});
  RC_ASSERT(working - event > hours(24 * n - 2));
  const Instant begins = due_at({Form::shift_begins, 0, {}}, event, {}, {});
  const Instant ends = due_at({Form::shift_ends, 0, {}}, event, {}, {});
  RC_ASSERT(begins > event && begins - event <= hours(9));
  RC_ASSERT(ends - begins >= hours(7) && ends - begins <= hours(9));
}

}  // namespace
}  // namespace klynge
