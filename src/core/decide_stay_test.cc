// From notifications to duties: the pathway's steps, in order and out of it.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

struct Stays : testing::Test {
  Ledger ledger;
  void TearDown() override {
    EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
    EXPECT_EQ(ledger.refolded(), ledger.record);
  }
  const Course& course(uint16_t number = 1) const { return *ledger.record.course(number); }
};

TEST_F(Stays, AnAdmissionGivesTheWardItsStrandsAndTheMunicipalityTheReport) {
  const Answer answer = ledger.notify(StayEvent::admitted);
  EXPECT_EQ(answer.course, 1);
  EXPECT_EQ(course().stay, StayState::admitted);
  for (std::string_view task : {"contact", "treatment", "care", "discharge"}) {
    EXPECT_EQ(ledger.holder(task), ward_a) << task;
    EXPECT_EQ(ledger.open(task)->ground, Ground::by_rule);
  }
  EXPECT_EQ(ledger.holder("admission-report"), municipality);
  EXPECT_EQ(ledger.open("admission-report")->due, morning + hours(24));
  EXPECT_EQ(ledger.record.municipality, municipality);
}

TEST_F(Stays, WithoutARequestThereIsNoReport) {
  NotifyStay note = ledger.notification(StayEvent::admitted, morning);
  note.report_requested = false;
  ledger.notify(note);
  EXPECT_EQ(ledger.open("admission-report"), nullptr);
}

TEST_F(Stays, DeadlinesCountFromTheEventAndLateOnesGetAGrace) {
  ledger.notify(StayEvent::admitted, morning - days(2));
  const Duty& report = *ledger.open("admission-report");
  EXPECT_EQ(report.due, morning - days(1));
  EXPECT_EQ(report.clock, morning + ledger.rules.grace);
}

TEST_F(Stays, LeaveAndBackChangeNobodysDuties) {
  ledger.notify(StayEvent::admitted);
  ledger.now = morning + hours(1);
  ledger.notify(StayEvent::leave);
  EXPECT_EQ(course().stay, StayState::leave);
  EXPECT_EQ(ledger.last_facts.size(), 1u);
  ledger.now = morning + hours(2);
  ledger.notify(StayEvent::back);
  EXPECT_EQ(course().stay, StayState::admitted);
  EXPECT_EQ(ledger.last_facts.size(), 1u);
}

TEST_F(Stays, ComingHomeHandsOverAndTheCourseClosesWhenAllIsDoneAndThe72HoursAreOver) {
  ledger.notify(StayEvent::admitted);
  ledger.now = morning + days(3);
  ledger.notify(StayEvent::home);
  EXPECT_EQ(ledger.holder("contact"), ward_a) << "for 72 hours more";
  EXPECT_EQ(ledger.open("contact")->coming->at, morning + days(6));
  EXPECT_EQ(ledger.holder("care"), municipality);
  EXPECT_EQ(ledger.open("treatment"), nullptr);
  EXPECT_EQ(ledger.open("discharge"), nullptr);
  EXPECT_EQ(ledger.open("admission-report"), nullptr) << "not owed any more";
  const Duty& visit = *ledger.open("first-visit");
  EXPECT_EQ(visit.holder, municipality);
  EXPECT_EQ(visit.due, morning + days(4));

  ASSERT_TRUE(ledger.ask(CompleteDuty{visit.number, 0}, municipality).ok());
  EXPECT_TRUE(course().open()) << "there must be somebody to call";
  ledger.tick_at(morning + days(6));
  EXPECT_EQ(ledger.said<DutyPassed>(), 1u);
  EXPECT_FALSE(course().open());
  EXPECT_EQ(ledger.open("contact"), nullptr);
  for (const Duty& duty : ledger.record.duties) EXPECT_FALSE(duty.open());
  EXPECT_TRUE(next_due(ledger.record).none());
}

TEST_F(Stays, ContactPassesAtTheEndOfThe72Hours) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  ledger.tick_at(morning + hours(72) - seconds(1));
  EXPECT_EQ(ledger.holder("contact"), ward_a);
  ledger.tick_at(morning + hours(72));
  EXPECT_EQ(ledger.holder("contact"), municipality);
  EXPECT_EQ(ledger.open("contact")->rule, "hours-72");
}

