#include "core/view/need.h"

#include <gtest/gtest.h>

namespace klynge {
namespace {

// Friday 20 November 2026, 14:00 in Denmark.
const Instant now = denmark_time({2026, 11, 20}, hours(14));
constexpr Party desk{2001}, nurses{2002};

WorkRow ours() {
  WorkRow row;
  row.list = desk.sor;
  row.citizen = 7;
  row.duty = 1;
  row.holder = desk;
  row.part = WorkPart::holds;
  return row;
}

CourseRow at_home() {
  CourseRow course;
  course.stay = StayState::home;
  return course;
}

TEST(Need, AnOfferToUsComesBeforeAllElse) {
  WorkRow row = ours();
  row.part = WorkPart::is_asked;
  row.due = now - days(3);
  row.silent_since = now - days(2);
  EXPECT_EQ(need_of(row, at_home(), now), Need::asked);
}

TEST(Need, LateIsPastAnyDeadlineOrSilent) {
  WorkRow due = ours(), check = ours(), silent = ours();
  due.due = now - minutes(1);
  check.citizen_check_by = now - minutes(1);
  silent.silent_since = now - hours(1);
  silent.due = now + days(1);
  for (const WorkRow& row : {due, check, silent}) EXPECT_EQ(need_of(row, at_home(), now), Need::overdue);
}

TEST(Need, TodayEndsAtMidnightInDenmark) {
  WorkRow row = ours();
  row.due = denmark_time({2026, 11, 20}, minutes(24 * 60 - 1));
  EXPECT_EQ(need_of(row, at_home(), now), Need::today);
  row.due = denmark_time({2026, 11, 21}, minutes(0));
  EXPECT_EQ(need_of(row, at_home(), now), Need::today) << "it is said to be due the day that ends then";
  row.due = denmark_time({2026, 11, 21}, minutes(1));
  EXPECT_EQ(need_of(row, at_home(), now), Need::rest);
}

TEST(Need, ComingHomeTodayOnlyWhileInHospital) {
  CourseRow course;
  course.stay = StayState::admitted;
  course.discharge_expected = now + hours(2);
  EXPECT_EQ(need_of(ours(), course, now), Need::coming_home);
  course.stay = StayState::home;
  EXPECT_EQ(need_of(ours(), course, now), Need::rest);
  course.stay = StayState::admitted;
  course.discharge_expected = now + days(1);
  EXPECT_EQ(need_of(ours(), course, now), Need::rest);
}

TEST(Need, WhatWeOfferedWaitsForOthersUntilItIsLate) {
  WorkRow row = ours();
  row.asked = nurses;
  row.answer_by = now + hours(8);
  EXPECT_EQ(need_of(row, at_home(), now), Need::waiting);
  row.due = now - hours(1);
  EXPECT_EQ(need_of(row, at_home(), now), Need::overdue);
}

TEST(Need, AnothersSilenceIsToldNotOurs) {
  WorkRow row = ours();
  row.part = WorkPart::is_told;
  row.silent_since = now - days(1);
  EXPECT_EQ(need_of(row, at_home(), now), Need::told);
}

TEST(Need, WithinANeedTheMostPressingComesFirstAndThoseWithoutATimeLast) {
  WorkRow first = ours(), second = ours(), third = ours();
  first.due = now - days(2);
  second.due = now - hours(1);
  second.silent_since = now - minutes(30);  // late since it was due, not since somebody noticed
  third.duty = 2;
  EXPECT_LT(order_of(first, at_home(), now), order_of(second, at_home(), now));
  EXPECT_EQ(order_of(second, at_home(), now).moment_us, (now - hours(1)).us);
  first.due = now + days(2);
  first.citizen_check_by = now + days(1);
  EXPECT_EQ(order_of(first, at_home(), now).moment_us, (now + days(1)).us);
  EXPECT_LT(order_of(first, at_home(), now), order_of(third, at_home(), now));
}

}  // namespace
}  // namespace klynge
