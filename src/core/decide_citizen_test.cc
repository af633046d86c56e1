// What holds of the citizen, moves, disagreements between municipalities, and records that are joined.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/test_setting.h"
#include "core/view/worklist.h"

namespace klynge {
namespace {

using namespace test;

struct Citizens : testing::Test {
  Ledger ledger;
  void TearDown() override {
    EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
    EXPECT_EQ(ledger.refolded(), ledger.record);
  }
  static Caller caller(Party by) {
    return {by, by == operations ? CallerRole::operations : CallerRole::person};
  }
  Answer state(CircumstanceKind kind, Party by, Instant to = {}, uint8_t text = 1, uint16_t number = 0,
               Party where = {}) {
    return ledger.ask(StateCircumstance{number, kind, {}, to, where, text}, caller(by));
  }
  Instant wakes() const {
    Instant first;
    for (const WorkRow& row : worklist(ledger.record))
      if (!row.wakes.none() && (first.none() || row.wakes < first)) first = row.wakes;
    return first;
  }
};

// --- circumstances ---

TEST_F(Citizens, WhatIsNotWholeIsRefusedWithItsReason) {
  using enum CircumstanceKind;
  ledger.notify(StayEvent::admitted);
  EXPECT_EQ(state(guardian, gp).refusal, Refusal::not_allowed) << "the clinic has no part in it";
  EXPECT_EQ(state(guardian, ward_a, {}, 0).refusal, Refusal::reason_required);
  EXPECT_EQ(state(mandate, ward_a).refusal, Refusal::wrong_time) << "without an end";
  EXPECT_EQ(state(mandate, ward_a, morning - hours(1)).refusal, Refusal::wrong_time);
  EXPECT_EQ(state(CircumstanceKind{77}, ward_a).refusal, Refusal::no_such_circumstance);
  EXPECT_EQ(state(guardian, ward_a, {}, 1, 3).refusal, Refusal::no_such_circumstance);
  EXPECT_EQ(state(no_residence, ward_a).refusal, Refusal::no_such_party) << "somebody has to act";
  EXPECT_EQ(state(no_residence, ward_a, {}, 0, 0, gp).refusal, Refusal::no_such_party);
  EXPECT_TRUE(ledger.record.circumstances.empty());
}

TEST_F(Citizens, AMandateIsSeenToBeforeItsDayByWhoeverStatedIt) {
  ledger.notify(StayEvent::admitted);
  const Answer stated = state(CircumstanceKind::mandate, municipality, morning + days(20));
  ASSERT_TRUE(stated.ok());
  EXPECT_EQ(ledger.record.duty(stated.duty)->holder, municipality);
  EXPECT_EQ(ledger.record.duty(stated.duty)->due, morning + days(20));
  ledger.tick_at(morning + days(20));
  EXPECT_EQ(ledger.record.duty(stated.duty)->silences, 1);
  ASSERT_TRUE(state(CircumstanceKind::mandate, ward_a, morning + days(90), 1, 1).ok());
  EXPECT_EQ(ledger.record.duty(stated.duty)->state, DutyState::done);
  ASSERT_EQ(ledger.record.circumstances.size(), 1u);
  EXPECT_EQ(ledger.record.circumstances[0].by, ward_a);
  EXPECT_EQ(ledger.record.duty(ledger.record.circumstances[0].renewal)->due, morning + days(90));
  ledger.now = morning + days(21);
  ASSERT_TRUE(state(CircumstanceKind::mandate, ward_a, morning + days(20) + hours(22), 1, 1).refusal ==
              Refusal::wrong_time)
      << "it begins now, and cannot have ended before";
}

TEST_F(Citizens, WithoutResidenceTheMunicipalityWhereTheCitizenIsFoundActs) {
  ledger.notify(StayEvent::admitted);
  ASSERT_TRUE(
      state(CircumstanceKind::no_residence, operations, morning + days(9), 0, 0, other_municipality).ok());
  EXPECT_EQ(ledger.record.municipality, other_municipality);
  EXPECT_EQ(ledger.holder("admission-report"), other_municipality);
  ledger.now = morning + days(2);
  ledger.notify(StayEvent::home);
  EXPECT_EQ(ledger.holder("care"), other_municipality) << "whomever the hospital tells";
  ledger.now = morning + days(10);
  ledger.notify(StayEvent::admitted);
  EXPECT_EQ(ledger.record.municipality, municipality) << "it holds no longer";
}

// --- moves ---

TEST_F(Citizens, WhatGoesWithTheResidencePassesAndTheRestStays) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  ledger.ask(OpenDuty{"other", 1, {}, morning + days(9), {}, 1}, municipality);
  const Answer answer = ledger.ask(MoveCitizen{other_municipality, {}}, municipality);
  ASSERT_TRUE(answer.ok());
  for (std::string_view task : {"care", "first-visit"}) {
    EXPECT_EQ(ledger.holder(task), other_municipality) << task;
    EXPECT_EQ(ledger.open(task)->rule, "moved");
  }
  EXPECT_EQ(ledger.holder("other"), municipality);
  EXPECT_EQ(ledger.holder("contact"), ward_a);
  EXPECT_EQ(ledger.open("contact")->coming->to, other_municipality);
  EXPECT_EQ(ledger.holder("make-sure-it-arrived"), municipality) << "the other is not answered for here";
  ledger.now = morning + hours(1);
  ledger.ask(CompleteDuty{ledger.open("first-visit")->number, 0}, other_municipality);
  EXPECT_EQ(ledger.open("make-sure-it-arrived"), nullptr) << "whoever acts knows";
}

TEST_F(Citizens, AMoveToComeIsKeptWakesOnItsDayAndMayBeCalledOff) {
  ledger.notify(StayEvent::admitted);
  const Instant day = morning + hours(5);
  EXPECT_EQ(ledger.ask(MoveCitizen{other_municipality, day}, gp).refusal, Refusal::not_allowed);
  EXPECT_EQ(ledger.ask(MoveCitizen{gp, day}, caller(operations)).refusal, Refusal::no_such_party);
  ASSERT_TRUE(
      ledger.ask(MoveCitizen{other_municipality, day}, Caller{operations, CallerRole::operations}).ok());
  EXPECT_EQ(ledger.record.municipality, municipality);
  EXPECT_EQ(next_due(ledger.record), day);
  EXPECT_EQ(wakes(), day);
  ASSERT_TRUE(ledger.ask(MoveCitizen{municipality, {}}, municipality).ok());
  EXPECT_FALSE(ledger.record.moving);
  EXPECT_NE(next_due(ledger.record), day);
  ledger.ask(MoveCitizen{other_municipality, day}, municipality);
  ledger.tick_at(day);
  EXPECT_EQ(ledger.record.municipality, other_municipality);
  EXPECT_EQ(ledger.holder("admission-report"), other_municipality);
  EXPECT_FALSE(ledger.record.moving);
}

TEST_F(Citizens, ANotificationToAnotherMunicipalityIsAMoveToo) {
  ledger.notify(StayEvent::admitted);
  NotifyStay note = ledger.notification(StayEvent::leave, morning + hours(1));
  note.municipality = other_municipality;
  ledger.now = morning + hours(1);
  ledger.notify(note);
  EXPECT_EQ(ledger.holder("admission-report"), other_municipality);
}

TEST_F(Citizens, WhatIsToldLateOfAnotherStayMovesNobodyBack) {
  ledger.notify(StayEvent::admitted);
  NotifyStay next = ledger.notification(StayEvent::admitted, morning + days(2), ward_b);
  next.courses = {key(51)};
  next.municipality = other_municipality;
  ledger.now = next.event_at;
  ledger.notify(next);
  ASSERT_EQ(ledger.record.municipality, other_municipality);
  ledger.notify(StayEvent::home, morning + days(1));
  EXPECT_EQ(ledger.record.municipality, other_municipality);
  EXPECT_EQ(ledger.record.course(2)->municipality, other_municipality);
  NotifyStay before = ledger.notification(StayEvent::admitted, morning - days(9));
  before.courses = {key(52)};
  ledger.notify(before);
  EXPECT_EQ(ledger.record.course(3)->municipality, other_municipality);
}

TEST_F(Citizens, ANoteFromBeforeSomebodySaidTheCitizenHasMovedMovesNobodyBack) {
  ledger.notify(StayEvent::admitted);
  ledger.now = morning + hours(3);
  ASSERT_TRUE(ledger.ask(MoveCitizen{other_municipality, morning}, municipality).ok());
  ledger.now = morning + hours(4);
  ledger.notify(StayEvent::leave, morning + hours(2));  // told late, to where the citizen lived
  EXPECT_EQ(ledger.record.municipality, other_municipality);
  EXPECT_EQ(ledger.holder("admission-report"), other_municipality);
  ledger.notify(StayEvent::back, morning + hours(4));
  EXPECT_EQ(ledger.record.municipality, municipality) << "the hospital has said so since";
}

TEST_F(Citizens, ANoteFromBeforeAnAnnouncedMoveMovesNobodyBackEither) {
  ledger.notify(StayEvent::admitted);
  const Instant day = morning + hours(5);
  ledger.ask(MoveCitizen{other_municipality, day}, municipality);
  ledger.tick_at(day + hours(2));
  ASSERT_EQ(ledger.record.municipality, other_municipality);
  ledger.notify(StayEvent::leave, day - hours(1));
  EXPECT_EQ(ledger.record.municipality, other_municipality);
  ledger.notify(StayEvent::back, day + hours(1));
  EXPECT_EQ(ledger.record.municipality, municipality);
}

TEST_F(Citizens, WhatGoesOnAgainGoesOnWhereTheCitizenLivesNow) {
  ledger.notify(StayEvent::admitted);
  const NotifyStay home = ledger.notification(StayEvent::home, morning + hours(1));
  ledger.now = home.event_at;
  ledger.notify(home);
  ledger.ask(CompleteDuty{ledger.open("first-visit")->number, 0}, municipality);
  ledger.tick_at(ledger.now + hours(72));
  ASSERT_FALSE(ledger.record.course(1)->open());
  ASSERT_TRUE(ledger.ask(MoveCitizen{other_municipality, {}}, municipality).ok());
  NotifyStay annulment = ledger.notification(StayEvent::home, ledger.now);
  annulment.form = NoteForm::annulment;
  annulment.of = home.message;
  annulment.municipality = other_municipality;
  ledger.notify(annulment);
  EXPECT_EQ(ledger.record.course(1)->municipality, other_municipality);
  EXPECT_EQ(ledger.holder("admission-report"), other_municipality) << "what the discharge had ended";
  NotifyStay home_after_all = ledger.notification(StayEvent::home, ledger.now);
  home_after_all.municipality = other_municipality;
  ledger.notify(home_after_all);
  EXPECT_EQ(ledger.holder("care"), other_municipality);
}

TEST_F(Citizens, WhatIsToldAfterAllIsToldToWhereTheCitizenLivesNow) {
  const NotifyStay admission = ledger.notification(StayEvent::admitted, morning);
  ledger.notify(admission);
  NotifyStay annulment = ledger.notification(StayEvent::admitted, morning);
  annulment.form = NoteForm::annulment;
  annulment.of = admission.message;
  ledger.notify(annulment);
  ASSERT_FALSE(ledger.record.course(1)->open());
  ASSERT_TRUE(ledger.ask(MoveCitizen{other_municipality, {}}, municipality).ok());
  NotifyStay after_all = ledger.notification(StayEvent::admitted, morning);
  after_all.municipality = other_municipality;
  ledger.notify(after_all);
  EXPECT_EQ(ledger.holder("admission-report"), other_municipality);
}

TEST_F(Citizens, APlannedStayIsWhereTheHospitalSaysOnceItHasBegun) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  ASSERT_TRUE(ledger.ask(ExpectStay{0, ward_a, other_municipality, morning + days(2), 0}, ward_a).ok());
  NotifyStay comes = ledger.notification(StayEvent::admitted, morning + days(2));
  comes.courses = {key(53)};
  ledger.now = comes.event_at;
  ledger.notify(comes);
  EXPECT_EQ(ledger.record.municipality, municipality);
  EXPECT_EQ(ledger.record.course(2)->municipality, municipality);
  EXPECT_EQ(ledger.holder("admission-report", 2), municipality);
}

