// Clocks and ladders: who is told, when, and again.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;
using Parties = std::vector<Party>;

struct Clocks : testing::Test {
  Ledger ledger;
  uint16_t report = 0;

  void SetUp() override {
    ledger.notify(StayEvent::admitted);
    report = ledger.open("admission-report")->number;
  }
  void TearDown() override {
    EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
    EXPECT_EQ(ledger.refolded(), ledger.record);
  }
  const Duty& duty() const { return *ledger.record.duty(report); }
  const SilenceNoted* silence() const {
    for (const Fact& fact : ledger.last_facts) {
      if (const auto* noted = std::get_if<SilenceNoted>(&fact)) return noted;
    }
    return nullptr;
  }
};

TEST_F(Clocks, AnOverdueDutyClimbsItsLadderAndStaysAtTheTop) {
  const struct {
    Duration after_due;
    LadderKind kind;
    Parties told;
  } steps[] = {{{}, LadderKind::remind, {municipality}},
               {hours(24), LadderKind::ask, {municipality_on_call}},
               {hours(48), LadderKind::inform, {ward_a}},
               {hours(96), LadderKind::raise, {ward_leader, municipality_leader}},
               {hours(144), LadderKind::raise, {ward_leader, municipality_leader}}};
  const Instant due = duty().due;
  uint8_t number = 0;
  for (const auto& step : steps) {
    EXPECT_EQ(next_due(ledger.record), due + step.after_due);
    ledger.tick_at(due + step.after_due - seconds(1));
    EXPECT_TRUE(ledger.last_facts.empty());
    ledger.tick_at(due + step.after_due);
    ASSERT_NE(silence(), nullptr);
    EXPECT_EQ(silence()->clock_kind, ClockKind::due);
    EXPECT_EQ(silence()->ladder, step.kind);
    EXPECT_EQ(silence()->step, number++);
    EXPECT_EQ(silence()->told, step.told);
    ledger.tick();
    EXPECT_TRUE(ledger.last_facts.empty()) << "once";
  }
  EXPECT_EQ(duty().silences, 5);
  EXPECT_EQ(duty().silent_since, due);
  EXPECT_EQ(duty().told,
            (Parties{ward_a, ward_leader, municipality, municipality_on_call, municipality_leader}));
  EXPECT_EQ(duty().holder, municipality) << "no ladder moves a duty";
  EXPECT_TRUE(duty().open()) << "and nothing is dropped by time";
}

TEST_F(Clocks, AnUnansweredOfferStaysOpenAndTheOneAskedIsReminded) {
  ledger.ask(OfferDuty{report, ward_b, morning + hours(2), 0}, municipality);
  ledger.tick_at(morning + hours(2));
  ASSERT_NE(silence(), nullptr);
  EXPECT_EQ(silence()->clock_kind, ClockKind::offer);
  EXPECT_EQ(silence()->told, Parties{ward_b});
  EXPECT_TRUE(duty().offer);
  EXPECT_EQ(duty().clock, morning + hours(24)) << "the deadline comes before the ladder's next step";
  EXPECT_EQ(duty().clock_kind, ClockKind::due);

  ledger.tick_at(morning + hours(24));
  EXPECT_EQ(silence()->clock_kind, ClockKind::due) << "an offer does not stop the holder's own clock";
  EXPECT_EQ(silence()->step, 0);
  EXPECT_EQ(silence()->told, Parties{municipality});
  ledger.tick_at(morning + hours(48));
  EXPECT_EQ(silence()->step, 1);
}

TEST_F(Clocks, AnAnswerEndsTheSilence) {
  ledger.ask(OfferDuty{report, ward_b, morning + hours(2), 0}, municipality);
  ledger.tick_at(morning + hours(2));
  EXPECT_EQ(duty().silent_since, ledger.now);
  ledger.ask(AcceptOffer{report}, ward_b);
  EXPECT_TRUE(duty().silent_since.none());
  EXPECT_TRUE(duty().told.empty());
  EXPECT_EQ(duty().ladder_step, 0);
  EXPECT_EQ(duty().silences, 1) << "it was silent once, and that stays so";
}

TEST_F(Clocks, OfferingAnOverdueDutyDoesNotQuietIt) {
  ledger.tick_at(morning + hours(24));
  ledger.ask(OfferDuty{report, ward_b, morning + days(9), 0}, municipality);
  EXPECT_EQ(duty().clock, ledger.now + ledger.rules.grace);
  ledger.tick_at(ledger.now + ledger.rules.grace);
  EXPECT_EQ(silence()->clock_kind, ClockKind::due);
}

