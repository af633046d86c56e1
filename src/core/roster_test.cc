#include "core/roster.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "core/access.h"
#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

const Instant spring = morning - days(120);

Result<std::vector<CaseKind>> kinds_in(const std::string& text) {
  return read_case_kinds(text, "kinds.yaml");
}

std::vector<CaseKind> shipped() {
  std::ifstream file(KLYNGE_SOURCE_DIR "/data/case-kinds.yaml");
  std::stringstream text;
  text << file.rdbuf();
  auto kinds = read_case_kinds(text.str(), "case-kinds.yaml");
  EXPECT_TRUE(kinds.ok()) << (kinds.ok() ? "" : kinds.problem().where + " " + kinds.problem().what);
  return kinds ? *kinds : std::vector<CaseKind>{};
}

// The world of test_setting.h with the shipped case kinds, and somebody who imports.
struct World : test::Ledger {
  World() { rules.case_kinds = shipped(); }
  Answer state(std::vector<CaseStated> cases, bool complete = false) {
    return ask(StateCases{std::move(cases), complete, 7}, Caller{operations, CallerRole::operations});
  }
};

constexpr Caller person(Party party) {
  return {party, CallerRole::person};
}

// --- the data ---

TEST(CaseKinds, TheShippedOnesNameTheirLaw) {
  const auto kinds = shipped();
  ASSERT_FALSE(kinds.empty());
  for (const CaseKind& kind : kinds) EXPECT_NE(kind.law.find("§"), std::string::npos) << kind.id;
}

TEST(CaseKinds, AMistakeIsRefusedWithItsPlace) {
  const std::string good =
      "case_kinds:\n  - id: a\n    name: {da: A, en: Aa}\n    law: X § 1\n    desks: [municipality]\n";
  EXPECT_TRUE(kinds_in(good + "    basis: none\n").ok());
  const std::pair<std::string, std::string> wrong[] = {
      {good, "kinds.yaml:2:5"},
      {good + "    basis: yes\n", "kinds.yaml:6:12"},
      {good + "    basis: {from: 2026-02-30}\n", "kinds.yaml:6:19"},
      {good + "    basis: {from: 2026-02-01, to: 2026-01-01}\n", "kinds.yaml:6:35"},
      {good + "    basis: none\n    also: [A]\n", "kinds.yaml:7:12"},
      {good + "    basis: none\n    colour: red\n", "kinds.yaml:7"},
      {"case_kinds:\n  - id: a\n    name: {da: A, en: Aa}\n    law: X § 1\n    desks: [cluster]\n    basis: "
       "none\n",
       "kinds.yaml:5:13"},
  };
  for (const auto& [text, where] : wrong) {
    const auto kinds = kinds_in(text);
    ASSERT_FALSE(kinds.ok()) << text;
    EXPECT_TRUE(kinds.problem().where.starts_with(where)) << kinds.problem().where << "\n" << text;
  }
}

// --- the basis ---

TEST(Roster, ABasisIsACaseOfAKindThatGivesOneOnThatDay) {
  World world;
  EXPECT_FALSE(has_basis(world.record, world.rules.case_kinds, morning));
  ASSERT_TRUE(world.state({{"aids", nurses, spring, {}}}).ok());
  EXPECT_FALSE(has_basis(world.record, world.rules.case_kinds, morning)) << "aids alone give none";
  ASSERT_TRUE(world.state({{"home-nursing", nurses, spring, morning}}).ok());
  EXPECT_TRUE(has_basis(world.record, world.rules.case_kinds, spring));
  EXPECT_TRUE(has_basis(world.record, world.rules.case_kinds, morning - seconds(1)));
  EXPECT_FALSE(has_basis(world.record, world.rules.case_kinds, morning)) << "the day after the last";
  EXPECT_FALSE(has_basis(world.record, world.rules.case_kinds, spring - seconds(1)));
  world.rules.case_kinds.front().basis_to = spring + days(1);
  EXPECT_FALSE(has_basis(world.record, world.rules.case_kinds, spring + days(1))) << "the law changed";
  world.rules.case_kinds.clear();
  EXPECT_FALSE(has_basis(world.record, world.rules.case_kinds, spring)) << "a kind nobody knows";
}

// --- what a roster says ---

TEST(Roster, TheSameAgainChangesNothing) {
  World world;
  const std::vector<CaseStated> said = {{"home-care", municipality, spring, {}},
                                        {"home-nursing", nurses, spring, morning + days(9)}};
  ASSERT_TRUE(world.state(said).ok());
  ASSERT_EQ(world.record.cases.size(), 2u);
  const Record before = world.record;
  ASSERT_TRUE(world.state(said).ok());
  ASSERT_TRUE(world.state(said, true).ok());
  EXPECT_EQ(world.record.cases, before.cases);
}