TEST_F(Stays, APassIsCalledOffWhenThePartyHasItAlready) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  const uint16_t contact = ledger.open("contact")->number;
  ledger.ask(OfferDuty{contact, municipality, {}, 0}, ward_a);
  ledger.ask(AcceptOffer{contact}, municipality);
  ledger.tick_at(morning + hours(72));
  EXPECT_EQ(ledger.said<PassCalledOff>(), 1u);
  EXPECT_EQ(ledger.record.duty(contact)->ground, Ground::accepted);
}

TEST_F(Stays, ComingHomeTwiceIsNotedOnce) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  ledger.notify(StayEvent::home, morning + hours(1));
  EXPECT_EQ(ledger.last_facts.size(), 1u);
  EXPECT_EQ(ledger.said<StayNoted>(), 1u);
}

TEST_F(Stays, ReadmissionCallsOffThePassAndGivesTheStrandsBack) {
  ledger.notify(StayEvent::admitted);
  ledger.now = morning + days(1);
  ledger.notify(StayEvent::home);
  ledger.now = morning + days(2);
  ledger.notify(StayEvent::admitted, ledger.now, ward_b);
  EXPECT_EQ(ledger.said<PassCalledOff>(), 1u);
  for (std::string_view task : {"contact", "treatment", "care", "discharge"}) {
    EXPECT_EQ(ledger.holder(task), ward_b) << task;
  }
  EXPECT_EQ(ledger.open("first-visit"), nullptr);
  EXPECT_NE(ledger.open("admission-report"), nullptr);
  EXPECT_FALSE(ledger.open("contact")->coming);
  EXPECT_EQ(ledger.record.courses.size(), 1u);
}

TEST_F(Stays, ATransferPassesTheStrandsToTheNewWard) {
  ledger.notify(StayEvent::admitted);
  const uint16_t treatment = ledger.open("treatment")->number;
  ledger.ask(OfferDuty{treatment, ward_b, {}, 0}, ward_a);
  ledger.notify(StayEvent::admitted, morning + hours(1), ward_b);
  EXPECT_EQ(ledger.said<DutyPassed>(), 3u);
  EXPECT_EQ(ledger.said<OfferEnded>(), 1u);
  EXPECT_EQ(ledger.open("treatment")->number, treatment) << "the same duty, another holder";
  EXPECT_EQ(ledger.holder("treatment"), ward_b);
  EXPECT_EQ(ledger.open("make-sure-it-arrived"), nullptr) << "the ward's own message says that it knows";
}

TEST_F(Stays, WhatIsPassedToAPartyWeDoNotAnswerForIsToBeMadeSureOf) {
  ledger.rules.acts_for.clear();
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  const Duty* arrival = ledger.open("make-sure-it-arrived");
  ASSERT_NE(arrival, nullptr);
  EXPECT_EQ(arrival->holder, ward_a);
  EXPECT_EQ(arrival->rule, "municipal-care");
  const uint16_t number = arrival->number;
  ASSERT_TRUE(ledger.ask(ReviewDuty{ledger.open("care")->number}, municipality).ok());
  EXPECT_EQ(ledger.record.duty(number)->state, DutyState::done);
}

TEST_F(Stays, ThereIsNothingToMakeSureOfWhenTheDutyHasMovedOn) {
  ledger.rules.acts_for.clear();
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  ledger.notify(StayEvent::admitted, morning + hours(3));
  EXPECT_EQ(ledger.open("make-sure-it-arrived"), nullptr);
}

TEST_F(Stays, ALateNoteIsHistory) {
  ledger.notify(StayEvent::acute);
  ledger.notify(StayEvent::home, morning + hours(5));
  const Record before = ledger.record;
  NotifyStay late = ledger.notification(StayEvent::admitted, morning + hours(2), ward_b);
  late.municipality = other_municipality;
  ledger.notify(late);
  EXPECT_EQ(ledger.last_facts.size(), 1u);
  EXPECT_EQ(course().stay, StayState::home);
  EXPECT_EQ(course().ward, ward_a);
  EXPECT_EQ(ledger.record.municipality, municipality);
  EXPECT_EQ(ledger.record.duties, before.duties);
  ASSERT_EQ(course().notes.size(), 3u);
  EXPECT_EQ(course().notes[1].event, StayEvent::admitted) << "in order of event time";
}

