// What a page may offer is what the decision would say yes to: each of it is asked for, and everything else
// is refused.
#include "core/view/allowed.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

struct AllowedNow : testing::Test {
  Ledger ledger;

  Allowed by(Party party, CallerRole role = CallerRole::person) const {
    return allowed(ledger.record, {party, role}, ledger.rules, ledger.now);
  }
  static bool has(const std::vector<Tellable>& told, Tellable what) {
    return std::ranges::find(told, what) != told.end();
  }
  static std::vector<std::string> tasks(const std::vector<Openable>& open) {
    std::vector<std::string> names;
    for (const Openable& one : open) names.push_back(one.task);
    return names;
  }
};

TEST_F(AllowedNow, TheWardTellsOfTheStayAndTheMunicipalityClosesIt) {
  ledger.notify(StayEvent::admitted);
  const Allowed ward = by(ward_a), desk = by(municipality), clinic = by(gp);
  ASSERT_EQ(ward.courses.size(), 1u);
  using enum Tellable;
  EXPECT_TRUE(has(ward.courses[0].tell, expect_discharge));
  EXPECT_TRUE(has(ward.courses[0].tell, ready));
  EXPECT_FALSE(has(ward.courses[0].tell, not_ready));
  EXPECT_FALSE(has(ward.courses[0].tell, prolong)) << "no hours run";
  ledger.now = ledger.now + hours(1);
  EXPECT_TRUE(has(by(municipality).courses[0].tell, close_stay));
  EXPECT_FALSE(has(desk.courses[0].tell, ready)) << "the hospital says that";
  EXPECT_TRUE(clinic.courses[0].tell.empty()) << "who has no part tells nothing of the stay";
  EXPECT_TRUE(clinic.tell.empty());
  EXPECT_TRUE(has(desk.tell, name_gp));
  EXPECT_TRUE(has(desk.tell, object));
  EXPECT_FALSE(has(desk.tell, object_no_more));
  ledger.ask(StateObjection{false, 0}, municipality);
  EXPECT_FALSE(has(by(municipality).tell, object));
  EXPECT_TRUE(has(by(municipality).tell, object_no_more));
}

TEST_F(AllowedNow, WhatIsToldIsAllowedNoMoreAndWhatFollowsIs) {
  ledger.notify(StayEvent::admitted);
  ledger.ask(TellStay{1, StayEvent::ready, {}, 0}, ward_a);
  EXPECT_FALSE(has(by(ward_a).courses[0].tell, Tellable::ready));
  EXPECT_TRUE(has(by(ward_a).courses[0].tell, Tellable::not_ready));
  ledger.now = ledger.now + hours(30);
  ledger.notify(StayEvent::home);
  EXPECT_TRUE(has(by(ward_a).courses[0].tell, Tellable::prolong)) << "the 72 hours run";
  EXPECT_FALSE(has(by(municipality).courses[0].tell, Tellable::prolong));
  EXPECT_FALSE(has(by(municipality).courses[0].tell, Tellable::close_stay));
}

TEST_F(AllowedNow, AnExpectedStayIsMovedOrCalledOff) {
  ledger.record.municipality = municipality;
  EXPECT_TRUE(has(by(ward_a).tell, Tellable::expect_stay));
  EXPECT_TRUE(has(by(municipality).tell, Tellable::expect_stay));
  EXPECT_FALSE(has(by(gp).tell, Tellable::expect_stay));
  ASSERT_TRUE(ledger.ask(ExpectStay{0, ward_a, municipality, ledger.now + days(2), 0}, ward_a).ok());
  const Allowed ward = by(ward_a);
  EXPECT_TRUE(has(ward.courses[0].tell, Tellable::expect_stay));
  EXPECT_TRUE(has(ward.courses[0].tell, Tellable::call_off_stay));
  EXPECT_FALSE(has(ward.courses[0].tell, Tellable::close_stay));
}