// --- whose citizen ---

TEST_F(Citizens, TwoThatBothSayNotOursLeaveItToTheLastRegisteredAddress) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  const uint16_t care = ledger.open("care")->number;
  const auto offered_and_declined = [&](Party holder, Party asked, DeclineReason reason) {
    EXPECT_TRUE(ledger.ask(OfferDuty{care, asked, {}, 0}, holder).ok());
    EXPECT_TRUE(ledger.ask(DeclineOffer{care, reason, {}, 1}, asked).ok());
  };
  offered_and_declined(municipality, other_municipality, DeclineReason::not_our_citizen);
  EXPECT_EQ(ledger.holder("care"), municipality) << "it is the one of the last registered address";
  ledger.ask(OfferDuty{care, other_municipality, {}, 0}, municipality);
  ledger.ask(AcceptOffer{care}, other_municipality);
  offered_and_declined(other_municipality, municipality, DeclineReason::no_capacity);
  EXPECT_EQ(ledger.holder("care"), other_municipality) << "want of room is another matter";
  offered_and_declined(other_municipality, municipality, DeclineReason::not_our_citizen);
  EXPECT_EQ(ledger.holder("care"), municipality);
  EXPECT_EQ(ledger.open("care")->ground, Ground::by_rule);
  EXPECT_EQ(ledger.open("care")->rule, "last-registered-address");
}