TEST_F(Stays, AnyOrderOfArrivalEndsInTheSameState) {
  std::vector<std::pair<StayEvent, Instant>> stay = {{StayEvent::acute, morning},
                                                     {StayEvent::admitted, morning + hours(1)},
                                                     {StayEvent::leave, morning + hours(2)},
                                                     {StayEvent::back, morning + hours(3)},
                                                     {StayEvent::home, morning + hours(3)}};
  ledger.now = morning + hours(4);
  std::ranges::sort(stay);
  do {
    Ledger one;
    one.now = ledger.now;
    for (const auto& [event, at] : stay) {
      one.notify(event, at);
      ASSERT_EQ(one.broken(), std::vector<std::string>{});
    }
    EXPECT_EQ(one.record.course(1)->stay, StayState::home);
    EXPECT_EQ(one.holder("care"), municipality);
    EXPECT_EQ(one.holder("contact"), ward_a);
    EXPECT_EQ(one.open("treatment"), nullptr);
    EXPECT_NE(one.open("first-visit"), nullptr);
  } while (std::ranges::next_permutation(stay).found);
}

TEST_F(Stays, ADischargeOfAStayNeverSeenStillHandsOver) {
  NotifyStay note = ledger.notification(StayEvent::home, morning);
  note.unseen = {key(1), key(2)};
  ledger.notify(note);
  EXPECT_EQ(course().gaps.size(), 2u);
  EXPECT_EQ(ledger.holder("contact"), ward_a);
  EXPECT_EQ(ledger.holder("care"), municipality);

  NotifyStay lost = ledger.notification(StayEvent::admitted, morning - hours(9));
  lost.message = key(1);
  ledger.notify(lost);
  EXPECT_EQ(ledger.said<GapFilled>(), 1u);
  EXPECT_EQ(course().gaps, std::vector<Key>{key(2)});
}

TEST_F(Stays, TheSameMessageTwiceChangesNothing) {
  const NotifyStay note = ledger.notification(StayEvent::admitted, morning);
  ledger.notify(note);
  EXPECT_TRUE(ledger.notify(note).ok());
  EXPECT_TRUE(ledger.last_facts.empty());
}

TEST_F(Stays, ACourseIsFoundByAnyOfItsKeys) {
  NotifyStay first = ledger.notification(StayEvent::admitted, morning);
  first.courses = {key(50), key(51)};
  ledger.notify(first);
  NotifyStay second = ledger.notification(StayEvent::leave, morning + hours(1));
  second.courses = {key(52), key(51)};
  EXPECT_EQ(ledger.notify(second).course, 1);
  EXPECT_EQ(course().keys, (std::vector<Key>{key(50), key(51), key(52)}));
  NotifyStay third = ledger.notification(StayEvent::admitted, morning + hours(2));
  third.courses = {key(53)};
  EXPECT_EQ(ledger.notify(third).course, 2);
}

TEST_F(Stays, AClosedCourseStaysClosedAndANewStayOpensAnother) {
  ledger.notify(StayEvent::admitted);
  ledger.come_home_and_close();
  ledger.now = morning + days(4);
  EXPECT_EQ(ledger.notify(StayEvent::leave, morning + minutes(5)).course, 1);
  EXPECT_EQ(ledger.notify(StayEvent::home, morning + days(3)).course, 1);
  EXPECT_EQ(ledger.last_facts.size(), 1u);
  EXPECT_FALSE(course().open());
  EXPECT_EQ(ledger.notify(StayEvent::admitted, morning + days(4)).course, 2);
  EXPECT_EQ(ledger.holder("contact", 2), ward_a);
}

TEST_F(Stays, NotificationsFollowTheMunicipality) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  NotifyStay moved = ledger.notification(StayEvent::home, morning + hours(1));
  moved.municipality = other_municipality;
  ledger.notify(moved);
  EXPECT_EQ(ledger.said<MunicipalityChanged>(), 1u);
  EXPECT_EQ(course().municipality, other_municipality);
  EXPECT_EQ(ledger.open("contact")->coming->to, other_municipality) << "and so does what was to pass";
}

