#include "core/view/standing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace klynge {
namespace {

const Instant today = parse_time("2026-11-21T12:00:00+01:00")->at;

Record with(CircumstanceKind kind, Instant from, Instant to) {
  Record record;
  record.circumstances.push_back({1, kind, from, to, {}, {5}, 0});
  return record;
}

const Voice* voice(const Standing& standing, Voice::Who who) {
  const auto found = std::ranges::find(standing.voices, who, &Voice::who);
  return found == standing.voices.end() ? nullptr : &*found;
}

TEST(Standing, TheBirthDateIsInTheNumber) {
  const auto born = [](const char* cpr) { return born_of_cpr(cpr).value_or(Date{}); };
  EXPECT_EQ(born("2509479989"), (Date{1947, 9, 25}));
  EXPECT_EQ(born("2103009996"), (Date{2000, 3, 21}));
  EXPECT_EQ(born("0101370000"), (Date{1937, 1, 1}));
  EXPECT_EQ(born("0101364000"), (Date{2036, 1, 1}));
  EXPECT_EQ(born("0101374000"), (Date{1937, 1, 1}));
  EXPECT_EQ(born("0101575000"), (Date{2057, 1, 1}));
  EXPECT_EQ(born("0101585000"), (Date{1858, 1, 1}));
  EXPECT_FALSE(born_of_cpr("2902010000")) << "1901 had no leap day";
  EXPECT_FALSE(born_of_cpr("2509471AB9")) << "a replacement number";
  EXPECT_FALSE(born_of_cpr(""));
}

TEST(Standing, AgesChangeAtMidnightInDenmark) {
  const Date born{2011, 11, 22};
  const Instant birthday = parse_time("2026-11-22T00:00:00+01:00")->at;
  EXPECT_EQ(age_on(born, birthday - minutes(1)), Age::under_15);
  EXPECT_EQ(age_on(born, birthday), Age::from_15_to_17);
  EXPECT_EQ(age_on(Date{2008, 11, 22}, birthday), Age::adult);
  EXPECT_EQ(age_on(Date{2008, 2, 29}, parse_time("2026-02-28T12:00:00+01:00")->at), Age::from_15_to_17);
  EXPECT_EQ(age_on(std::nullopt, today), Age::unknown);
}

TEST(Standing, WhoActsForAChildDoesNotFromFifteen) {
  const Record nothing_stated;
  const Standing child = standing_of(nothing_stated, Date{2015, 1, 1}, today);
  EXPECT_FALSE(voice(child, Voice::Who::citizen)->acts);
  EXPECT_TRUE(voice(child, Voice::Who::custody)->acts);
  const Standing young = standing_of(nothing_stated, Date{2010, 1, 1}, today);
  EXPECT_TRUE(voice(young, Voice::Who::citizen)->acts);
  EXPECT_TRUE(voice(young, Voice::Who::custody)->told);
  EXPECT_FALSE(voice(young, Voice::Who::custody)->acts);
  EXPECT_EQ(standing_of(nothing_stated, Date{1990, 1, 1}, today).voices.size(), 1u);
  EXPECT_EQ(standing_of(nothing_stated, std::nullopt, today).voices.size(), 1u);
  const Standing grown =
      standing_of(with(CircumstanceKind::custody, today - days(1), {}), Date{1990, 1, 1}, today);
  EXPECT_EQ(voice(grown, Voice::Who::custody), nullptr) << "custody ends with childhood";
}

TEST(Standing, AMandateEndsOnTheSecondAndARelativeNeverActs) {
  const Record record = with(CircumstanceKind::mandate, today - days(1), today + hours(1));
  EXPECT_EQ(voice(standing_of(record, {}, today - days(2)), Voice::Who::mandate), nullptr);
  EXPECT_TRUE(voice(standing_of(record, {}, today), Voice::Who::mandate)->acts);
  EXPECT_EQ(voice(standing_of(record, {}, today + hours(1)), Voice::Who::mandate), nullptr);
  const Record daughter = with(CircumstanceKind::relative, today - days(1), {});
  EXPECT_TRUE(voice(standing_of(daughter, {}, today), Voice::Who::relative)->told);
  EXPECT_FALSE(voice(standing_of(daughter, {}, today), Voice::Who::relative)->acts);
}

TEST(Standing, AProtectedAddressHidesEveryPlaceFromRelatives) {
  const Record record = with(CircumstanceKind::protected_address, today - days(1), today + days(1));
  EXPECT_FALSE(standing_of(record, {}, today).relatives_see_places);
  EXPECT_TRUE(standing_of(record, {}, today).protected_address);
  EXPECT_TRUE(standing_of(record, {}, today + days(1)).relatives_see_places);
  EXPECT_TRUE(standing_of(Record{}, {}, today).relatives_see_places);
}

}  // namespace
}  // namespace klynge
