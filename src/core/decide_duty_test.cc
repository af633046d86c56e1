// What each verb of the duty table does, beyond being allowed.
#include <gtest/gtest.h>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

struct Verbs : testing::Test {
  Ledger ledger;
  uint16_t report = 0, contact = 0, care = 0;

  void SetUp() override {
    ledger.notify(StayEvent::admitted);
    report = ledger.open("admission-report")->number;
    contact = ledger.open("contact")->number;
    care = ledger.open("care")->number;
  }
  void TearDown() override {
    EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
    EXPECT_EQ(ledger.refolded(), ledger.record);
  }
  const Duty& duty(uint16_t number) const { return *ledger.record.duty(number); }
};

TEST_F(Verbs, AnOfferIsHeldByTheHolderUntilItIsAccepted) {
  ASSERT_TRUE(ledger.ask(OfferDuty{report, other_municipality, {}, 0}, municipality).ok());
  EXPECT_EQ(duty(report).holder, municipality);
  EXPECT_EQ(duty(report).offer->answer_by, morning + hours(8)) << "the pathway's, when none is named";
  EXPECT_EQ(duty(report).clock, morning + hours(8));
  EXPECT_EQ(duty(report).clock_kind, ClockKind::offer);

  ledger.now = morning + hours(1);
  const Answer answer = ledger.ask(AcceptOffer{report}, other_municipality);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer.party, other_municipality);
  EXPECT_EQ(answer.at, ledger.now);
  EXPECT_EQ(duty(report).holder, other_municipality);
  EXPECT_EQ(duty(report).ground, Ground::accepted);
  EXPECT_FALSE(duty(report).offer);
  EXPECT_EQ(duty(report).clock, duty(report).due) << "the deadline follows the duty";
  EXPECT_EQ(duty(report).clock_kind, ClockKind::due);
}

TEST_F(Verbs, TheSecondToAcceptIsToldWhoHasIt) {
  ledger.ask(OfferDuty{report, other_municipality, {}, 0}, municipality);
  ledger.ask(AcceptOffer{report}, other_municipality);
  const Answer late = ledger.ask(AcceptOffer{report}, gp);
  EXPECT_EQ(late.refusal, Refusal::accepted_by_other);
  EXPECT_EQ(late.party, other_municipality);
}

TEST_F(Verbs, WhatWasSeenBeforeTheDutyChangedIsNotActedOn) {
  const auto ask = [&](Ask what, Party party, Instant seen) {
    return ledger.ask_as_seen(std::move(what), Caller{party, CallerRole::person}, seen).refusal;
  };
  ledger.ask(OfferDuty{report, other_municipality, {}, 0}, municipality);
  const Instant first = ledger.now;
  ledger.now = morning + hours(1);
  ledger.ask(WithdrawOffer{report}, municipality);
  ledger.now = morning + hours(2);
  ledger.ask(OfferDuty{report, other_municipality, {}, 0}, municipality);
  const Instant second = ledger.now;
  ledger.now = morning + hours(3);
  EXPECT_EQ(ask(AcceptOffer{report}, other_municipality, first), Refusal::changed_since) << "another offer";
  EXPECT_EQ(ask(NoteDuty{report, 1}, other_municipality, first), Refusal::none) << "a note changes nothing";
  EXPECT_EQ(ask(AcceptOffer{report}, gp, first), Refusal::not_offered_to_you) << "who it is asked for first";
  EXPECT_EQ(ask(AcceptOffer{report}, other_municipality, second), Refusal::none) << "the one that was seen";
  EXPECT_EQ(ask(CompleteDuty{report, 0}, other_municipality, second), Refusal::changed_since)
      << "it was another's when it was seen";
  EXPECT_EQ(ask(CompleteDuty{report, 0}, other_municipality, {}), Refusal::none) << "nothing was said";
}