TEST_F(AllowedNow, DyingIsTheHospitalsToSayOfWhoeverIsThereAndOnce) {
  ledger.notify(StayEvent::admitted);
  EXPECT_TRUE(has(by(ward_a).courses[0].tell, Tellable::terminal));
  EXPECT_FALSE(has(by(municipality).courses[0].tell, Tellable::terminal));
  ASSERT_TRUE(ledger.ask(TellStay{1, StayEvent::terminal, {}, 0}, ward_a).ok());
  EXPECT_FALSE(has(by(ward_a).courses[0].tell, Tellable::terminal)) << "it was said";
  ledger.now = ledger.now + hours(1);
  ledger.notify(StayEvent::home);
  ledger.now = ledger.now + hours(1);
  ledger.notify(StayEvent::admitted);
  EXPECT_TRUE(has(by(ward_a).courses.back().tell, Tellable::terminal)) << "of another stay";
}

TEST_F(AllowedNow, AnEmergencyCallIsToldOfWhoeverIsAtHomeUntilItIsOver) {
  ledger.notify(StayEvent::admitted);
  EXPECT_FALSE(has(by(ward_a).courses[0].tell, Tellable::emergency_call)) << "in hospital";
  ledger.now = ledger.now + hours(30);
  ledger.notify(StayEvent::home);
  for (const Party party : {ward_a, municipality}) {
    EXPECT_TRUE(has(by(party).courses[0].tell, Tellable::emergency_call));
    EXPECT_FALSE(has(by(party).courses[0].tell, Tellable::emergency_over)) << "nobody has called";
  }
  EXPECT_FALSE(has(by(gp).courses[0].tell, Tellable::emergency_call)) << "no part in it";
  ASSERT_TRUE(ledger.ask(TellStay{1, StayEvent::emergency_call, {}, 0}, municipality).ok());
  for (const Party party : {ward_a, municipality}) {
    EXPECT_FALSE(has(by(party).courses[0].tell, Tellable::emergency_call)) << "it is known";
    EXPECT_TRUE(has(by(party).courses[0].tell, Tellable::emergency_over));
  }
  ASSERT_TRUE(ledger.ask(TellStay{1, StayEvent::emergency_over, {}, 0}, ward_a).ok());
  EXPECT_TRUE(has(by(ward_a).courses[0].tell, Tellable::emergency_call)) << "and once more";
  EXPECT_FALSE(has(by(ward_a).courses[0].tell, Tellable::emergency_over));
}

TEST_F(AllowedNow, TheGpIsToldOfByAPersonWhenOneIsNamedAndTheCitizenDoesNotObject) {
  ledger.notify(StayEvent::admitted);
  EXPECT_FALSE(has(by(ward_a).courses[0].tell, Tellable::tell_gp)) << "nobody knows who it is";
  ASSERT_TRUE(ledger.ask(NameGp{gp}, ward_a).ok());
  EXPECT_TRUE(has(by(ward_a).courses[0].tell, Tellable::tell_gp));
  EXPECT_TRUE(has(by(municipality).courses[0].tell, Tellable::tell_gp));
  EXPECT_FALSE(has(by(other_municipality).courses[0].tell, Tellable::tell_gp));
  EXPECT_FALSE(has(by(operations, CallerRole::operations).courses[0].tell, Tellable::tell_gp));
  ledger.ask(StateObjection{false, 0}, municipality);
  EXPECT_FALSE(has(by(ward_a).courses[0].tell, Tellable::tell_gp)) << "the citizen does not want it";
}

TEST_F(AllowedNow, ACircumstanceIsStatedByWhoHasAPartAndAMoveByTheMunicipalityThatHasTheCitizen) {
  ledger.notify(StayEvent::admitted);
  for (const Party party : {ward_a, municipality}) EXPECT_TRUE(has(by(party).tell, Tellable::state));
  EXPECT_FALSE(has(by(other_municipality).tell, Tellable::state));
  EXPECT_TRUE(has(by(municipality).tell, Tellable::move));
  EXPECT_FALSE(has(by(ward_a).tell, Tellable::move));
  EXPECT_FALSE(has(by(other_municipality).tell, Tellable::move));
  EXPECT_TRUE(has(by(operations, CallerRole::operations).tell, Tellable::move));
  ASSERT_TRUE(ledger.ask(MoveCitizen{other_municipality, {}}, municipality).ok());
  EXPECT_FALSE(has(by(municipality).tell, Tellable::move)) << "the citizen has moved";
  EXPECT_TRUE(has(by(other_municipality).tell, Tellable::move));
}