// --- joined ---

TEST_F(Citizens, JoinedRecordsKeepEveryCourseAndDuty) {
  ledger.notify(StayEvent::admitted, morning - hours(1));
  Ledger other;
  other.record.citizen = 8;
  other.notify(StayEvent::admitted);
  other.notify(StayEvent::home);
  other.ask(OfferDuty{other.open("care")->number, nurses, {}, 0}, municipality);
  other.ask(StateCircumstance{0, CircumstanceKind::guardian, {}, morning + days(9), {}, 1}, municipality);

  const Caller drift{operations, CallerRole::operations};
  const auto joining = [&](const Record& record) {
    return JoinRecords{record.citizen, 1, std::make_shared<const Record>(record)};
  };
  EXPECT_EQ(ledger.ask(JoinRecords{9, 1, nullptr}, drift).refusal, Refusal::no_such_citizen);
  EXPECT_EQ(ledger.ask(joining(ledger.record), drift).refusal, Refusal::no_such_citizen);
  EXPECT_EQ(ledger.ask(joining(other.record), municipality).refusal, Refusal::not_allowed);
  JoinRecords why = joining(other.record);
  why.text = 0;
  EXPECT_EQ(ledger.ask(why, drift).refusal, Refusal::reason_required);

  const size_t duties = ledger.record.all_duties().size(), courses = ledger.record.all_courses().size();
  ASSERT_TRUE(ledger.ask(joining(other.record), drift).ok());
  EXPECT_EQ(ledger.record.all_duties().size(), duties + other.record.all_duties().size());
  EXPECT_EQ(ledger.record.all_courses().size(), courses + other.record.all_courses().size());
  const Duty* care = ledger.open("care", 2);
  ASSERT_NE(care, nullptr);
  EXPECT_EQ(care->offer->to, nurses);
  EXPECT_TRUE(ledger.ask(AcceptOffer{care->number}, nurses).ok());
  EXPECT_EQ(ledger.record.duty(ledger.record.circumstances[0].renewal)->task, "renew-before-it-ends");
  EXPECT_EQ(ledger.record.course_with(key(50))->number, 2) << "of the same key the later open one";

  evolve(other.record, CitizenMerged{7}, {morning, 99});
  EXPECT_TRUE(worklist(other.record).empty());
  EXPECT_TRUE(next_due(other.record).none());
  EXPECT_EQ(broken_invariants(other.record, other.rules, morning), std::vector<std::string>{});
  EXPECT_EQ(decide(other.record,
                   {key(1), morning, {municipality, CallerRole::person}, OpenDuty{"other", 0, {}, {}, {}, 0}},
                   other.rules)
                .answer.refusal,
            Refusal::joined_with_other);
}