TEST_F(Verbs, AnOfferNamesAPartyThatExistsAndATimeToCome) {
  EXPECT_EQ(ledger.ask(OfferDuty{report, Party{5}, {}, 0}, municipality).refusal, Refusal::no_such_party);
  EXPECT_EQ(ledger.ask(OfferDuty{report, municipality, {}, 0}, municipality).refusal, Refusal::same_party);
  EXPECT_EQ(ledger.ask(OfferDuty{report, gp, morning, 0}, municipality).refusal, Refusal::time_is_past);
  PartyInfo barred = *ledger.rules.directory.find(gp);
  barred.barred = true;
  barred.successor = nurses;
  ledger.rules.directory.add(barred);
  const Answer answer = ledger.ask(OfferDuty{report, gp, {}, 0}, municipality);
  EXPECT_EQ(answer.refusal, Refusal::barred);
  EXPECT_EQ(answer.party, nurses) << "the alternative";
}

TEST_F(Verbs, AnOfferToAPartyWhoseAnswerIsNotSeenHereHasNoClockOfItsOwn) {
  PartyInfo unseen = *ledger.rules.directory.find(gp);
  unseen.answers_here_from = {};
  ledger.rules.directory.add(unseen);
  ledger.ask(OfferDuty{report, gp, morning + hours(2), 0}, municipality);
  EXPECT_TRUE(duty(report).offer->answer_by.none());
  EXPECT_EQ(duty(report).clock, duty(report).due) << "the holder's own deadline still runs";
  EXPECT_EQ(duty(report).clock_kind, ClockKind::due);
}

TEST_F(Verbs, WhoAcceptsWithoutBeingSeenHereHasNoClock) {
  PartyInfo unseen = *ledger.rules.directory.find(gp);
  unseen.answers_here_from = {};
  ledger.rules.directory.add(unseen);
  ASSERT_TRUE(ledger.ask(AcceptByPhone{report, gp, 1}, municipality).ok());
  EXPECT_FALSE(duty(report).visible);
  EXPECT_TRUE(duty(report).clock.none());
  ledger.tick_at(morning + days(10));
  EXPECT_TRUE(ledger.last_facts.empty()) << "unseen is not silent";
}

TEST_F(Verbs, ADeclinedOfferRunsTheHoldersClockAgain) {
  ledger.ask(OfferDuty{report, other_municipality, morning + hours(1), 0}, municipality);
  ledger.now = morning + minutes(30);
  ASSERT_TRUE(
      ledger.ask(DeclineOffer{report, DeclineReason::not_our_citizen, gp, 0}, other_municipality).ok());
  EXPECT_EQ(duty(report).holder, municipality);
  EXPECT_EQ(duty(report).declines, 1);
  EXPECT_EQ(duty(report).clock, duty(report).due);
  EXPECT_EQ(ledger.ask(OfferDuty{report, other_municipality, {}, 0}, municipality).ok(), true)
      << "may be asked again";
}

TEST_F(Verbs, WithdrawingAnOverdueDutysOfferGivesTheHolderAGrace) {
  ledger.ask(OfferDuty{report, other_municipality, morning + hours(30), 0}, municipality);
  ledger.now = morning + hours(25);
  ASSERT_TRUE(ledger.ask(WithdrawOffer{report}, municipality).ok());
  EXPECT_EQ(duty(report).clock, ledger.now + ledger.rules.grace);
}

TEST_F(Verbs, AcceptedByPhoneMayBeContestedForAShift) {
  ASSERT_TRUE(ledger.ask(AcceptByPhone{care, municipality, 1}, ward_a).ok());
  EXPECT_EQ(duty(care).holder, municipality);
  ledger.now = morning + hours(7);
  ASSERT_TRUE(ledger.ask(ContestAcceptance{care, 0}, municipality).ok());
  EXPECT_EQ(duty(care).holder, ward_a);
  EXPECT_EQ(duty(care).ground, Ground::by_rule);
  EXPECT_EQ(duty(care).rule, "hospital-notifies") << "as it was";

  ASSERT_TRUE(ledger.ask(AcceptByPhone{care, municipality, 1}, ward_a).ok());
  ledger.now = ledger.now + hours(8);
  EXPECT_EQ(ledger.ask(ContestAcceptance{care, 0}, municipality).refusal, Refusal::too_late_to_contest);
}

