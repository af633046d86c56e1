#include "core/authority_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/area/read.h"
#include "core/directory_file.h"
#include "core/view/cutover.h"

namespace klynge {
namespace {

constexpr std::string_view good = R"(tasks:
  - id: acute-nursing
    name: {da: Akutsygepleje, en: Acute nursing}
    tenures:
      - {authority: municipality, performer: municipality, to: 2027-01-01, source: A}
      - {authority: region, from: 2027-01-01, source: B}
)";

const Instant day = parse_time("2027-01-01")->at;

std::string complaint_about(std::string_view from, std::string_view to) {
  std::string text(good);
  text.replace(text.find(from), from.size(), to);
  const auto read = read_authorities(text, "t.yaml");
  return read ? "no complaint" : read.problem().where + ": " + read.problem().what;
}

TEST(ReadAuthorities, KnowsWhoHasATaskOnADay) {
  const auto read = read_authorities(good, "t.yaml");
  ASSERT_TRUE(read.ok()) << read.problem().where << ": " << read.problem().what;
  const LegalTask& task = (*read)[0];
  EXPECT_EQ(task.on(day - Duration{1}).authority, PartyKind::municipality);
  EXPECT_EQ(task.on(day - Duration{1}).performer, PartyKind::municipality);
  EXPECT_EQ(task.on(day).authority, PartyKind::region);
  EXPECT_EQ(task.on(day).performer, PartyKind::unknown);
  EXPECT_EQ(task.on(day).source, "B");
}

TEST(ReadAuthorities, RefusesWithThePlaceAndWhatWasExpected) {
  EXPECT_EQ(complaint_about("authority: region", "authority: cluster"),
            "t.yaml:6:21: found \"cluster\", expected one of hospital, municipality, gp, region");
  EXPECT_EQ(complaint_about("from: 2027-01-01", "from: 2027-01-02"),
            "t.yaml:6:9: found days that do not begin where the ones before end, expected them to");
  EXPECT_EQ(complaint_about("from: 2027-01-01", "from: 2026-12-31"),
            "t.yaml:6:9: found days that do not begin where the ones before end, expected them to");
  EXPECT_EQ(complaint_about("from: 2027-01-01, source: B", "from: 2027-01-01, to: 2027-01-01, source: B"),
            "t.yaml:6:51: found \"2027-01-01\", expected a date after from");
  EXPECT_EQ(complaint_about("from: 2027-01-01, source: B", "from: 2027-01-01, to: 2028-01-01, source: B"),
            "t.yaml:5:7: found nobody who has it in the end, expected a last one without \"to\"");
  EXPECT_EQ(complaint_about("authority: municipality, performer: municipality, to",
                            "authority: municipality, from"),
            "t.yaml:5:9: found a first day, expected none: somebody has always had it");
  EXPECT_EQ(complaint_about(", source: B", ""), "t.yaml:6:9: found no \"source\", expected one here");
  EXPECT_EQ(
      complaint_about("id: acute-nursing", "id: Acute nursing"),
      "t.yaml:2:9: found \"Acute nursing\", expected an id of small letters, digits and hyphens, at most 40");
}

// --- the country ---

std::string shipped(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(std::string(KLYNGE_SOURCE_DIR) + "/data/" + name, std::ios::binary).rdbuf();
  return text.str();
}

TEST(Denmark, FourTasksMoveAndEveryMunicipalityHandsThemToTheRegionItLiesIn) {
  const auto tasks = read_authorities(shipped("directory/tasks.yaml"), "tasks.yaml");
  const auto parties = read_directory(shipped("directory/denmark.yaml"), "denmark.yaml");
  const auto areas = read_areas({{"municipalities.csv", shipped("areas/municipalities.csv")},
                                 {"areas.csv", shipped("areas/areas.csv")},
                                 {"members.csv", shipped("areas/members.csv")}});
  ASSERT_TRUE(tasks.ok()) << tasks.problem().where << ": " << tasks.problem().what;
  ASSERT_TRUE(parties.ok()) << parties.problem().where << ": " << parties.problem().what;
  ASSERT_TRUE(areas.ok()) << areas.problem().where << ": " << areas.problem().what;
  ASSERT_EQ(tasks->size(), 4u);
  for (const LegalTask& task : *tasks) {
    EXPECT_EQ(task.on(day - Duration{1}).authority, PartyKind::municipality) << task.id;
    EXPECT_EQ(task.on(day).authority, PartyKind::region) << task.id;
  }

  Directory directory;
  for (const PartyInfo& party : *parties) {
    EXPECT_TRUE(party.name.starts_with("Test ")) << party.name;
    EXPECT_TRUE(party.gln.starts_with("29579") && std::to_string(party.party.sor).starts_with("999"))
        << party.name;
    directory.add(party);
  }
  size_t municipalities = 0;
  for (const PartyInfo& party : *parties) {
    if (party.kind != PartyKind::municipality) continue;
    ++municipalities;
    const Municipality* one = areas->municipality(party.municipality);
    ASSERT_NE(one, nullptr) << party.name;
    EXPECT_EQ(party.name, "Test " + one->name + " Kommune");
    const std::string region = areas->areas_of(*one, day)[0].area->name;
    for (const LegalTask& task : *tasks) {
      WorkRow row;
      row.task = task.id;
      row.holder = party.party;
      const auto cut = cut_over(row, day, directory, *tasks);
      ASSERT_TRUE(cut) << party.name << " " << task.id;
      EXPECT_EQ(cut->why, CutOver::Unknown::nothing) << party.name << " " << task.id;
      EXPECT_TRUE(directory.find(cut->after)->name.starts_with("Test " + region)) << party.name;
      EXPECT_FALSE(cut_over(row, day - days(1), directory, *tasks)) << "on its day and no other";
    }
  }
  EXPECT_EQ(municipalities, areas->municipalities().size());
  const auto regions_on = [&](Instant on) {
    return std::ranges::count_if(*parties, [&](const PartyInfo& party) {
      return party.kind == PartyKind::region && party.organisation == 0 && directory.exists(party.party, on);
    });
  };
  EXPECT_EQ(regions_on(day - Duration{1}), 5);
  EXPECT_EQ(regions_on(day), 4);
}

// --- one duty on the list of the day beforehand ---

struct OneDuty : testing::Test {
  Directory directory;
  std::vector<LegalTask> tasks = *read_authorities(good, "t.yaml");
  WorkRow row;
  PartyInfo holder, unit;
  void SetUp() override {
    holder.party = {1};
    holder.kind = PartyKind::municipality;
    unit.party = {2};
    unit.kind = PartyKind::region;
    row.task = "acute-nursing";
    row.holder = {1};
  }
  std::optional<CutOver> cut() {
    directory.add(holder);
    directory.add(unit);
    return cut_over(row, day, directory, tasks);
  }
};

TEST_F(OneDuty, GoesToTheUnitThatIsNamed) {
  holder.hands_over = {{"acute-nursing", day, {2}, true, "agreed"}};
  const auto found = cut();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->after, unit.party);
  EXPECT_EQ(found->authority_before, PartyKind::municipality);
  EXPECT_EQ(found->authority_after, PartyKind::region);
  EXPECT_TRUE(found->same_performer);
  EXPECT_EQ(found->rule, "agreed");
  EXPECT_EQ(found->why, CutOver::Unknown::nothing);
}