TEST_F(Citizens, AMoveThatWasAnnouncedGoesWithTheRecordThatIsJoined) {
  ledger.notify(StayEvent::admitted);
  Ledger other;
  other.record.citizen = 8;
  other.notify(StayEvent::admitted);
  const Instant day = morning + days(3);
  other.ask(MoveCitizen{other_municipality, day}, municipality);
  ASSERT_TRUE(ledger
                  .ask(JoinRecords{8, 1, std::make_shared<const Record>(other.record)},
                       Caller{operations, CallerRole::operations})
                  .ok());
  ASSERT_TRUE(ledger.record.moving);
  EXPECT_EQ(ledger.record.moving->to, other_municipality);
  EXPECT_EQ(ledger.record.moving->from, day);
}

TEST_F(Citizens, WhoIsJoinedWithARecordOfWhereTheMoveWasToHasMoved) {
  const Caller drift{operations, CallerRole::operations};
  ASSERT_TRUE(ledger.ask(MoveCitizen{municipality, morning + days(3)}, drift).ok());
  ASSERT_TRUE(ledger.record.moving);
  Ledger other;
  other.record.citizen = 8;
  other.notify(StayEvent::admitted);
  ASSERT_TRUE(ledger.ask(JoinRecords{8, 1, std::make_shared<const Record>(other.record)}, drift).ok());
  EXPECT_EQ(ledger.record.municipality, municipality);
  EXPECT_FALSE(ledger.record.moving);
}