TEST_F(Verbs, OperationsMayRecordAPhoneAcceptanceOfAnOffer) {
  ledger.ask(OfferDuty{care, municipality, {}, 0}, ward_a);
  const Caller desk{operations, CallerRole::operations};
  EXPECT_EQ(ledger.ask(AcceptByPhone{care, gp, 1}, desk).refusal, Refusal::not_offered_to_you);
  ASSERT_TRUE(ledger.ask(AcceptByPhone{care, municipality, 1}, desk).ok());
  EXPECT_EQ(duty(care).phone->recorded_by, operations);
  EXPECT_EQ(duty(care).phone->former, ward_a);
}

TEST_F(Verbs, ContestingReturnsToTheSuccessorWhenTheFormerHolderHasCeased) {
  ASSERT_TRUE(ledger.ask(AcceptByPhone{care, municipality, 1}, ward_a).ok());
  PartyInfo closed = *ledger.rules.directory.find(ward_a);
  closed.to = morning + hours(1);
  closed.successor = ward_b;
  ledger.rules.directory.add(closed);
  ledger.now = morning + hours(2);
  ASSERT_TRUE(ledger.ask(ContestAcceptance{care, 0}, municipality).ok());
  EXPECT_EQ(duty(care).holder, ward_b);
  EXPECT_EQ(duty(care).ground, Ground::succession);
}

// Completing, taking, voiding, assigning or moving while offered tells the party asked.
TEST_F(Verbs, WhatEndsAnOfferSaysSo) {
  const auto ends = [&](Ask ask, Caller caller) {
    Ledger copy = ledger;
    EXPECT_TRUE(copy.ask(OfferDuty{report, gp, {}, 0}, municipality).ok());
    EXPECT_TRUE(copy.ask(std::move(ask), caller).ok());
    EXPECT_EQ(copy.said<OfferEnded>(), 1u);
    EXPECT_FALSE(copy.record.duty(report)->offer);
    EXPECT_EQ(copy.broken(), std::vector<std::string>{});
  };
  const Caller holder{municipality, CallerRole::person};
  ends(CompleteDuty{report, 0}, holder);
  ends(VoidDuty{report, VoidReason::not_needed, 0}, holder);
  ends(AssignDuty{report, nurses, 0}, holder);
  ends(TakeDuty{report, 1}, {other_municipality, CallerRole::person});
  ends(SucceedDuty{report, other_municipality, "move", morning}, {operations, CallerRole::operations});
}

TEST_F(Verbs, AssigningStaysInsideTheOrganisationAndKeepsTheClock) {
  const Instant clock = duty(report).clock;
  EXPECT_EQ(ledger.ask(AssignDuty{report, ward_a, 0}, municipality).refusal, Refusal::not_allowed);
  EXPECT_EQ(ledger.ask(AssignDuty{report, Party{5}, 0}, municipality).refusal, Refusal::no_such_party);
  ASSERT_TRUE(ledger.ask(AssignDuty{report, nurses, 0}, municipality).ok());
  EXPECT_EQ(duty(report).assigned_unit, nurses);
  EXPECT_EQ(duty(report).holder, municipality);
  EXPECT_EQ(duty(report).clock, clock);
}

TEST_F(Verbs, AssigningWhileOfferedLetsTheHoldersClockRun) {
  ledger.ask(OfferDuty{report, gp, morning + hours(1), 0}, municipality);
  ASSERT_TRUE(ledger.ask(AssignDuty{report, nurses, 0}, municipality).ok());
  EXPECT_EQ(duty(report).clock, duty(report).due);
  EXPECT_EQ(duty(report).clock_kind, ClockKind::due);
}