TEST_F(Clocks, WhatWasLeftToTheCitizenIsCheckedByTheGiver) {
  ledger.tick_at(morning + hours(24));
  ledger.ask(LeaveToCitizen{report, morning + days(4), 1}, municipality);
  EXPECT_EQ(duty().clock, morning + days(4)) << "the check takes the place of a deadline already past";
  ledger.tick_at(morning + days(4));
  EXPECT_EQ(silence()->clock_kind, ClockKind::citizen);
  EXPECT_EQ(silence()->told, Parties{municipality});
}

TEST_F(Clocks, WhatCannotBeSeenHereIsNeverSilent) {
  PartyInfo unseen = *ledger.rules.directory.find(municipality);
  unseen.answers_here_from = morning + days(400);
  Ledger alone;
  alone.rules.directory.add(unseen);
  alone.notify(StayEvent::admitted);
  const Duty& hidden = *alone.open("admission-report");
  EXPECT_FALSE(hidden.visible);
  EXPECT_FALSE(hidden.due.none()) << "the deadline is known all the same";
  EXPECT_TRUE(hidden.clock.none());
  EXPECT_TRUE(next_due(alone.record).none());
  EXPECT_TRUE(alone.open("discharge")->visible) << "what a message proves is seen wherever messages come";
}

TEST_F(Clocks, OutsideAnyPathwayTheStandardLadderRuns) {
  const Answer opened = ledger.ask(OpenDuty{"other", 0, {}, morning + hours(1), {}, 1}, nurses);
  const Instant due = morning + hours(1);
  ledger.tick_at(due);
  EXPECT_EQ(silence()->ladder, LadderKind::remind);
  EXPECT_EQ(ledger.record.duty(opened.duty)->clock, due + hours(24));
  ledger.ask(CompleteDuty{report, 0}, municipality);
  ledger.tick_at(due + hours(24));
  EXPECT_EQ(silence()->ladder, LadderKind::ask);
  ledger.tick_at(due + hours(48));
  EXPECT_EQ(silence()->ladder, LadderKind::raise);
  EXPECT_EQ(silence()->told, Parties{municipality_leader});
  ledger.tick_at(due + hours(72));
  EXPECT_EQ(silence()->ladder, LadderKind::raise) << "the last step repeats";
}

TEST_F(Clocks, WhoeverIsNotNamedIsLeftOut) {
  ledger.ask(OfferDuty{report, other_municipality, morning + hours(2), 0}, municipality);
  ledger.ask(AcceptOffer{report}, other_municipality);
  ledger.tick_at(morning + hours(24));
  ledger.tick_at(morning + hours(48));
  EXPECT_EQ(silence()->ladder, LadderKind::ask);
  EXPECT_TRUE(silence()->told.empty()) << "nobody is on call there; the silence is noted all the same";
}

TEST_F(Clocks, AfterDowntimeEachDutyIsSilentOnceSpreadOverTheGrace) {
  const Instant awake = morning + days(3);
  const Instant speaks = next_due(ledger.record, awake, ledger.rules.grace);
  EXPECT_GE(speaks, awake);
  EXPECT_LT(speaks, awake + ledger.rules.grace);
  if (speaks > awake) {
    ledger.now = speaks - seconds(1);
    ledger.tick(awake);
    EXPECT_TRUE(ledger.last_facts.empty());
  }
  ledger.now = speaks;
  ledger.tick(awake);
  EXPECT_EQ(ledger.said<SilenceNoted>(), 1u);
  EXPECT_EQ(duty().clock, speaks + hours(24)) << "the steps slept through are not caught up with";
  ledger.tick(awake);
  EXPECT_TRUE(ledger.last_facts.empty());

  std::vector<Instant> moments;
  for (CitizenNumber citizen = 1; citizen <= 40; ++citizen) {
    Record other = ledger.record;
    other.citizen = citizen;
    other.duties[static_cast<size_t>(report - 1)].clock = morning;
    moments.push_back(next_due(other, awake, ledger.rules.grace));
  }
  std::ranges::sort(moments);
  EXPECT_GT(std::ranges::unique(moments).begin() - moments.begin(), 30) << "not forty at once";
}

TEST_F(Clocks, OneTickOneSilenceForEachDutyInOrderOfNumber) {
  ledger.ask(OpenDuty{"other", 1, {}, morning + hours(1), {}, 1}, ward_a);
  ledger.ask(OpenDuty{"other", 1, {}, morning + hours(2), {}, 1}, ward_a);
  ledger.tick_at(morning + days(30));
  std::vector<uint16_t> numbers;
  for (const Fact& fact : ledger.last_facts) numbers.push_back(std::get<SilenceNoted>(fact).duty);
  EXPECT_EQ(numbers, (std::vector<uint16_t>{report, 6, 7}));
}