TEST(Roster, NewDaysChangeTheCaseAndDoNotOpenAnother) {
  World world;
  world.state({{"home-care", municipality, spring, {}}});
  world.state({{"home-care", municipality, spring, morning + days(1)}});
  ASSERT_EQ(world.record.cases.size(), 1u);
  EXPECT_EQ(world.record.cases[0].to, morning + days(1));
  world.state({{"home-care", municipality, spring - days(3), morning + days(1)}});
  ASSERT_EQ(world.record.cases.size(), 1u);
  EXPECT_EQ(world.record.cases[0].from, spring - days(3));
  world.state({{"home-care", municipality, morning + days(30), {}}});
  EXPECT_EQ(world.record.cases.size(), 2u) << "days apart are another case";
}

TEST(Roster, OnlyAWholeRosterEndsWhatItDoesNotName) {
  World world;
  world.state({{"home-care", municipality, spring, {}}, {"home-nursing", nurses, spring, {}}});
  world.state({{"home-care", municipality, spring, {}}});
  EXPECT_TRUE(world.record.cases[1].runs(world.now));
  world.state({{"home-care", municipality, spring, {}}}, true);
  EXPECT_TRUE(world.record.cases[0].runs(world.now));
  EXPECT_FALSE(world.record.cases[1].runs(world.now));
  const auto cases = world.record.cases;
  world.now = world.now + days(1);
  world.state({{"home-care", municipality, spring, {}}}, true);
  EXPECT_EQ(world.record.cases, cases) << "what has ended does not end again";
  world.state({{"home-nursing", nurses, spring, {}}});
  EXPECT_TRUE(world.record.cases[1].runs(world.now)) << "it is on the roster again";
}

TEST(Roster, OnlyOperationsMayStateCasesAndOnlyOfDesksThereAre) {
  World world;
  const StateCases said{{{"home-care", municipality, spring, {}}}, false, 0};
  EXPECT_EQ(world.ask(said, person(municipality)).refusal, Refusal::not_allowed);
  EXPECT_EQ(world.state({{"home-care", Party{4711}, spring, {}}}).refusal, Refusal::no_such_party);
  EXPECT_TRUE(world.record.cases.empty());
}

// --- which desk acts ---

TEST(Roster, TheKindThatStandsFirstNamesTheDesk) {
  World world;
  const auto desk = [&](Party of) { return acting_desk(world.record, world.rules, of, world.now); };
  EXPECT_EQ(desk(municipality), municipality);
  world.state({{"home-care", municipality_on_call, spring, {}}});
  EXPECT_EQ(desk(municipality), municipality_on_call);
  world.state({{"home-nursing", nurses, spring, {}}});
  EXPECT_EQ(desk(municipality), nurses);
  EXPECT_EQ(desk(other_municipality), other_municipality)
      << "another municipality's roster says nothing there";
  world.state({}, true);
  EXPECT_EQ(desk(municipality), municipality);
}

NotifyStay stay(StayEvent event, uint8_t message, Instant at) {
  NotifyStay said;
  said.message = key(message);
  said.event = event;
  said.event_at = said.sent = at;
  said.courses = {key(200)};
  said.ward = said.sender = ward_a;
  said.municipality = municipality;
  return said;
}
const Caller door{ward_a, CallerRole::door};

const Duty* open_task(const Record& record, const std::string& task) {
  for (const Duty* duty : record.all_duties())
    if (duty->open() && duty->task == task) return duty;
  return nullptr;
}

TEST(Roster, WhatThePathwayGivesTheMunicipalityGoesToTheDesk) {
  World world;
  world.state({{"home-nursing", nurses, spring, {}}});
  world.ask(stay(StayEvent::admitted, 1, world.now - hours(9)), door);
  world.ask(stay(StayEvent::home, 2, world.now - hours(1)), door);
  ASSERT_NE(open_task(world.record, "first-visit"), nullptr);
  EXPECT_EQ(open_task(world.record, "first-visit")->holder, nurses);
  EXPECT_EQ(open_task(world.record, "care")->holder, nurses);
  EXPECT_EQ(open_task(world.record, "contact")->coming->to, nurses);
}

TEST(Roster, AMoveTakesThePassThatWasAnnouncedToTheDeskAlong) {
  World world;
  world.state({{"home-nursing", nurses, spring, {}}});
  world.ask(stay(StayEvent::admitted, 1, world.now - hours(9)), door);
  world.ask(stay(StayEvent::home, 2, world.now - hours(2)), door);
  NotifyStay moved = stay(StayEvent::home, 3, world.now - hours(1));
  moved.municipality = other_municipality;
  world.ask(moved, door);
  EXPECT_EQ(open_task(world.record, "contact")->coming->to, other_municipality);
}

// --- to whom a case opens the citizen ---