TEST_F(Citizens, JoinedWithAStayInHospitalTheOneThatWasHomeIsOver) {
  ledger.notify(StayEvent::admitted, morning);
  ledger.notify(StayEvent::home, morning + hours(1));
  Ledger other;
  other.record.citizen = 8;
  other.next_message = 150;
  NotifyStay again = other.notification(StayEvent::admitted, morning + hours(5), ward_b);
  again.courses = {key(60)};
  other.notify(again);
  ledger.now = morning + hours(6);
  ASSERT_TRUE(ledger
                  .ask(JoinRecords{8, 1, std::make_shared<const Record>(other.record)},
                       Caller{operations, CallerRole::operations})
                  .ok());
  EXPECT_FALSE(ledger.record.course(1)->open());
  EXPECT_EQ(ledger.open("first-visit"), nullptr) << "nobody is to visit who lies in hospital";
  EXPECT_EQ(ledger.holder("contact", 2), ward_b) << "one to call";
}

TEST_F(Citizens, JoinedWithADeathNothingMoreIsOwedToTheLiving) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  Ledger other;
  other.record.citizen = 8;
  other.next_message = 150;
  other.notify(StayEvent::dead);
  ASSERT_TRUE(ledger
                  .ask(JoinRecords{8, 1, std::make_shared<const Record>(other.record)},
                       Caller{operations, CallerRole::operations})
                  .ok());
  EXPECT_EQ(ledger.record.died, morning);
  EXPECT_EQ(ledger.open("first-visit"), nullptr);
  EXPECT_NE(ledger.open("after-death", 2), nullptr);

  NotifyStay annulment = ledger.notification(StayEvent::dead, morning);
  annulment.form = NoteForm::annulment;
  annulment.of = ledger.record.course(2)->notes.at(0).message;
  ledger.notify(annulment);
  EXPECT_TRUE(ledger.record.died.none());
  EXPECT_NE(ledger.open("first-visit"), nullptr) << "owed again";
}

}  // namespace
}  // namespace klynge
