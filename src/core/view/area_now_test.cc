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

Figure exact(uint32_t value) {
  return {Figure::Form::exact, value};
}
Figure at_least(uint32_t value) {
  return {Figure::Form::at_least, value};
}
constexpr Figure small{Figure::Form::under, small_numbers_under};

TEST(Figures, WhatIsCountedInTwoSectorsIsNotGivenAwayByTheOther) {
  using Parts = std::vector<Part>;
  // Nineteen lie in two wards. Sixteen are of one municipality, so three must be of the other.
  const std::vector<Parts> stays{{{7}, {12}}, {{16}, {3}}};
  const std::vector<SectorFigures> apart = figures_of(stays, false);
  EXPECT_EQ(apart[0].sum, exact(19));
  std::vector<Parts> with_practices = stays;
  with_practices.push_back({{0, false, false}, {0}});  // which have no stays
  EXPECT_EQ(figures_of(with_practices, true)[0].sum, at_least(17));
  EXPECT_EQ(figures_of(with_practices, true)[2].sum, exact(0));
  const std::vector<SectorFigures> all = figures_of(stays, true);
  EXPECT_EQ(all[0].parts, (std::vector{at_least(5), exact(12)}));
  EXPECT_EQ(all[0].sum, at_least(17));
  EXPECT_EQ(all[1].parts, (std::vector{exact(16), small}));
  EXPECT_EQ(all[1].sum, at_least(17));
  // A sum says too much in the other sector only.
  const std::vector<SectorFigures> sums = figures_of(std::vector<Parts>{{{12}, {2}, {3}}, {{14}, {3}}}, true);
  EXPECT_EQ(sums[0].parts, (std::vector{exact(12), small, small}));
  EXPECT_EQ(sums[0].sum, at_least(14));
  // Two hidden ones with room between them: everything else may be told.
  const std::vector<SectorFigures> free = figures_of(std::vector<Parts>{{{7}, {12}}, {{14}, {3}, {2}}}, true);
  EXPECT_EQ(free[0].sum, exact(19));
  EXPECT_EQ(free[1].sum, exact(19));
  // Others than these lie in hospitals elsewhere: nothing follows.
  EXPECT_EQ(figures_of(std::vector<Parts>{{{7}, {12}}, {{30}, {3}}}, true)[0].sum, exact(19));
  EXPECT_EQ(figures_of(std::vector<Parts>{{}, {{30}, {3}}, {{9}}, {{0}}}, true)[2].sum, exact(9));
}

// Stays between three wards and three municipalities, of which a reader may open some lists, and knows that
// the two sectors count the same people: each small part has at least two values left, or nothing more can be
// kept.
RC_GTEST_PROP(Figures, NoHiddenPartCanBeWorkedOutFromAnotherSector, ()) {
  constexpr uint32_t rows = 3;
  std::vector<std::vector<Part>> stays(2, std::vector<Part>(rows));
  for (std::vector<Part>& sector : stays)
    for (Part& part : sector) part.open = *rc::gen::inRange(0, 4) == 0;
  for (Part& from : stays[0])
    for (Part& to : stays[1]) {
      const uint32_t value = *rc::gen::inRange(0u, 4u);
      from.value += value;
      to.value += value;
    }
  const std::vector<SectorFigures> all = figures_of(stays, true);
  constexpr uint32_t most = 24;
  // What each part may be, as far as its sector tells, by the sum.
  std::vector<std::map<uint32_t, std::vector<std::set<uint32_t>>>> may_be(2);
  bool is_more = false;
  for (size_t of = 0; of < 2; ++of) {
    std::vector<uint32_t> guess(rows);
    const std::function<void(size_t)> try_all = [&](size_t at) {
      if (at == rows) {
        const uint32_t sum = guess[0] + guess[1] + guess[2];
        const Figure& said = all[of].sum;
        if (said.form == Figure::Form::exact ? sum != said.value
                                             : said.form == Figure::Form::at_least && sum < said.value)
          return;
        auto& found = may_be[of][sum];
        found.resize(rows);
        for (size_t i = 0; i < rows; ++i) found[i].insert(guess[i]);
        return;
      }
      const Figure& said = all[of].parts[at];
      const uint32_t from = said.form == Figure::Form::under ? 1 : said.value;
      const uint32_t to = said.form == Figure::Form::exact   ? said.value
                          : said.form == Figure::Form::under ? small_numbers_under - 1
                                                             : most;
      for (guess[at] = from; guess[at] <= to; ++guess[at]) try_all(at + 1);
    };
    for (size_t i = 0; i < rows; ++i)
      is_more = is_more || (!stays[of][i].open && stays[of][i].value != 0 &&
                            all[of].parts[i].form == Figure::Form::exact);
    try_all(0);
  }
  for (size_t of = 0; of < 2; ++of)
    for (size_t i = 0; i < rows; ++i) {
      if (all[of].parts[i].form != Figure::Form::under) continue;
      std::set<uint32_t> values;
      for (const auto& [sum, parts] : may_be[of])
        if (may_be[1 - of].contains(sum)) values.insert(parts[i].begin(), parts[i].end());
      RC_ASSERT(values.contains(stays[of][i].value));
      RC_ASSERT(values.size() > 1 || !is_more);
    }
}