TEST(Roster, ACaseOpensTheCitizenToItsDeskAlone) {
  World world;
  const auto scope = [&](Party party) {
    return may(person(party), Action::read, world.record, world.rules, world.now).scope;
  };
  world.ask(stay(StayEvent::admitted, 1, world.now - hours(9)), door);
  EXPECT_EQ(scope(municipality), scope::lane) << "nobody else is named, and it receives the notifications";
  EXPECT_EQ(scope(nurses), scope::nothing);
  world.state({{"home-nursing", nurses, spring, {}}});
  EXPECT_EQ(scope(nurses), scope::lane);
  EXPECT_EQ(scope(municipality), scope::nothing);
  EXPECT_EQ(scope(other_municipality), scope::nothing);
  EXPECT_EQ(scope(ward_a), scope::lane);
  world.state({{"home-nursing", nurses, spring, {}}, {"aids", municipality_on_call, spring, {}}});
  EXPECT_EQ(scope(municipality_on_call), scope::nothing) << "a case that is no basis opens nothing";
  world.state({{"home-nursing", nurses, spring, {}}, {"home-care", municipality, spring, {}}});
  EXPECT_EQ(scope(municipality), scope::lane) << "it has a case of its own";
  world.state({}, true);
  EXPECT_EQ(scope(nurses), scope::nothing) << "the case has ended";
}

// --- what is told of the time before Klynge ---

NotifyStay reconstructed(NotifyStay said) {
  said.reconstructed = true;
  return said;
}

TEST(History, WhatIsOverOpensNothingAndClosesItsCourse) {
  World world;
  world.ask(reconstructed(stay(StayEvent::admitted, 1, world.now - days(60))), door);
  ASSERT_NE(open_task(world.record, "contact"), nullptr);
  EXPECT_EQ(open_task(world.record, "admission-report"), nullptr);
  EXPECT_TRUE(next_due(world.record).none());
  world.ask(reconstructed(stay(StayEvent::home, 2, world.now - days(50))), door);
  for (const Duty* duty : world.record.all_duties()) EXPECT_FALSE(duty->open()) << duty->task;
  ASSERT_EQ(world.record.all_courses().size(), 1u);
  EXPECT_FALSE(world.record.all_courses()[0]->open());
  EXPECT_TRUE(next_due(world.record).none());
}

TEST(History, WhatIsStillToComeComes) {
  World world;
  world.ask(reconstructed(stay(StayEvent::admitted, 1, world.now - days(4))), door);
  world.ask(reconstructed(stay(StayEvent::home, 2, world.now - hours(10))), door);
  const Duty* visit = open_task(world.record, "first-visit");
  ASSERT_NE(visit, nullptr);
  EXPECT_EQ(visit->due, world.now + hours(14));
  EXPECT_EQ(open_task(world.record, "contact")->coming->at, world.now + hours(62));
  EXPECT_TRUE(broken_invariants(world.record, world.rules, world.now).empty());
}

TEST(History, AfterIts72HoursTheMunicipalityIsCalledAndNobodyIsAskedWhetherItKnows) {
  World world;
  world.rules.acts_for.clear();  // listening only
  world.ask(reconstructed(stay(StayEvent::admitted, 1, world.now - days(9))), door);
  // The follow-up that is still owed keeps the course open: here by a duty somebody opened.
  ASSERT_TRUE(world.ask(OpenDuty{"other", 1, municipality, {}, {}, 1}, person(municipality)).ok());
  world.ask(reconstructed(stay(StayEvent::home, 2, world.now - days(5))), door);
  ASSERT_NE(open_task(world.record, "contact"), nullptr);
  EXPECT_EQ(open_task(world.record, "contact")->holder, municipality);
  EXPECT_EQ(open_task(world.record, "make-sure-it-arrived"), nullptr);
  EXPECT_TRUE(broken_invariants(world.record, world.rules, world.now).empty());
}

TEST(History, AStayThatNeverEndedStaysInHospitalWithoutAClock) {
  World world;
  world.ask(reconstructed(stay(StayEvent::admitted, 1, world.now - days(300))), door);
  world.ask(reconstructed(stay(StayEvent::leave, 2, world.now - days(299))), door);
  EXPECT_EQ(world.record.courses.at(0).stay, StayState::leave);
  ASSERT_NE(open_task(world.record, "discharge"), nullptr) << "the log would have the message";
  EXPECT_TRUE(open_task(world.record, "discharge")->due.none());
  EXPECT_TRUE(broken_invariants(world.record, world.rules, world.now).empty());
  EXPECT_TRUE(next_due(world.record).none());
  world.ask(stay(StayEvent::home, 3, world.now), door);
  EXPECT_NE(open_task(world.record, "first-visit"), nullptr) << "what comes now is as ever";
}

}  // namespace
}  // namespace klynge
