// Stays that no notification ends, closed by somebody who knows.
#include <gtest/gtest.h>

#include <map>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

struct ByHand : testing::Test {
  Ledger ledger;
  void SetUp() override { ledger.notify(StayEvent::admitted); }
  void TearDown() override {
    EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
    EXPECT_EQ(ledger.refolded(), ledger.record);
  }
  Answer close(Party by, Instant at = {}, uint8_t text = 1,
               ClosedBecause because = ClosedBecause::seen_at_home) {
    const CallerRole role = by == operations ? CallerRole::operations : CallerRole::person;
    return ledger.ask(CloseStay{1, because, at, text}, Caller{by, role});
  }
  const Course& course() const { return *ledger.record.course(1); }
};

TEST_F(ByHand, OnlyWhoHasTheDischargeTheMunicipalityOrOperationsMayAndSaysHowItIsKnown) {
  ledger.now = morning + days(31);
  for (const Party nobody : {ward_b, gp, other_municipality, nurses})
    EXPECT_EQ(close(nobody).refusal, Refusal::not_yours) << nobody.sor;
  EXPECT_EQ(close(municipality, {}, 0).refusal, Refusal::reason_required);
  EXPECT_EQ(close(municipality, {}, 1, ClosedBecause{9}).refusal, Refusal::reason_required);
  EXPECT_EQ(close(municipality, ledger.now + hours(1)).refusal, Refusal::wrong_time);
  EXPECT_EQ(close(municipality, morning).refusal, Refusal::wrong_time) << "the admission is as late as that";
  EXPECT_EQ(ledger.ask(CloseStay{2, ClosedBecause::other, {}, 1}, municipality).refusal,
            Refusal::no_such_course);
  EXPECT_EQ(course().stay, StayState::admitted);
  EXPECT_TRUE(close(ward_a).ok());
  EXPECT_EQ(course().stay, StayState::home);
  EXPECT_EQ(close(municipality).refusal, Refusal::no_open_stay);
}

TEST_F(ByHand, ItRunsThePathwayAsADischargeWithAPersonAsItsSource) {
  ledger.now = morning + days(31);
  ASSERT_TRUE(close(municipality, morning + days(30)).ok());
  EXPECT_EQ(ledger.open("treatment"), nullptr);
  EXPECT_EQ(ledger.holder("care"), municipality);
  EXPECT_EQ(ledger.open("first-visit")->due, morning + days(31));
  const Duty* discharge = nullptr;
  for (const Duty* duty : ledger.record.all_duties())
    if (duty->task == "discharge") discharge = duty;
  EXPECT_EQ(discharge->proof, Proof::act);
  EXPECT_EQ(course().deciding()->form, NoteForm::by_hand);
  EXPECT_EQ(ledger.said<StayClosed>(), 1u);
}

TEST_F(ByHand, TheHospitalsOwnWordTakesItsPlaceEarlierOrLater) {
  for (const Duration off : {hours(-20), hours(5)}) {
    Ledger again;
    again.notify(StayEvent::admitted);
    again.now = morning + days(31);
    again.ask(CloseStay{1, ClosedBecause::other, morning + days(30), 1}, operations);
    again.notify(StayEvent::home, morning + days(30) + off);
    EXPECT_EQ(again.record.course(1)->deciding()->at, morning + days(30) + off);
    EXPECT_EQ(again.open("first-visit")->due, morning + days(31) + off);
    EXPECT_EQ(again.open("contact")->coming->at, morning + days(33) + off) << "the 72 hours too";
    EXPECT_EQ(again.broken(), std::vector<std::string>{});
  }
}

TEST_F(ByHand, InAClosedCourseItIsToldAndNothingIsOpenedAgain) {
  ledger.now = morning + days(31);
  close(municipality);
  ledger.ask(CompleteDuty{ledger.open("first-visit")->number, 0}, municipality);
  ledger.tick_at(ledger.now + hours(72));
  ASSERT_FALSE(course().open());
  ledger.notify(StayEvent::home, morning + days(29));
  EXPECT_FALSE(course().open());
  EXPECT_EQ(course().deciding()->at, morning + days(29));
  EXPECT_EQ(ledger.record.last_course, 1);
}

TEST_F(ByHand, NewsFromLaterSaysThatItWasNotOver) {
  ledger.now = morning + days(31);
  close(municipality, morning + days(30));
  ledger.notify(StayEvent::leave, morning + days(20));
  EXPECT_EQ(course().stay, StayState::home) << "of an earlier hour: history";
  ledger.notify(StayEvent::back, morning + days(31));
  EXPECT_EQ(course().stay, StayState::admitted);
  EXPECT_EQ(ledger.holder("treatment"), ward_a);
}