TEST_F(Verbs, WhatIsLeftToTheCitizenIsStillTheGivers) {
  EXPECT_EQ(ledger.ask(LeaveToCitizen{report, morning, 1}, municipality).refusal, Refusal::time_is_past);
  ASSERT_TRUE(ledger.ask(LeaveToCitizen{report, morning + hours(5), 1}, municipality).ok());
  EXPECT_EQ(duty(report).holder, municipality);
  EXPECT_EQ(duty(report).clock, morning + hours(5));
  EXPECT_EQ(duty(report).clock_kind, ClockKind::citizen);
}

TEST_F(Verbs, ANewHolderStartsAfreshWithTheCitizen) {
  ledger.ask(LeaveToCitizen{report, morning + hours(5), 1}, municipality);
  ASSERT_TRUE(ledger.ask(TakeDuty{report, 1}, other_municipality).ok());
  EXPECT_TRUE(duty(report).citizen_check_by.none());
  EXPECT_EQ(duty(report).clock, duty(report).due);
  EXPECT_EQ(duty(report).ground, Ground::taken);
}

TEST_F(Verbs, ADutyIsOnlyTakenByTheKindsItsStepAllows) {
  const Answer no = ledger.ask(TakeDuty{report, 1}, gp);
  EXPECT_EQ(no.refusal, Refusal::kind_may_not_take);
  EXPECT_EQ(no.party, municipality);
  EXPECT_TRUE(ledger.ask(TakeDuty{contact, 1}, gp).ok()) << "contact moves like any other";
  const Answer opened = ledger.ask(OpenDuty{"other", 0, {}, {}, {}, 1}, nurses);
  EXPECT_EQ(ledger.ask(TakeDuty{opened.duty, 1}, municipality).refusal, Refusal::kind_may_not_take);
}

TEST_F(Verbs, AStrandInForceIsNotEndedByHand) {
  for (std::string_view strand : {"contact", "treatment", "care"}) {
    const uint16_t number = ledger.open(strand)->number;
    EXPECT_EQ(ledger.ask(CompleteDuty{number, 0}, ward_a).refusal, Refusal::contact_must_stay) << strand;
    const VoidDuty voiding{number, VoidReason::not_needed, 0};
    EXPECT_EQ(ledger.ask(voiding, ward_a).refusal, Refusal::contact_must_stay) << strand;
  }
}

TEST_F(Verbs, LateIsLateAndNotRefused) {
  ledger.tick_at(morning + days(3));
  EXPECT_GT(duty(report).silences, 0);
  ASSERT_TRUE(ledger.ask(CompleteDuty{report, 0}, municipality).ok());
  EXPECT_EQ(duty(report).state, DutyState::done);
  EXPECT_TRUE(duty(report).silent_since.none());
}

TEST_F(Verbs, ReopeningGivesItBackToWhoeverHeldItLast) {
  ledger.ask(VoidDuty{report, VoidReason::duplicate, 0}, municipality);
  EXPECT_EQ(duty(report).void_reason, VoidReason::duplicate);
  ledger.now = morning + hours(2);
  ASSERT_TRUE(ledger.ask(ReopenDuty{report, 1}, municipality).ok());
  EXPECT_TRUE(duty(report).open());
  EXPECT_EQ(duty(report).clock, duty(report).due);
  EXPECT_EQ(duty(report).held_since, ledger.now);
  EXPECT_EQ(duty(report).rule, "report-on-request");
}

TEST_F(Verbs, AStrandIsNotReopenedByHandNorADutyOfAClosedCourse) {
  const uint16_t treatment = ledger.open("treatment")->number;
  ledger.notify(StayEvent::home);
  EXPECT_EQ(ledger.ask(ReopenDuty{treatment, 1}, ward_a).refusal, Refusal::not_allowed);
  ledger.notify(StayEvent::admitted, morning + hours(1));
  const uint16_t discharge = ledger.open("discharge")->number;
  ledger.now = morning + hours(2);
  ledger.come_home_and_close();
  EXPECT_FALSE(ledger.record.course(1)->open());
  EXPECT_EQ(ledger.ask(ReopenDuty{discharge, 1}, ward_a).refusal, Refusal::no_such_course);
}