TEST_F(Stays, WithoutAPathwayThereIsStillSomebodyToCall) {
  ledger.rules.pathways.clear();
  ledger.notify(StayEvent::admitted);
  EXPECT_EQ(ledger.holder("contact"), ward_a);
  ledger.notify(StayEvent::home, morning + hours(1));
  EXPECT_FALSE(course().open());
}

TEST_F(Stays, ADeathEndsWhatIsOwedInEveryCourse) {
  NotifyStay elsewhere = ledger.notification(StayEvent::admitted, morning, ward_b);
  elsewhere.courses = {key(60)};
  ledger.notify(elsewhere);
  ledger.ask(OpenDuty{"other", 0, gp, {}, {}, 1}, nurses);
  ledger.notify(StayEvent::admitted, morning + hours(1));
  ledger.now = morning + days(1);
  ledger.notify(StayEvent::dead);
  EXPECT_EQ(ledger.record.died, morning + days(1));
  EXPECT_FALSE(ledger.record.course(1)->open()) << "nothing is owed there any more";
  EXPECT_EQ(ledger.holder("after-death", 2), municipality);
  EXPECT_EQ(ledger.holder("contact", 2), ward_a) << "there is still somebody to call";
  size_t open = 0;
  for (const Duty& duty : ledger.record.duties) open += duty.open();
  EXPECT_EQ(open, 2u);

  ledger.ask(CompleteDuty{ledger.open("after-death", 2)->number, 0}, municipality);
  EXPECT_FALSE(ledger.record.course(2)->open());
}

// S.BR17: the hospital that sends the citizen on sends no discharge; S.BR18: the one that receives admits.
TEST_F(Stays, SentOnToAnotherRegionTheFirstStayIsOver) {
  PartyInfo far = *ledger.rules.directory.find(ward_b), near = *ledger.rules.directory.find(ward_a);
  far.region = "Hovedstaden";
  near.region = "Midtjylland";
  ledger.rules.directory.add(far);
  ledger.rules.directory.add(near);
  ledger.notify(StayEvent::admitted);
  NotifyStay there = ledger.notification(StayEvent::acute, morning + hours(30), ward_b);
  there.courses = {key(60)};
  ledger.notify(there);
  EXPECT_EQ(course().stay, StayState::admitted) << "an acute visit ends no stay";
  there = ledger.notification(StayEvent::admitted, morning + hours(31), ward_b);
  there.courses = {key(60)};
  ledger.notify(there);
  EXPECT_FALSE(ledger.record.course(1)->open());
  EXPECT_EQ(ledger.holder("contact", 2), ward_b);
  size_t contacts = 0;
  for (const Duty& duty : ledger.record.duties) contacts += duty.open() && duty.task == "contact";
  EXPECT_EQ(contacts, 1u) << "one to call";
}

TEST_F(Stays, AnotherHospitalOfTheRegionGoesOnWithTheStay) {
  for (Party ward : {ward_a, ward_b}) {
    PartyInfo info = *ledger.rules.directory.find(ward);
    info.region = "Midtjylland";
    ledger.rules.directory.add(info);
  }
  ledger.notify(StayEvent::admitted);
  NotifyStay there = ledger.notification(StayEvent::admitted, morning + hours(31), ward_b);
  there.courses = {key(60)};
  ledger.notify(there);
  EXPECT_TRUE(ledger.record.course(1)->open()) << "who may know whether that is the same stay is asked";
}

TEST_F(Stays, AfterADeathThereIsOnlyHistory) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::dead, morning + hours(1));
  const std::vector<Duty> before = ledger.record.duties;
  for (StayEvent event : {StayEvent::home, StayEvent::admitted, StayEvent::dead}) {
    ledger.notify(event, morning + hours(2));
    EXPECT_EQ(ledger.last_facts.size(), 1u);
  }
  NotifyStay elsewhere = ledger.notification(StayEvent::admitted, morning + hours(3), ward_b);
  elsewhere.courses = {key(60)};
  EXPECT_EQ(ledger.notify(elsewhere).course, 2);
  EXPECT_FALSE(ledger.record.course(2)->open()) << "a course of its own, closed at once";
  EXPECT_EQ(ledger.record.duties, before);
  EXPECT_EQ(course().stay, StayState::dead);
}