TEST_F(Clocks, ADeadlineThatPassedUnnoticedBehindAPassIsNotLost) {
  ledger.notify(StayEvent::home, morning + hours(1));
  ledger.tick_at(morning + days(10));
  EXPECT_EQ(ledger.said<DutyPassed>(), 1u);
  EXPECT_EQ(ledger.said<SilenceNoted>(), 1u) << "the first visit";
}

TEST_F(Clocks, OnlyTheClockSpeaksOfTime) {
  EXPECT_EQ(ledger.ask(Tick{}, municipality).refusal, Refusal::not_allowed);
  EXPECT_TRUE(ledger.ask(Tick{}, Caller{operations, CallerRole::operations}).ok());
}

// --- a task that moves to another authority ---

struct Moves : testing::Test {
  Ledger ledger;
  Instant day = morning + days(2);
  uint16_t report = 0;
  void SetUp() override {
    hands_over(municipality, other_municipality);
    ledger.notify(StayEvent::admitted);
    report = ledger.open("admission-report")->number;
  }
  void hands_over(Party from, Party to) {
    PartyInfo info = *ledger.rules.directory.find(from);
    info.hands_over = {{"admission-report", day, to, true, "the reform"}};
    ledger.rules.directory.add(info);
  }
  const Duty& duty() { return *ledger.record.duty(report); }
};

TEST_F(Moves, OnItsDayAndNotBefore) {
  ASSERT_TRUE(ledger.ask(OfferDuty{report, gp, {}, 0}, municipality).ok());
  ledger.tick_at(day - Duration{1});
  EXPECT_EQ(duty().holder, municipality);
  ledger.tick_at(day);
  EXPECT_EQ(duty().holder, other_municipality);
  EXPECT_EQ(duty().ground, Ground::succession);
  EXPECT_EQ(ledger.said<DutySucceeded>(), 1u);
  EXPECT_EQ(ledger.said<OfferEnded>(), 1u) << "who was asked is told";
  EXPECT_EQ(ledger.holder("contact"), ward_a) << "other tasks stay";
  EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
  EXPECT_EQ(ledger.refolded(), ledger.record);
  ledger.tick_at(day + Duration{1});
  EXPECT_EQ(ledger.said<DutySucceeded>(), 0u) << "once";
}

TEST_F(Moves, FromAUnitAsItsOrganisationSays) {
  PartyInfo organisation;
  organisation.party = {20};
  organisation.kind = PartyKind::municipality;
  organisation.hands_over = {{"admission-report", day, gp, false, "the reform"}};
  ledger.rules.directory.add(organisation);
  PartyInfo silent = *ledger.rules.directory.find(municipality);
  silent.hands_over.clear();
  ledger.rules.directory.add(silent);
  ledger.tick_at(day);
  EXPECT_EQ(duty().holder, gp);
}

TEST_F(Moves, WhatARuleOpensLaterForTheFormerAuthorityMovesAtOnce) {
  ledger.ask(VoidDuty{report, VoidReason::not_needed, 1}, municipality);
  ledger.now = day + hours(1);
  NotifyStay later = ledger.notification(StayEvent::admitted, ledger.now, ward_b);
  ledger.notify(later);
  EXPECT_EQ(ledger.holder("admission-report"), other_municipality);
}

TEST_F(Moves, WhatIsAcceptedAfterTheDayStays) {
  ledger.tick_at(day);
  ledger.now = day + hours(1);
  ASSERT_TRUE(ledger.ask(OfferDuty{report, municipality, {}, 0}, other_municipality).ok());
  ASSERT_TRUE(ledger.ask(AcceptOffer{report}, municipality).ok());
  ledger.tick_at(day + hours(2));
  EXPECT_EQ(duty().holder, municipality);
}

TEST_F(Moves, OnFromThereWhenTheSuccessorHasCeasedMeanwhile) {
  PartyInfo ceased = *ledger.rules.directory.find(municipality);
  ceased.to = day;
  ceased.successor = nurses;
  ceased.hands_over.clear();
  ledger.rules.directory.add(ceased);
  hands_over(nurses, gp);
  ledger.tick_at(day);
  EXPECT_EQ(duty().holder, gp);
  EXPECT_EQ(ledger.said<DutySucceeded>(), 2u);
}

TEST_F(Moves, NowhereWhenWhoShouldHaveItIsNotThere) {
  PartyInfo late = *ledger.rules.directory.find(other_municipality);
  late.from = day + days(1);
  ledger.rules.directory.add(late);
  ledger.tick_at(day);
  EXPECT_EQ(duty().holder, municipality) << "it stays where it is";
  ledger.tick_at(day + days(1));
  EXPECT_EQ(duty().holder, other_municipality);
}

}  // namespace
}  // namespace klynge