TEST_F(Verbs, ADutyIsOpenedForOneselfAndOfferedToAnother) {
  const Answer mine = ledger.ask(OpenDuty{"other", 1, {}, morning + days(1), {}, 1}, ward_a);
  ASSERT_TRUE(mine.ok());
  EXPECT_EQ(duty(mine.duty).holder, ward_a);
  EXPECT_EQ(duty(mine.duty).ground, Ground::taken);
  EXPECT_EQ(duty(mine.duty).clock, morning + days(1));

  const Answer theirs = ledger.ask(OpenDuty{"admission-report", 1, gp, {}, morning + hours(3), 1}, ward_a);
  ASSERT_TRUE(theirs.ok());
  EXPECT_EQ(duty(theirs.duty).holder, ward_a) << "nobody gets a duty they have not said yes to";
  EXPECT_EQ(duty(theirs.duty).offer->to, gp);
  EXPECT_EQ(duty(theirs.duty).due, morning + hours(24)) << "the pathway's deadline";
  EXPECT_EQ(duty(theirs.duty).clock, morning + hours(3));
}

TEST_F(Verbs, OpeningIsRefusedForWhatIsNotThere) {
  const auto refusal = [&](OpenDuty ask) { return ledger.ask(std::move(ask), ward_a).refusal; };
  EXPECT_EQ(refusal({"other", 9, {}, {}, {}, 0}), Refusal::no_such_course);
  EXPECT_EQ(refusal({"knitting", 1, {}, {}, {}, 0}), Refusal::no_such_task);
  EXPECT_EQ(refusal({"discharge", 0, {}, {}, {}, 0}), Refusal::no_such_task);
  EXPECT_EQ(refusal({"treatment", 1, {}, {}, {}, 0}), Refusal::not_allowed) << "rules open strands";
  EXPECT_EQ(refusal({"other", 1, Party{5}, {}, {}, 0}), Refusal::no_such_party);
  EXPECT_EQ(refusal({"other", 1, {}, morning, {}, 0}), Refusal::time_is_past);
  EXPECT_EQ(refusal({"other", 1, gp, {}, morning, 0}), Refusal::time_is_past);
  EXPECT_EQ(ledger.ask(OpenDuty{"other", 1, {}, {}, {}, 0}, Party{5}).refusal, Refusal::no_such_party);
}

TEST_F(Verbs, OperationsOpensWhatTheMachineCannotSettle) {
  const Caller desk{operations, CallerRole::operations};
  const Answer answer = ledger.ask(OpenDuty{"message-repeats", 0, operations, {}, {}, 0}, desk);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(duty(answer.duty).holder, operations);
  EXPECT_TRUE(ledger.ask(CompleteDuty{answer.duty, 0}, desk).ok());
}

TEST_F(Verbs, AFrozenRecordIsReadOnlyUntilOperationsThawsIt) {
  evolve(ledger.record, RecordFrozen{"1"}, {morning, 2});
  ledger.journal.push_back(RecordFrozen{"1"});
  ledger.stamps.push_back({morning, 2});
  EXPECT_EQ(ledger.ask(ReviewDuty{report}, municipality).refusal, Refusal::frozen);
  EXPECT_EQ(ledger.tick_at(morning + days(9)).refusal, Refusal::frozen);
  EXPECT_EQ(ledger.notify(StayEvent::home).refusal, Refusal::frozen);
  EXPECT_TRUE(ledger.last_facts.empty());
  EXPECT_TRUE(next_due(ledger.record).none());
  EXPECT_EQ(ledger.ask(ThawRecord{1}, municipality).refusal, Refusal::not_allowed);
  ASSERT_TRUE(ledger.ask(ThawRecord{1}, Caller{operations, CallerRole::operations}).ok());
  EXPECT_FALSE(ledger.record.frozen);
  EXPECT_EQ(ledger.ask(ThawRecord{1}, Caller{operations, CallerRole::operations}).refusal,
            Refusal::not_allowed);
}