NotifyStay taken_back(Ledger& ledger, const NotifyStay& told) {
  NotifyStay annulment = ledger.notification(told.event, told.event_at, told.ward);
  annulment.courses = told.courses;
  annulment.form = NoteForm::annulment;
  annulment.of = told.message;
  return annulment;
}

NotifyStay in_another_course(NotifyStay note) {
  note.courses = {key(60)};
  return note;
}

TEST_F(Stays, WhatWasToldWhileTheCitizenWasTakenToBeDeadCountsWhenTheDeathIsAnnulled) {
  ledger.notify(StayEvent::admitted);
  const NotifyStay home = ledger.notification(StayEvent::home, morning + hours(1));
  ledger.notify(home);
  const NotifyStay death =
      in_another_course(ledger.notification(StayEvent::dead, morning + hours(2), ward_b));
  ledger.notify(death);
  NotifyStay again = ledger.notification(StayEvent::admitted, morning + hours(3), ward_b);
  again.courses = {key(70)};
  ASSERT_EQ(ledger.notify(again).course, 3);
  EXPECT_EQ(ledger.holder("treatment", 3), Party{}) << "history, as far as anybody knows";
  ledger.notify(taken_back(ledger, home));

  ledger.notify(taken_back(ledger, death));
  EXPECT_TRUE(ledger.record.died.none());
  EXPECT_EQ(course(3).stay, StayState::admitted);
  EXPECT_EQ(ledger.holder("treatment", 3), ward_b);
  EXPECT_EQ(ledger.holder("contact", 3), ward_b);
  EXPECT_EQ(course().stay, StayState::admitted);
  EXPECT_EQ(ledger.holder("treatment"), ward_a) << "the discharge had been taken back";
}

TEST_F(Stays, ADeathThatTwoHaveToldOfStandsWhenOneTakesItBack) {
  ledger.notify(StayEvent::admitted);
  const NotifyStay death = ledger.notification(StayEvent::dead, morning + hours(1));
  ledger.notify(death);
  const NotifyStay other =
      in_another_course(ledger.notification(StayEvent::dead, morning + hours(2), ward_b));
  ledger.notify(other);
  EXPECT_EQ(ledger.record.died, morning + hours(1));
  ledger.notify(taken_back(ledger, death));
  EXPECT_EQ(ledger.record.died, morning + hours(2));
  EXPECT_EQ(ledger.open("treatment"), nullptr);
  ledger.notify(taken_back(ledger, other));
  EXPECT_TRUE(ledger.record.died.none());
  EXPECT_EQ(ledger.holder("treatment"), ward_a);
}

// MedCom's codes have no corrected death: one that follows a death in its chain is one.
TEST_F(Stays, ADeathThatFollowsADeathCorrectsItWhateverCameFirst) {
  ledger.notify(StayEvent::admitted);
  const NotifyStay death = ledger.notification(StayEvent::dead, morning + hours(1));
  NotifyStay corrected = ledger.notification(StayEvent::dead, morning + hours(2));
  corrected.of = death.message;
  ledger.notify(death);
  {
    Ledger other = ledger;
    other.notify(corrected);
    EXPECT_EQ(other.record.died, morning + hours(2));
    EXPECT_EQ(other.open("after-death")->due, morning + days(3) + hours(2));
  }
  ledger.notify(taken_back(ledger, corrected));
  EXPECT_EQ(ledger.record.died, morning + hours(1)) << "nobody here has taken this one back";
  ledger.notify(corrected);
  EXPECT_TRUE(ledger.record.died.none());
  EXPECT_EQ(ledger.holder("treatment"), ward_a);
}

TEST_F(Stays, ADischargeTakenBackAfterTheCitizenWasBackEndedNothing) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::leave, morning + minutes(10));
  const NotifyStay home = ledger.notification(StayEvent::home, morning + minutes(20));
  const NotifyStay back = ledger.notification(StayEvent::back, morning + minutes(30));
  Ledger other = ledger;
  ledger.notify(home);
  ledger.notify(back);
  ASSERT_EQ(course().stay, StayState::admitted);
  ledger.notify(taken_back(ledger, home));
  other.notify(home);
  other.notify(taken_back(other, home));
  other.notify(back);
  for (const std::string_view task : {"admission-report", "discharge", "treatment", "care"}) {
    EXPECT_NE(ledger.open(task), nullptr) << task;
    EXPECT_EQ(ledger.holder(task), other.holder(task)) << task;
  }
}

