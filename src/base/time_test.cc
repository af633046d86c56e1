#include "base/time.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <limits>

namespace klynge {
namespace {

Instant at(std::string_view text) {
  return parse_time(text).value().at;
}

// Any instant from year 1 to 9999, to the microsecond.
rc::Gen<Instant> any_instant() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::inRange<int64_t>(-62'135'596'800 + 86'400, 253'402'300'799 - 86'400),
                    rc::gen::inRange<int64_t>(0, 1'000'000)),
      [](std::pair<int64_t, int64_t> p) { return Instant{p.first * 1'000'000 + p.second}; });
}

TEST(Dates, AreCountedAsTheCalendarDoes) {
  EXPECT_EQ(days_from_civil({1970, 1, 1}), 0);
  EXPECT_EQ(days_from_civil({2000, 2, 29}), 11'016);
  EXPECT_EQ(days_from_civil({1969, 12, 31}), -1);
  EXPECT_EQ(days_from_civil({1, 1, 1}), -719'162);
  EXPECT_EQ(days_from_civil({9999, 12, 31}), 2'932'896);
}

TEST(Dates, EveryDayOfEightCenturiesFollowsTheDayBefore) {
  Date yesterday = civil_from_days(days_from_civil({1599, 12, 31}));
  for (int64_t day = days_from_civil({1600, 1, 1}); day <= days_from_civil({2400, 12, 31}); ++day) {
    const Date today = civil_from_days(day);
    ASSERT_EQ(days_from_civil(today), day);
    ASSERT_TRUE(valid(today));
    ASSERT_LT(yesterday, today);
    yesterday = today;
  }
}

RC_GTEST_PROP(Dates, ComeBack, ()) {
  const auto day = *rc::gen::inRange<int64_t>(-5'000'000, 5'000'000);
  RC_ASSERT(days_from_civil(civil_from_days(day)) == day);
}

TEST(Dates, ImpossibleOnesAreNotValid) {
  EXPECT_TRUE(valid({2024, 2, 29}));
  EXPECT_FALSE(valid({2023, 2, 29}));
  EXPECT_FALSE(valid({1900, 2, 29}));
  EXPECT_FALSE(valid({2024, 4, 31}));
  EXPECT_FALSE(valid({2024, 13, 1}));
  EXPECT_FALSE(valid({2024, 0, 1}));
  EXPECT_FALSE(valid({2024, 1, 0}));
  EXPECT_FALSE(valid({0, 1, 1}));
}

TEST(ParseTime, ReadsWhatFhirAllows) {
  EXPECT_EQ(parse_time("2026-11-21T20:59:00+01:00"),
            (OutsideTime{at("2026-11-21T19:59:00Z"), 60, Precision::second}));
  EXPECT_EQ(parse_time("1970-01-02T00:00:01Z"), (OutsideTime{{86'401'000'000}, 0, Precision::second}));
  EXPECT_EQ(parse_time("1970-01-02T00:00:00.25-14:00"),
            (OutsideTime{Instant{86'400'250'000} + hours(14), -840, Precision::subsecond}));
  EXPECT_EQ(at("2026-01-01T00:00:00.1234567891Z").us % 1'000'000, 123'456);
  EXPECT_EQ(at("2016-12-31T23:59:60Z"), at("2017-01-01T00:00:00Z"));
}

TEST(ParseTime, ADateIsADanishMidnightWithItsOwnPrecision) {
  EXPECT_EQ(parse_time("2026-11-21"), (OutsideTime{at("2026-11-20T23:00:00Z"), 60, Precision::day}));
  EXPECT_EQ(parse_time("2026-07"), (OutsideTime{at("2026-06-30T22:00:00Z"), 120, Precision::month}));
  EXPECT_EQ(parse_time("2026"), (OutsideTime{at("2025-12-31T23:00:00Z"), 60, Precision::year}));
  EXPECT_EQ(at("2026-03-29"), at("2026-03-28T23:00:00Z"));  // the morning the clocks go forward
  EXPECT_EQ(at("2026-03-30"), at("2026-03-29T22:00:00Z"));
  EXPECT_EQ(at("2026-10-25"), at("2026-10-24T22:00:00Z"));  // and the one they go back
  EXPECT_EQ(at("2026-10-26"), at("2026-10-25T23:00:00Z"));
}

TEST(ParseTime, RefusesTheRest) {
  for (const char* text : {"",
                           "2",
                           "202",
                           "20261",
                           "0000",
                           "2026-",
                           "2026-1",
                           "2026-13",
                           "2026-00",
                           "2026-02-30",
                           "2026-11-2",
                           "2026-11-21T",
                           "2026-11-21T20",
                           "2026-11-21T20:59",
                           "2026-11-21T20:59Z",
                           "2026-11-21T20:59:00",
                           "2026-11-21T24:00:00Z",
                           "2026-11-21T20:60:00Z",
                           "2026-11-21T20:59:61Z",
                           "2026-11-21T20:59:00.Z",
                           "2026-11-21T20:59:00+14:01",
                           "2026-11-21T20:59:00+15:00",
                           "2026-11-21T20:59:00+1:00",
                           "2026-11-21T20:59:00+01:60",
                           "2026-11-21T20:59:00+0100",
                           "2026-11-21T20:59:00z",
                           "2026-11-21t20:59:00Z",
                           "2026-11-21 20:59:00Z",
                           "2026-11-21T20:59:00Z ",
                           " 2026",
                           "-2026",
                           "+2026",
                           "2026-11-21T20:59:00ZZ",
                           "2026-11-21T20:59:00,5Z",
                           "12026-01-01"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

RC_GTEST_PROP(ParseTime, ReadsWhatWeWrite, ()) {
  const Instant instant = *any_instant();
  const auto utc = parse_time(format_utc(instant));
  RC_ASSERT(utc.has_value() && utc->at == instant && utc->offset_minutes == 0);
  const auto danish = parse_time(format_denmark(instant));
  RC_ASSERT(danish.has_value() && danish->at == instant);
  RC_ASSERT(danish->offset_minutes == denmark_offset_minutes(instant));
  RC_ASSERT((danish->precision == Precision::subsecond) == (instant.us % 1'000'000 != 0));
}

RC_GTEST_PROP(ParseTime, NeverTakesRubbishForATime, (const std::string& text)) {
  const auto time = parse_time(text);
  RC_ASSERT(!time || text.size() >= 4);
}

TEST(Denmark, ChangesItsClocksAtOneOClockUtc) {
  const Instant spring = at("2026-03-29T01:00:00Z"), autumn = at("2026-10-25T01:00:00Z");
  EXPECT_EQ(denmark_offset_minutes(spring - seconds(1)), 60);
  EXPECT_EQ(denmark_offset_minutes(spring), 120);
  EXPECT_EQ(denmark_offset_minutes(autumn - seconds(1)), 120);
  EXPECT_EQ(denmark_offset_minutes(autumn), 60);
  EXPECT_EQ(format_denmark(spring - seconds(1)), "2026-03-29T01:59:59+01:00");
  EXPECT_EQ(format_denmark(spring), "2026-03-29T03:00:00+02:00");
  EXPECT_EQ(format_denmark(autumn - seconds(1)), "2026-10-25T02:59:59+02:00");
  EXPECT_EQ(format_denmark(autumn), "2026-10-25T02:00:00+01:00");
}

// The published dates of some years, among them those where the month ends on a Sunday.
TEST(Denmark, SummerBeginsAndEndsOnTheLastSundays) {
  for (const auto& [spring, autumn] :
       std::initializer_list<std::pair<const char*, const char*>>{{"1996-03-31", "1996-10-27"},
                                                                  {"2000-03-26", "2000-10-29"},
                                                                  {"2004-03-28", "2004-10-31"},
                                                                  {"2024-03-31", "2024-10-27"},
                                                                  {"2025-03-30", "2025-10-26"},
                                                                  {"2027-03-28", "2027-10-31"}}) {
    const Instant begins = at(std::string(spring) + "T01:00:00Z"),
                  ends = at(std::string(autumn) + "T01:00:00Z");
    EXPECT_EQ(denmark_offset_minutes(begins - Duration{1}), 60) << spring;
    EXPECT_EQ(denmark_offset_minutes(begins), 120) << spring;
    EXPECT_EQ(denmark_offset_minutes(ends - Duration{1}), 120) << autumn;
    EXPECT_EQ(denmark_offset_minutes(ends), 60) << autumn;
  }
}

TEST(Format, ShowsMicrosecondsOnlyWhenThereAreAny) {
  EXPECT_EQ(format_denmark(at("2026-11-21T19:59:00Z")), "2026-11-21T20:59:00+01:00");
  EXPECT_EQ(format_utc(at("2026-11-21T20:59:00.5+01:00")), "2026-11-21T19:59:00.500000Z");
  EXPECT_EQ(format_utc(Instant{-1}), "1969-12-31T23:59:59.999999Z");
}

TEST(Format, SpeaksToPersonsInTheirLanguage) {
  const Instant evening = at("2026-11-21T20:59:59+01:00"), summer = at("2026-07-01T23:30:00Z");
  EXPECT_EQ(format_person(evening, true), "21.11.2026 kl. 20.59");
  EXPECT_EQ(format_person(evening, false), "21 Nov 2026 20:59");
  EXPECT_EQ(format_person(summer, true), "02.07.2026 kl. 01.30");
}

TEST(Time, AStampBeyondTheCalendarShowsAsTheNearestDay) {
  const Instant before{std::numeric_limits<int64_t>::min()}, after{std::numeric_limits<int64_t>::max()};
  EXPECT_EQ(format_utc(before), "0001-01-01T00:00:00Z");
  EXPECT_EQ(format_utc(after), "9999-12-31T23:59:59Z");
  EXPECT_EQ(denmark_offset_minutes(before), 60);
  EXPECT_FALSE(format_person(after, true).empty());
}

}  // namespace
}  // namespace klynge