TEST_F(Verbs, TheDutiesOfAPartyThatCeasesGoToItsSuccessor) {
  ledger.ask(OfferDuty{report, ward_a, {}, 0}, municipality);
  PartyInfo closed = *ledger.rules.directory.find(ward_a);
  closed.to = morning + hours(1);
  closed.successor = ward_b;
  ledger.rules.directory.add(closed);
  ledger.tick_at(morning + hours(2));
  EXPECT_EQ(ledger.said<DutySucceeded>(), 4u);
  EXPECT_EQ(ledger.said<OfferEnded>(), 1u) << "nor is it asked for anything";
  for (std::string_view task : {"contact", "treatment", "care", "discharge"}) {
    EXPECT_EQ(ledger.holder(task), ward_b);
    EXPECT_EQ(ledger.open(task)->ground, Ground::succession);
  }
}

TEST_F(Verbs, WithoutASuccessorOperationsHasItAndHasToFindAHolder) {
  PartyInfo closed = *ledger.rules.directory.find(ward_a);
  closed.to = morning + hours(1);
  ledger.rules.directory.add(closed);
  ledger.now = morning + hours(2);
  EXPECT_EQ(ledger.ask(CompleteDuty{report, 0}, gp).refusal, Refusal::not_yours);
  EXPECT_EQ(ledger.holder("contact"), operations) << "a no keeps what was put right before it";
  EXPECT_EQ(ledger.holder("find-holder", 0), operations);
  EXPECT_EQ(ledger.said<DutyOpened>(), 1u) << "one search, however many duties";
  ASSERT_TRUE(
      ledger.ask(SucceedDuty{contact, ward_b, "found", morning}, Caller{operations, CallerRole::operations})
          .ok());
  EXPECT_EQ(ledger.holder("contact"), ward_b);
}

// --- by link ---

constexpr Caller at_the_door{Party{}, CallerRole::door};

struct ByLink : Verbs {
  LinkedOffer link(Instant until = morning + days(1)) {
    ledger.ask(OfferDuty{report, gp, {}, 0}, municipality);
    ledger.ask(MakeLink{report, until}, municipality);
    return {gp, ledger.record.duty(report)->offer->made, until};
  }
  AnswerByLink yes(const LinkedOffer& offer) const { return {report, offer, true, {}, 1}; }
};

TEST_F(ByLink, TheLinkIsAnsweredWithTheOfferThatItNames) {
  ledger.ask(OfferDuty{report, gp, {}, 0}, municipality);
  const Answer answer = ledger.ask(MakeLink{report, morning + days(1)}, municipality);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer.party, gp);
  EXPECT_EQ(answer.at, ledger.record.duty(report)->offer->made);
  EXPECT_EQ(ledger.ask(MakeLink{report, ledger.now}, municipality).refusal, Refusal::time_is_past);
  EXPECT_EQ(ledger.ask(MakeLink{report, ledger.now + days(15)}, municipality).refusal, Refusal::wrong_time);
}

TEST_F(ByLink, TheAnswerSaysThatItCameByLinkAndTheLinkIsOver) {
  const LinkedOffer offer = link();
  ASSERT_TRUE(ledger.ask(TryLink{report, offer, true}, at_the_door).ok());
  EXPECT_EQ(ledger.ask(AnswerByLink{report, offer, true, {}, 0}, gp).refusal, Refusal::reason_required);
  EXPECT_EQ(ledger.ask(yes(offer), other_municipality).refusal, Refusal::not_offered_to_you);
  ASSERT_TRUE(ledger.ask(yes(offer), gp).ok());
  EXPECT_EQ(ledger.record.duty(report)->holder, gp);
  const auto* accepted = std::get_if<OfferAccepted>(&ledger.last_facts[0]);
  ASSERT_NE(accepted, nullptr);
  EXPECT_TRUE(accepted->by_link);
  EXPECT_EQ(ledger.ask(TryLink{report, offer, true}, at_the_door).refusal, Refusal::link_over);
  EXPECT_EQ(ledger.ask(yes(offer), gp).refusal, Refusal::link_over);
}