TEST_F(Stays, AnAdmissionTakenBackWhenAnotherFollowedGivesNothingOfTheHomeBack) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home, morning + minutes(10));
  const NotifyStay again = ledger.notification(StayEvent::admitted, morning + minutes(20));
  ledger.notify(again);
  ledger.notify(StayEvent::admitted, morning + minutes(30), ward_b);
  ASSERT_EQ(ledger.open("first-visit"), nullptr);
  ledger.notify(taken_back(ledger, again));
  EXPECT_EQ(ledger.open("first-visit"), nullptr) << "the other admission ends it too";
  EXPECT_EQ(ledger.holder("treatment"), ward_b);
}

TEST_F(Stays, ADeathThatWasPutRightBeforeAnybodyHeardOfItIsHeardThoughTheCourseIsOver) {
  ledger.notify(StayEvent::admitted);
  ledger.come_home_and_close();
  ASSERT_FALSE(course().open());
  const Instant died = ledger.now - hours(1);
  const NotifyStay death = ledger.notification(StayEvent::dead, died - hours(1));
  NotifyStay corrected = ledger.notification(StayEvent::dead, died);
  corrected.form = NoteForm::correction;
  corrected.of = death.message;
  ledger.notify(corrected);
  EXPECT_EQ(ledger.record.died, died);
  ledger.notify(death);
  EXPECT_EQ(ledger.record.died, died) << "it had been put right";
}

TEST_F(Stays, ADeathIsNeverOvertaken) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home, morning + hours(2));
  ledger.notify(StayEvent::dead, morning + hours(1));
  EXPECT_EQ(ledger.record.died, morning + hours(1));
  EXPECT_EQ(course().stay, StayState::dead);
}

TEST_F(Stays, ADeathAtHomeCallsOffWhatWasToPass) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home, morning + hours(1));
  ledger.notify(StayEvent::dead, morning + hours(2));
  EXPECT_EQ(ledger.said<PassCalledOff>(), 1u);
  EXPECT_FALSE(ledger.open("contact")->coming);
  EXPECT_EQ(ledger.holder("contact"), ward_a);
}

TEST_F(Stays, DeadOnArrivalOpensWhatIsOwedAfterADeath) {
  ledger.notify(StayEvent::dead);
  EXPECT_EQ(ledger.holder("contact"), ward_a);
  EXPECT_EQ(ledger.holder("after-death"), municipality);
}

TEST_F(Stays, TheDeadAreAskedForNothing) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::dead, morning + hours(1));
  const uint16_t after = ledger.open("after-death")->number;
  EXPECT_EQ(ledger.ask(OpenDuty{"other", 1, {}, {}, {}, 1}, ward_a).refusal, Refusal::dead);
  EXPECT_EQ(ledger.ask(LeaveToCitizen{after, morning + days(1), 1}, municipality).refusal, Refusal::dead);
  EXPECT_TRUE(ledger.ask(OpenDuty{"after-death", 1, {}, {}, {}, 1}, ward_a).ok());
  const Caller desk{operations, CallerRole::operations};
  EXPECT_TRUE(ledger.ask(OpenDuty{"message-repeats", 0, operations, {}, {}, 0}, desk).ok());
}

TEST_F(Stays, AWardNobodyKnowsIsForOperationsToFind) {
  ledger.notify(StayEvent::admitted, morning, Party{77});
  EXPECT_EQ(ledger.holder("contact"), operations);
  EXPECT_EQ(ledger.holder("find-holder", 0), operations);
}

TEST_F(Stays, OnlyDoorsAndOperationsSpeakOfMessages) {
  const NotifyStay note = ledger.notification(StayEvent::admitted, morning);
  EXPECT_EQ(ledger.ask(note, ward_a).refusal, Refusal::not_allowed);
  EXPECT_EQ(ledger.ask(note, Caller{{}, CallerRole::clock}).refusal, Refusal::not_allowed);
  EXPECT_TRUE(ledger.ask(note, Caller{operations, CallerRole::operations}).ok());
}

}  // namespace
}  // namespace klynge
