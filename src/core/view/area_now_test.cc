#include "core/view/area_now.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
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
  const auto stays = [](std::vector<Parts> sectors) { return figures_of(sectors, Overlap::in_each_sector); };
  // Nineteen lie in two wards. Sixteen are of one municipality, so three must be of the other.
  const auto all = stays({{{7}, {12}}, {{16}, {3}}, {{0, false, false}, {0}}});
  EXPECT_EQ(all[0].parts, (std::vector{at_least(1), at_least(1)}));
  EXPECT_EQ(all[1].parts, (std::vector{at_least(1), at_least(1)}));
  EXPECT_EQ(std::tuple(all[0].sum, all[1].sum, all[2].sum), std::tuple(exact(19), exact(19), exact(0)));
  EXPECT_EQ(stays({{{7}, {12}}, {{14}, {5}}})[1].parts, (std::vector{exact(14), exact(5)}))
      << "nothing is small";
  EXPECT_EQ(stays({{{7}, {3, true}, {0}}, {{8}, {2}}})[0].parts,
            (std::vector{at_least(1), exact(3), exact(0)}));
  // Nearly one each: four, of which each ward has one.
  const auto few = stays({{{1}, {1}, {1}, {1}}, {{4}}});
  EXPECT_EQ(std::pair(few[0].sum, few[1].sum), std::pair(at_least(4), at_least(1)));
  // Whom one sector has none of lies in hospital elsewhere.
  EXPECT_EQ(stays({{}, {{30}, {3}}, {{0}}})[1].parts, (std::vector{exact(30), small}));
}

std::string told(const Figure& figure) {
  return std::to_string(static_cast<int>(figure.form)) + ":" + std::to_string(figure.value) + " ";
}

// Of all tables of a shape, those that are told alike cannot be told apart by anybody, not by whoever knows
// the rules either. Each small part that the reader may not open has two values among them.
class Reader {
 public:
  // `is_judged`: there are tables tried with larger numbers than in this one.
  void read(const std::vector<uint32_t>& values, const std::vector<bool>& open, const std::string& told,
            bool is_judged) {
    open_ = open;
    Seen& seen = by_what_is_told_[told];
    seen.is_judged = seen.is_judged || is_judged;
    seen.values.resize(values.size());
    for (size_t i = 0; i < values.size(); ++i) seen.values[i].insert(values[i]);
  }
  void expect_nothing_given_away() const {
    EXPECT_GT(by_what_is_told_.size(), 1u);
    for (const auto& [told, seen] : by_what_is_told_)
      for (size_t i = 0; seen.is_judged && i < seen.values.size(); ++i) {
        const uint32_t one = *seen.values[i].begin();
        const bool is_given_away =
            seen.values[i].size() == 1 && figure(one, open_[i]).form != Figure::Form::exact;
        ASSERT_FALSE(is_given_away) << told << "gives part " << i << " away: " << one;
      }
  }

 private:
  std::vector<bool> open_;
  struct Seen {
    bool is_judged = false;
    std::vector<std::set<uint32_t>> values;
  };
  std::map<std::string, Seen> by_what_is_told_;
};
void each_of(size_t count, uint32_t below, const std::function<void(const std::vector<uint32_t>&)>& visit) {
  std::vector<uint32_t> values(count);
  const std::function<void(size_t)> from = [&](size_t at) {
    if (at == count) return visit(values);
    for (values[at] = 0; values[at] < below; ++values[at]) from(at + 1);
  };
  from(0);
}

TEST(Figures, NoStayIsGivenAwayToWhoeverKnowsTheRules) {
  struct Shape {
    size_t wards, municipalities;
    uint32_t below;
  };
  for (const Shape shape : {Shape{1, 1, 14}, Shape{1, 2, 14}, Shape{2, 1, 14}, Shape{2, 2, 12},
                            Shape{1, 3, 12}, Shape{3, 2, 10}, Shape{4, 1, 10}}) {
    const size_t count = shape.wards + shape.municipalities;
    for (uint32_t mask = 0; mask < uint32_t{1} << count; ++mask) {
      std::vector<bool> open;
      for (size_t i = 0; i < count; ++i) open.push_back((mask >> i & 1) != 0);
      Reader reader;
      each_of(count - 1, shape.below, [&](std::vector<uint32_t> values) {
        // The last municipality has those whom the others do not.
        const auto wards = values.begin() + static_cast<std::ptrdiff_t>(shape.wards);
        const uint32_t lie = std::accumulate(values.begin(), wards, 0u),
                       known = std::accumulate(wards, values.end(), 0u);
        if (known > lie) return;
        values.push_back(lie - known);
        std::vector<std::vector<Part>> sectors(2);
        uint32_t closed[2] = {};
        for (size_t i = 0; i < count; ++i) {
          const size_t of = i < shape.wards ? 0 : 1;
          sectors[of].push_back({values[i], open[i]});
          if (!open[i]) closed[of] += values[i];
        }
        // Whoever may open all rows of one sector sees of whom they are.
        if (closed[0] == 0 || closed[1] == 0) return;
        std::string text;
        for (const SectorFigures& one : figures_of(sectors, Overlap::in_each_sector)) {
          for (const Figure& part : one.parts) text += told(part);
          text += "sum " + told(one.sum);
        }
        reader.read(values, open, text, std::ranges::max(values) + small_numbers_under <= shape.below);
      });
      if (mask + 1 != uint32_t{1} << count && (mask & ((1u << shape.wards) - 1)) != (1u << shape.wards) - 1 &&
          mask >> shape.wards != (1u << shape.municipalities) - 1)
        reader.expect_nothing_given_away();
    }
  }
}

TEST(Figures, WhatIsPartOfAnotherMeasureGivesNothingAwayOfIt) {
  constexpr uint32_t below = 7;
  Reader reader;
  each_of(6, below, [&](const std::vector<uint32_t>& values) {
    std::vector<std::vector<Part>> open(1), late(1);
    for (size_t i = 0; i < 3; ++i) {
      if (values[i + 3] > values[i]) return;
      open[0].push_back({values[i]});
      late[0].push_back({values[i + 3]});
    }
    std::string text;
    for (const SectorFigures& one :
         {figures_of(open, Overlap::none)[0], figures_of(late, Overlap::within_another)[0]}) {
      for (const Figure& part : one.parts) text += told(part);
      text += "sum " + told(one.sum);
    }
    reader.read(values, std::vector<bool>(6), text, true);
  });
  reader.expect_nothing_given_away();
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