TEST_F(ByLink, ANoByLinkRunsTheHoldersClockAgain) {
  const LinkedOffer offer = link();
  EXPECT_EQ(ledger.ask(AnswerByLink{report, offer, false, {}, 1}, gp).refusal, Refusal::reason_required)
      << "the reason is coded";
  ASSERT_TRUE(ledger.ask(AnswerByLink{report, offer, false, DeclineReason::no_capacity, 1}, gp).ok());
  EXPECT_EQ(ledger.record.duty(report)->holder, municipality);
  EXPECT_FALSE(ledger.record.duty(report)->offer);
}

TEST_F(ByLink, AnotherOfferAnotherEndOrALaterMomentIsAnotherLink) {
  const LinkedOffer offer = link();
  EXPECT_EQ(ledger.ask(yes({gp, offer.made, offer.until + minutes(1)}), gp).refusal, Refusal::link_over);
  ledger.ask(MakeLink{report, morning + days(2)}, municipality);
  EXPECT_EQ(ledger.ask(yes(offer), gp).refusal, Refusal::link_over) << "there is a newer one";
  ledger.ask(WithdrawOffer{report}, municipality);
  ledger.now = morning + hours(1);
  const LinkedOffer again = link();
  EXPECT_EQ(ledger.ask(yes({gp, offer.made, again.until}), gp).refusal, Refusal::link_over);
  ledger.now = again.until;
  EXPECT_EQ(ledger.ask(TryLink{report, again, true}, at_the_door).refusal, Refusal::link_over);
}

TEST_F(ByLink, WrongCodesLockTheLinkAndNothingElse) {
  const LinkedOffer offer = link();
  for (int i = 0; i < wrong_codes_at_most; ++i)
    ASSERT_TRUE(ledger.ask(TryLink{report, offer, false}, at_the_door).ok());
  EXPECT_EQ(ledger.ask(TryLink{report, offer, true}, at_the_door).refusal, Refusal::link_locked);
  EXPECT_EQ(ledger.ask(yes(offer), gp).refusal, Refusal::link_locked);
  ASSERT_TRUE(ledger.ask(MakeLink{report, morning + days(2)}, municipality).ok()) << "another link";
  ASSERT_TRUE(ledger.ask(yes({gp, offer.made, morning + days(2)}), gp).ok());
}

TEST_F(ByLink, ALockedLinkLeavesTheOfferOpenToOtherAnswers) {
  const LinkedOffer offer = link();
  for (int i = 0; i < wrong_codes_at_most; ++i) ledger.ask(TryLink{report, offer, false}, at_the_door);
  EXPECT_TRUE(ledger.ask(AcceptOffer{report}, gp).ok());
}

TEST_F(Verbs, ANoByPhoneIsRecordedByTheHolder) {
  ledger.ask(OfferDuty{report, gp, {}, 0}, municipality);
  EXPECT_EQ(
      ledger.ask(DeclineByPhone{report, ward_a, DeclineReason::no_capacity, {}, 1}, municipality).refusal,
      Refusal::not_offered_to_you);
  ASSERT_TRUE(ledger.ask(DeclineByPhone{report, gp, DeclineReason::no_capacity, {}, 1}, municipality).ok());
  const auto* declined = std::get_if<OfferDeclined>(&ledger.last_facts[0]);
  ASSERT_NE(declined, nullptr);
  EXPECT_TRUE(declined->by_phone && declined->by == gp && declined->recorded_by == municipality);
  EXPECT_EQ(ledger.record.duty(report)->holder, municipality);
}

}  // namespace
}  // namespace klynge
