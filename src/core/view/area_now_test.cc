#include "core/view/area_now.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <functional>
#include <set>

namespace klynge {
namespace {

constexpr Party ward{1001}, town{2001}, nurses{2002};
const Instant now = parse_time("2026-11-22T14:00:00+01:00")->at;

CourseRow course(CitizenNumber citizen, StayState stay, Instant expected = {}) {
  CourseRow row;
  row.citizen = citizen;
  row.course = 1;
  row.pathway = "hospital-stay";
  row.version = 2;
  row.stay = stay;
  row.ward = ward;
  row.municipality = town;
  row.discharge_expected = expected;
  return row;
}

WorkRow work(CitizenNumber citizen, uint16_t duty, Party holder, Strand strand = Strand::none) {
  WorkRow row;
  row.citizen = citizen;
  row.duty = duty;
  row.course = 1;
  row.task = "first-visit";
  row.strand = strand;
  row.list = holder.sor;
  row.holder = holder;
  row.part = WorkPart::holds;
  return row;
}

WorkRow on_list(WorkRow row, Party list, WorkPart part) {
  row.list = list.sor;
  row.part = part;
  return row;
}

std::map<Party, PartyNow> counted(const std::vector<CourseRow>& courses, const std::vector<WorkRow>& rows) {
  CountNow count(now);
  for (const CourseRow& one : courses) count.add(one);
  for (const WorkRow& one : rows) count.add(one);
  return std::move(count).done();
}

TEST(AreaNow, CountsWhatListsHaveInTheirGroups) {
  WorkRow late = work(7, 1, town), offered = work(7, 2, town), silent = work(7, 3, nurses);
  late.due = now - hours(1);
  offered.asked = nurses;
  offered.answer_by = now + hours(2);
  silent.silent_since = now - hours(30);
  const auto all =
      counted({course(7, StayState::home)}, {late, offered, on_list(offered, nurses, WorkPart::is_asked),
                                             silent, on_list(silent, town, WorkPart::is_told)});
  const PartyNow &of_town = all.at(town), &of_nurses = all.at(nurses);
  EXPECT_EQ(std::tuple(of_town.open, of_town.asked, of_town.overdue, of_town.silent),
            std::tuple(2u, 0u, 1u, 0u));
  EXPECT_EQ(std::tuple(of_nurses.open, of_nurses.asked, of_nurses.overdue, of_nurses.silent),
            std::tuple(1u, 1u, 1u, 1u));
  EXPECT_EQ(of_nurses.oldest, (Silence{now - hours(30), "first-visit", "hospital-stay", 2}));
}

TEST(AreaNow, AStayEndsOnADayOfTheCalendarWithItsWardAndItsMunicipality) {
  const auto at = [](const char* text) { return parse_time(text)->at; };
  std::vector<CourseRow> courses{
      course(1, StayState::admitted, at("2026-11-21T23:00:00+01:00")),
      course(2, StayState::admitted, at("2026-11-22T09:00:00+01:00")),  // today, although it is past nine
      course(3, StayState::leave, at("2026-11-23T00:30:00+01:00")),
      course(4, StayState::admitted, at("2026-11-28T12:00:00+01:00")),
      course(5, StayState::admitted, at("2026-11-29T12:00:00+01:00")),  // further ahead than is counted
      course(6, StayState::home, at("2026-11-22T12:00:00+01:00")),      // is home
  };
  std::vector<WorkRow> rows;
  for (const CourseRow& one : courses) rows.push_back(work(one.citizen, 1, ward, Strand::contact));
  rows.push_back(work(2, 2, town, Strand::authority));  // it is ready: the municipality pays
  rows.push_back(work(6, 2, town, Strand::authority));  // at home nobody is
  const auto all = counted(courses, rows);
  for (const Party party : {ward, town}) {
    const PartyNow& seen = all.at(party);
    EXPECT_EQ(std::tuple(seen.home_before, seen.home_today, seen.home_tomorrow, seen.home_later, seen.ready),
              std::tuple(1u, 1u, 1u, 1u, 1u));
  }
}

TEST(AreaNow, NothingIsPlannedWhereNothingHasATime) {
  const auto unplanned = [](const CourseRow& stay, std::vector<WorkRow> rows) {
    rows.push_back(work(7, 9, ward, Strand::contact));
    const auto all = counted({stay}, rows);
    const PartyNow& seen = all.at(ward);
    return std::pair(seen.unplanned_in_hospital, seen.unplanned_at_home);
  };
  using Two = std::pair<uint32_t, uint32_t>;
  EXPECT_EQ(unplanned(course(7, StayState::admitted), {}), Two(1, 0));
  EXPECT_EQ(unplanned(course(7, StayState::home), {work(7, 1, town)}), Two(0, 1));
  EXPECT_EQ(unplanned(course(7, StayState::admitted, now + hours(5)), {}), Two(0, 0));
  WorkRow due = work(7, 1, town), passes = due, left = due, silent = due;
  due.due = now + days(3);
  passes.wakes = now + days(3);
  left.citizen_check_by = now + days(3);
  silent.silent_since = now - days(3);
  for (const WorkRow& row : {due, passes, left, silent})
    EXPECT_EQ(unplanned(course(7, StayState::home), {row}), Two(0, 0));
}

TEST(AreaNow, ACourseWithoutAnOpenDutyIsOver) {
  EXPECT_TRUE(counted({course(7, StayState::admitted)}, {}).empty());
}

TEST(Figures, SmallOnesAreKeptFromWhoMayNotOpenTheRows) {
  EXPECT_EQ(figure(3, true), (Figure{Figure::Form::exact, 3}));
  EXPECT_EQ(figure(3, false), (Figure{Figure::Form::under, 5}));
  EXPECT_EQ(figure(0, false), (Figure{Figure::Form::exact, 0})) << "nothing is nobody";
  EXPECT_EQ(figure(5, false), (Figure{Figure::Form::exact, 5}));
}

TEST(Figures, ASumIsExactWhereItGivesNothingAway) {
  const auto sum = [](std::vector<Part> parts) { return sum_of(std::span<const Part>(parts)); };
  const auto exact = [](uint32_t value) { return Figure{Figure::Form::exact, value}; };
  const auto at_least = [](uint32_t value) { return Figure{Figure::Form::at_least, value}; };
  EXPECT_EQ(sum({}), exact(0));
  EXPECT_EQ(sum({{9, false}, {2, true}}), exact(11));
  EXPECT_EQ(sum({{9, false}, {2, false}}), at_least(10)) << "the only hidden one";
  EXPECT_EQ(sum({{9, false}, {2, false}, {3, false}}), exact(14));
  EXPECT_EQ(sum({{9, false}, {1, false}, {1, false}}), at_least(11)) << "both can only be one";
  EXPECT_EQ(sum({{9, false}, {4, false}, {4, false}}), at_least(11)) << "both can only be four";
  EXPECT_EQ(sum({{2, false, false}, {1, false, false}}), (Figure{Figure::Form::under, 5}));
  EXPECT_EQ(sum({{2, false, false}, {4, false, false}}), exact(6)) << "of practices that are not shown";
  EXPECT_EQ(sum({{9, true}, {2, false, false}}), at_least(9));
}

// Whoever reads the figures finds at least two values that each hidden part may have, or that all parts of
// one kind are hidden together.
RC_GTEST_PROP(Figures, NoHiddenPartCanBeWorkedOut, ()) {
  std::vector<Part> parts;
  for (const uint32_t value : *rc::gen::container<std::vector<uint32_t>>(6, rc::gen::inRange(0u, 9u)))
    parts.push_back({value, *rc::gen::arbitrary<bool>()});
  const Figure sum = sum_of(std::span<const Part>(parts));
  uint32_t whole = 0;
  for (const Part& part : parts) whole += part.value;
  const bool is_true = sum.form == Figure::Form::exact ? sum.value == whole : sum.value <= whole;
  RC_ASSERT(is_true);
  std::vector<std::set<uint32_t>> may_be(parts.size());
  std::vector<Part> guess = parts;
  const std::function<void(size_t)> try_all = [&](size_t at) {
    if (at == parts.size()) {
      if (sum_of(std::span<const Part>(guess)) != sum) return;
      for (size_t i = 0; i < guess.size(); ++i) may_be[i].insert(guess[i].value);
      return;
    }
    if (figure(parts[at].value, parts[at].open).form == Figure::Form::exact) return try_all(at + 1);
    for (guess[at].value = 1; guess[at].value < small_numbers_under; ++guess[at].value) try_all(at + 1);
    guess[at].value = parts[at].value;
  };
  try_all(0);
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool hidden = figure(parts[i].value, parts[i].open).form != Figure::Form::exact;
    RC_ASSERT(!hidden || may_be[i].size() > 1);
  }
}

}  // namespace
}  // namespace klynge