TEST_F(ByHand, ADeathIsTrueWhateverWasSaidOfTheDischarge) {
  ledger.now = morning + days(31);
  close(municipality, morning + days(30));
  ledger.ask(CompleteDuty{ledger.open("first-visit")->number, 0}, municipality);
  ledger.tick_at(ledger.now + hours(72));
  ASSERT_FALSE(course().open());
  ledger.notify(StayEvent::dead, morning + days(28));
  EXPECT_EQ(ledger.record.died, morning + days(28));
  EXPECT_NE(ledger.open("after-death", 2), nullptr);
}

// --- whichever was told of first, the later stay overtakes the earlier home ---

TEST(Overtaken, AStayThatIsToldOfLateFindsItselfOvertaken) {
  const auto tell = [](Ledger& ledger, bool late) {
    const auto note = [&](StayEvent event, Instant at, uint8_t course, uint8_t message) {
      NotifyStay told = ledger.notification(event, at);
      told.courses = {key(course)};
      told.message = key(message);
      ledger.notify(told);
    };
    ledger.now = morning + days(5);
    if (late) note(StayEvent::admitted, morning + days(4), 51, 103);
    note(StayEvent::admitted, morning, 50, 101);
    note(StayEvent::home, morning + days(2), 50, 102);
    if (!late) note(StayEvent::admitted, morning + days(4), 51, 103);
    EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
    EXPECT_EQ(ledger.refolded(), ledger.record);
  };
  const auto stays = [](const Ledger& ledger) {
    std::map<Key, std::pair<StayState, Key>> all;
    for (const Course* course : ledger.record.all_courses())
      all[course->keys.front()] = {course->stay, course->overtaken_by};
    return all;
  };
  Ledger in_order, late;
  tell(in_order, false);
  tell(late, true);
  EXPECT_EQ(stays(in_order), stays(late));
  EXPECT_EQ(stays(late)[key(50)].first, StayState::elsewhere);
  for (const Ledger* ledger : {&in_order, &late})
    for (const Duty& duty : ledger->record.duties) EXPECT_FALSE(duty.open() && duty.task == "first-visit");
}

// --- an acceptance by phone that is contested on the day the task moves to another authority ---

TEST(CutOver, WhatIsContestedTheDayAfterGoesToTheNewAuthorityAndNotBackToTheOld) {
  Ledger ledger;
  const Instant day = morning + days(1);
  PartyInfo old_one = *ledger.rules.directory.find(municipality);
  old_one.hands_over = {{"first-visit", day, other_municipality, false, "a law"}};
  ledger.rules.directory.add(old_one);
  ledger.notify(StayEvent::admitted, morning - days(3));
  ledger.notify(StayEvent::home, morning);
  const uint16_t visit = ledger.open("first-visit")->number;
  ledger.now = day - hours(2);
  ASSERT_TRUE(ledger.ask(AcceptByPhone{visit, gp, 1}, municipality).ok());
  ledger.now = day + hours(2);
  ASSERT_TRUE(ledger.ask(ContestAcceptance{visit, 1}, gp).ok());
  EXPECT_EQ(ledger.holder("first-visit"), other_municipality);
  EXPECT_EQ(ledger.open("first-visit")->ground, Ground::succession);
  EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
  EXPECT_EQ(ledger.refolded(), ledger.record);
}

// --- an offer that ends with whoever was asked, when the duty is late already ---

TEST(OfferEnded, TheHoldersOwnClockRunsAgainAfterTheGrace) {
  Ledger ledger;
  ledger.notify(StayEvent::admitted);
  const uint16_t report = ledger.open("admission-report")->number;
  ledger.now = morning + hours(20);
  ledger.ask(OfferDuty{report, nurses, morning + hours(30), 0}, municipality);
  ledger.tick_at(morning + hours(30));
  ASSERT_EQ(ledger.open("admission-report")->clock_kind, ClockKind::offer);
  ledger.now = morning + hours(31);
  ASSERT_TRUE(ledger.ask(AssignDuty{report, nurses, 0}, municipality).ok());
  EXPECT_EQ(ledger.open("admission-report")->clock, ledger.now + ledger.rules.grace);
}

}  // namespace
}  // namespace klynge