TEST_F(AllowedNow, ADutyThatIsOpenOrProvedByAMessageIsNotOpenedByHand) {
  Task plan = task("plan", Strand::none, {PartyKind::hospital});
  plan.opened_by_person = true;
  ledger.rules.pathways.front().tasks.push_back(plan);
  ledger.notify(StayEvent::admitted);
  EXPECT_EQ(tasks(by(ward_a).courses[0].open), (std::vector<std::string>{"plan", "other"}))
      << "a first visit after discharge is not owed in hospital";
  EXPECT_EQ(by(ward_a).courses[0].open[0].takers, (std::vector<PartyKind>{PartyKind::hospital}));
  EXPECT_EQ(tasks(by(ward_a).open), (std::vector<std::string>{"other"})) << "of no course";
  const std::vector<Openable> open = by(ward_a).courses[0].open;
  for (const Openable& one : open)
    EXPECT_TRUE(ledger.ask(OpenDuty{one.task, 1, {}, {}, {}, 1}, ward_a).ok()) << one.task;
  EXPECT_EQ(tasks(by(ward_a).courses[0].open), (std::vector<std::string>{"other"})) << "all are open";
  ledger.notify(StayEvent::home);
  EXPECT_EQ(tasks(by(ward_a).courses[0].open), (std::vector<std::string>{"other"})) << "a rule has opened it";
  ledger.ask(CompleteDuty{ledger.open("first-visit")->number, 0}, municipality);
  EXPECT_EQ(tasks(by(ward_a).courses[0].open), (std::vector<std::string>{"other", "first-visit"}))
      << "those that no rule opens, what is told in words, then the pathway's";
  ledger.notify(StayEvent::dead);
  EXPECT_TRUE(tasks(by(ward_a).courses[0].open).empty()) << "a rule has opened what is owed after a death";
}

TEST_F(AllowedNow, LettersAreForWhoHasANumberToSendFromAndSomebodyToSendTo) {
  ledger.notify(StayEvent::admitted);
  EXPECT_FALSE(by(ward_a).write) << "no location numbers";
  for (const Party party : {ward_a, municipality}) {
    PartyInfo info = *ledger.rules.directory.find(party);
    info.gln = "5790000000000";
    ledger.rules.directory.add(info);
  }
  EXPECT_TRUE(by(ward_a).write);
  EXPECT_FALSE(by(ward_b).write) << "none to send from";
  EXPECT_FALSE(by(gp).write) << "no part in it";
  const auto draft = ledger.ask(PrepareLetter{.to = municipality, .category = "other"}, ward_a);
  ASSERT_TRUE(ledger.ask(SendLetter{draft.letter, key(1), key(2)}, ward_a).ok());
  const Allowed ward = by(ward_a), clinic = by(gp);
  ASSERT_EQ(ward.threads.size(), 1u);
  EXPECT_TRUE(ward.threads[0].reply && ward.threads[0].forward);
  EXPECT_FALSE(clinic.threads[0].reply || clinic.threads[0].forward);
}

TEST_F(AllowedNow, NothingIsAllowedWhoIsNoPersonOrOfAFrozenRecord) {
  ledger.notify(StayEvent::admitted);
  for (const CallerRole role : {CallerRole::citizen, CallerRole::relative, CallerRole::forum,
                                CallerRole::administrator, CallerRole::door, CallerRole::clock}) {
    const Allowed none = by(ward_a, role);
    EXPECT_TRUE(none.tell.empty() && none.open.empty() && none.courses.empty() && !none.write);
  }
  ledger.record.frozen = true;
  EXPECT_TRUE(by(ward_a).courses.empty());
}

TEST_F(AllowedNow, TryingChangesNothing) {
  ledger.notify(StayEvent::admitted);
  const Record before = ledger.record;
  (void)by(ward_a);
  EXPECT_EQ(ledger.record, before);
}

}  // namespace
}  // namespace klynge