// With the levels of two evenings one knows what more came than went. Each small flow has then still as many
// values as a small number can have.
RC_GTEST_PROP(Figures, NoSmallFlowCanBeWorkedOutFromTheLevels, ()) {
  const uint32_t before = *rc::gen::inRange(0u, 30u), came = *rc::gen::inRange(0u, 12u);
  const uint32_t went = *rc::gen::inRange(0u, std::min(12u, before + came + 1));
  const uint32_t after = before + came - went;
  const auto told_of = [](uint32_t level_before, uint32_t up, uint32_t down, uint32_t level_after) {
    return flow_of(up, down, figure(level_before, false), figure(level_after, false), false);
  };
  const Flow flow = told_of(before, came, went, after);
  std::set<uint32_t> may_have_come, may_have_gone, levels;
  for (uint32_t level = 0; level < 45; ++level)
    for (uint32_t up = 0; up < 20; ++up)
      for (uint32_t down = 0; down < std::min(20u, level + up + 1); ++down) {
        const uint32_t then = level + up - down;
        if (figure(level, false) != figure(before, false) || figure(then, false) != figure(after, false))
          continue;
        const Flow other = told_of(level, up, down, then);
        if (other.came != flow.came || other.went != flow.went) continue;
        may_have_come.insert(up);
        may_have_gone.insert(down);
        levels.insert(then);
      }
  RC_ASSERT(figure(came, false) == exact(came) || may_have_come.size() >= 4);
  RC_ASSERT(figure(went, false) == exact(went) || may_have_gone.size() >= 4);
  RC_ASSERT(figure(after, false) == exact(after) || levels.size() >= 4);
}

TEST(Figures, AFlowIsToldAsFarAsTheLevelsTellIt) {
  const auto pair = [](const Flow& flow) { return std::pair(flow.came, flow.went); };
  EXPECT_EQ(pair(flow_of(9, 6, exact(20), exact(23), false)), std::pair(exact(9), exact(6)));
  EXPECT_EQ(pair(flow_of(9, 0, exact(20), exact(29), false)), std::pair(exact(9), exact(0)));
  EXPECT_EQ(pair(flow_of(20, 3, exact(20), exact(37), false)), std::pair(at_least(17), at_least(0)));
  EXPECT_EQ(pair(flow_of(2, 8, exact(10), small, false)), std::pair(at_least(0), at_least(0)));
  EXPECT_EQ(pair(flow_of(1, 2, small, small, true)), std::pair(exact(1), exact(2)))
      << "who may open the lists";
}

}  // namespace
}  // namespace klynge
