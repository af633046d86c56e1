#include "server/area_desk.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/json.h"
#include "core/area/read.h"
#include "core/test_setting.h"

namespace klynge::server {
namespace {

using namespace klynge::test;

constexpr Party clinic{4002};
const Instant now = parse_time("2026-11-22T14:00:00+01:00")->at;

AreaFile file(const char* name) {
  std::ifstream in(std::string(KLYNGE_SOURCE_DIR) + "/data/areas/" + name);
  return {name, {std::istreambuf_iterator<char>(in), {}}};
}

PartyNow holding(uint32_t open, uint32_t asked = 0, uint32_t overdue = 0) {
  PartyNow party;
  party.open = open;
  party.asked = asked;
  party.overdue = overdue;
  return party;
}

struct Scene {
  Areas areas = std::move(*read_areas({file("municipalities.csv"), file("areas.csv"), file("members.csv")}));
  Setting rules = setting();
  Lookup::Counted counted{9, now, {}, {}};

  Scene() {
    change(municipality, [](PartyInfo& info) { info.municipality = "0163"; });
    for (const Party party : {ward_a, ward_b, gp})
      change(party, [](PartyInfo& info) {
        info.areas = {"cluster-hovedstaden-midt", "council-koebenhavns-omegn-nord"};
      });
    PartyInfo other = *rules.directory.find(gp);
    other.party = clinic;
    rules.directory.add(other);
    counted.parties[ward_a] = holding(12, 0, 3);
    counted.parties[ward_b] = holding(2);
    counted.parties[municipality] = holding(7, 4);
    counted.parties[gp] = holding(2);
    counted.parties[clinic] = holding(1);
  }
  void change(Party party, const std::function<void(PartyInfo&)>& what) {
    PartyInfo info = *rules.directory.find(party);
    what(info);
    rules.directory.add(info);
  }
  std::string shown(const Caller& caller) {
    return area_json(areas.area("cluster-hovedstaden-midt"), areas, rules, counted,
                     {"", now, now, caller, ""});
  }
};

const json::Node* member_of(const json::Document& document, std::initializer_list<View> path) {
  const json::Node* at = &document.root();
  for (const View part : path) at = at == nullptr ? nullptr : json::find(at, part);
  return at;
}

const json::Node* item(const json::Node* list, size_t index) {
  const json::Node* at = list == nullptr ? nullptr : list->first;
  while (at != nullptr && index-- > 0) at = at->next;
  return at;
}

TEST(AreaDesk, APartyIsOfTheAreaOfItsMunicipalityOrOfThoseItNamesThatDay) {
  Scene scene;
  const auto of = [&](Party party, const char* day) {
    std::vector<std::string> ids;
    for (const Area* area : areas_of(scene.areas, scene.rules.directory, party, parse_time(day)->at))
      ids.push_back(area->id);
    return ids;
  };
  EXPECT_EQ(of(municipality, "2026-11-22"), std::vector<std::string>{"cluster-hovedstaden-midt"});
  EXPECT_EQ(of(municipality, "2027-01-01"), std::vector<std::string>{"council-koebenhavns-omegn-nord"});
  EXPECT_EQ(of(ward_a, "2026-11-22"), std::vector<std::string>{"cluster-hovedstaden-midt"});
  EXPECT_EQ(of(ward_a, "2027-01-01"), std::vector<std::string>{"council-koebenhavns-omegn-nord"});
  EXPECT_TRUE(of(operations, "2026-11-22").empty());
}

TEST(AreaDesk, OperationsSeesEveryNumber) {
  Scene scene;
  const auto document = json::Document::parse(scene.shown({operations, CallerRole::operations}));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(member_of(*document, {"sum", "open"})->text, "24");
  EXPECT_EQ(member_of(*document, {"area", "name"})->text, "Midt");
  const json::Node* hospitals = item(member_of(*document, {"sectors"}), 0);
  EXPECT_EQ(json::find(hospitals, "overdue")->text, "3");
}

TEST(AreaDesk, AForumSeesNoSmallNumberAndNoSinglePractice) {
  Scene scene;
  const std::string text = scene.shown({{}, CallerRole::forum});
  const auto document = json::Document::parse(text);
  ASSERT_TRUE(document.ok());
  const json::Node* hospitals = item(member_of(*document, {"sectors"}), 0);
  EXPECT_EQ(json::find(json::find(hospitals, "overdue"), "at_least")->text, "1") << text;
  const json::Node* first = item(json::find(hospitals, "parties"), 0);
  EXPECT_EQ(json::find(json::find(first, "overdue"), "under")->text, "5");
  EXPECT_FALSE(text.contains(std::to_string(gp.sor))) << text;
  const json::Node* practices = item(member_of(*document, {"sectors"}), 2);
  EXPECT_EQ(json::text_of(practices, "kind"), "gp");
  EXPECT_EQ(json::find(json::find(practices, "open"), "under")->text, "5") << text;
}

TEST(AreaDesk, AWardSeesItsOwnNumbersAndAPracticeItself) {
  Scene scene;
  const auto ward = json::Document::parse(scene.shown({ward_a}));
  const json::Node* first = item(json::find(item(member_of(*ward, {"sectors"}), 0), "parties"), 0);
  EXPECT_EQ(json::find(first, "overdue")->text, "3");
  EXPECT_TRUE(json::find(first, "may_open")->truth);
  const std::string seen = scene.shown({gp});
  EXPECT_TRUE(seen.contains("\"" + std::to_string(gp.sor) + "\"")) << seen;
  EXPECT_FALSE(seen.contains(std::to_string(clinic.sor))) << seen;
}

TEST(AreaDesk, WhatWasHeldAtTheEndOfADayIsWhatIsHeldNowLessWhatCameSince) {
  Scene scene;
  const int64_t today = tally_day(now);
  scene.counted.days[{today, ward_a}] = {.opened = 4, .ended = 1};
  scene.counted.days[{today - 1, ward_a}] = {.opened = 6, .silenced = 2};
  scene.counted.days[{today - 2, ward_b}] = {.opened = 5, .ended = 3};
  const auto document = json::Document::parse(scene.shown({operations, CallerRole::operations}));
  ASSERT_TRUE(document.ok());
  const json::Node* hospital = item(member_of(*document, {"history", "sectors"}), 0);
  const auto line = [&](View name) {
    std::vector<std::string> values;
    for (const json::Node* at = json::find(hospital, name)->first; at != nullptr; at = at->next)
      values.emplace_back(at->text);
    return values;
  };
  using Line = std::vector<std::string>;
  EXPECT_EQ(line("open"), (Line{"5", "11"})) << "14 now, 3 more of today, 6 of yesterday";
  EXPECT_EQ(line("came"), (Line{"5", "6"}));
  EXPECT_EQ(line("went"), (Line{"3", "0"}));
}

// All who lie in the two wards are of one municipality, whose number would give the small ward's away.
TEST(AreaDesk, AStayIsNotGivenAwayByItsOtherSector) {
  Scene scene;
  scene.counted.parties[ward_a].ready = 8;
  scene.counted.parties[ward_b].ready = 3;
  scene.counted.parties[municipality].ready = 11;
  const std::string text = scene.shown({{}, CallerRole::forum});
  const auto document = json::Document::parse(text);
  ASSERT_TRUE(document.ok());
  for (const size_t sector : {0u, 1u}) {
    const json::Node* of = item(member_of(*document, {"sectors"}), sector);
    EXPECT_EQ(json::find(of, "ready")->text, "11") << text;
    for (const json::Node* party = json::find(of, "parties")->first; party != nullptr; party = party->next)
      EXPECT_EQ(json::find(json::find(party, "ready"), "at_least")->text, "1") << text;
  }
}

TEST(AreaDesk, ADayIsToldAsItWouldHaveBeenThatEvening) {
  Scene scene;
  const int64_t today = tally_day(now);
  scene.counted.days[{today - 1, ward_a}] = {.opened = 6};
  scene.counted.days[{today - 2, ward_a}] = {.opened = 1, .ended = 5};
  const auto document = json::Document::parse(scene.shown({{}, CallerRole::forum}));
  ASSERT_TRUE(document.ok());
  const json::Node* hospital = item(member_of(*document, {"history", "sectors"}), 0);
  // Two wards, of which one has two: what it has follows from no evening's sum.
  for (const View name : {"open", "came", "went"})
    for (const json::Node* at = json::find(hospital, name)->first; at != nullptr; at = at->next)
      EXPECT_NE(json::find(at, "at_least"), nullptr) << name;
}

}  // namespace
}  // namespace klynge::server