TEST_F(OneDuty, OrSaysWhyThatCannotBeTold) {
  EXPECT_EQ(cut()->why, CutOver::Unknown::no_unit_named);
  EXPECT_TRUE(cut()->after.none());
  EXPECT_EQ(cut()->authority_after, PartyKind::region);
  EXPECT_EQ(cut()->rule, "B");

  holder.hands_over = {{"acute-nursing", day, {2}, false, "agreed"}};
  unit.from = day + days(1);
  EXPECT_EQ(cut()->why, CutOver::Unknown::successor_absent);
  unit.from = {};
  unit.kind = PartyKind::municipality;
  EXPECT_EQ(cut()->why, CutOver::Unknown::wrong_authority);
  EXPECT_EQ(cut()->after, unit.party) << "it will have it all the same";

  row.holder = {3};
  EXPECT_EQ(cut()->why, CutOver::Unknown::no_such_holder);
}

TEST_F(OneDuty, StaysOffTheListWhenItDoesNotMoveThatDay) {
  row.task = "care";
  EXPECT_FALSE(cut());
  row.holder = {3};
  EXPECT_FALSE(cut());
  row.task = "acute-nursing";
  row.holder = {2};
  EXPECT_FALSE(cut()) << "the region has it already";
}

TEST_F(OneDuty, MovesWhenItsHolderCeases) {
  row.task = "care";
  holder.to = day;
  EXPECT_EQ(cut()->why, CutOver::Unknown::nobody_after);
  holder.successor = {2};
  EXPECT_EQ(cut()->after, unit.party);
  EXPECT_EQ(cut()->rule, "ceased");
}

}  // namespace
}  // namespace klynge
