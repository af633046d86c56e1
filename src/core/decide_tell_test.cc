// What no message carries: who may say it, when it fits, and what follows. Stories tell the rest.
#include <gtest/gtest.h>

#include "core/test_setting.h"
#include "core/view/answering.h"

namespace klynge {
namespace {

using namespace test;

struct Telling : testing::Test {
  Ledger ledger;

  // The duties of a pathway that has the new words, beside those every pathway has.
  void SetUp() override {
    Pathway& pathway = ledger.rules.pathways.front();
    Task ready = task("take-home", Strand::authority, {PartyKind::municipality});
    ready.in_force = {StayState::ready};
    ready.steps = {step(StayEvent::ready, Step::Do::hold, Role::municipality, "ready"),
                   step(StayEvent::not_ready, Step::Do::end, Role::holder, "not-ready"),
                   step(StayEvent::home, Step::Do::end, Role::holder, "stay-over"),
                   step(StayEvent::dead, Step::Do::end, Role::holder, "stay-over")};
    Task summary = task("summary", Strand::none, {PartyKind::hospital});
    summary.steps = {step(StayEvent::home, Step::Do::open, Role::ward, "summary")};
    Task lead = task("lead", Strand::none, {PartyKind::municipality});
    lead.due = {{due_after(hours(48)), "lead", Moment::discharge}, {due_after(days(30)), "lead"}};
    lead.steps = {step(StayEvent::ready, Step::Do::open, Role::municipality, "lead")};
    Task part = task("part", Strand::none, {PartyKind::gp});
    part.contributes_to = "lead";
    Step with = step(StayEvent::task_opened, Step::Do::open, Role::municipality, "lead");
    Step done = step(StayEvent::task_done, Step::Do::void_);
    Step voided = step(StayEvent::task_voided, Step::Do::void_);
    with.of = done.of = voided.of = "lead";
    part.steps = {with, done, voided};
    Task follow_up = task("follow-up", Strand::none, {PartyKind::gp});
    Step first = step(StayEvent::task_marked, Step::Do::open, Role::ward, "marked");
    Step then = step(StayEvent::task_marked, Step::Do::pass, Role::gp, "marked");
    first.of = then.of = "summary";
    then.conditions = {{.kind = Condition::Kind::gp_known}};
    follow_up.steps = {first, then, step(StayEvent::gp_named, Step::Do::pass, Role::gp, "marked")};
    for (const Task& one : {ready, summary, lead, part, follow_up}) pathway.tasks.push_back(one);
  }
  void TearDown() override {
    EXPECT_EQ(ledger.broken(), std::vector<std::string>{});
    EXPECT_EQ(ledger.refolded(), ledger.record);
  }
  Answer tell(StayEvent event, Instant at = {}, Party by = ward_a) {
    return ledger.ask(TellStay{1, event, at, 0}, by);
  }
  const Course& course() const { return *ledger.record.course(1); }
};

TEST_F(Telling, OnlyTheHospitalSaysReadyAndOnlyWhereItFits) {
  EXPECT_EQ(tell(StayEvent::ready).refusal, Refusal::no_such_course);
  ledger.notify(StayEvent::admitted);
  EXPECT_EQ(tell(StayEvent::ready, {}, municipality).refusal, Refusal::not_yours);
  EXPECT_EQ(tell(StayEvent::not_ready).refusal, Refusal::other_state);
  EXPECT_EQ(tell(StayEvent::ready, ledger.now + hours(1)).refusal, Refusal::other_state) << "not yet so";
  EXPECT_EQ(tell(StayEvent::ready, ledger.now - hours(1)).refusal, Refusal::other_state) << "before the stay";
  EXPECT_EQ(tell(StayEvent::admitted).refusal, Refusal::not_allowed) << "a message says that";
  EXPECT_TRUE(tell(StayEvent::ready, {}, ward_b).ok()) << "the same hospital";
  EXPECT_EQ(tell(StayEvent::ready).refusal, Refusal::other_state);
  EXPECT_EQ(ledger.holder("take-home"), municipality);
  ledger.notify(StayEvent::home);
  EXPECT_EQ(ledger.open("take-home"), nullptr);
  EXPECT_EQ(tell(StayEvent::not_ready).refusal, Refusal::other_state);
}

TEST_F(Telling, DaysAreCountedByTheCalendarAndKept) {
  ledger.notify(StayEvent::admitted);
  tell(StayEvent::ready);
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now), 0u);
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now + days(2)), 2u);
  ledger.now = ledger.now + days(1);
  tell(StayEvent::not_ready);
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now + days(9)), 1u);
  ledger.now = ledger.now + hours(1);
  tell(StayEvent::ready);
  ledger.now = ledger.now + days(3);
  ledger.notify(StayEvent::home);
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now + days(9)), 4u) << "until the discharge";
}

// The hospital that sends the citizen on tells of no discharge (S.BR17): the stay ends where the other
// begins.
TEST_F(Telling, DaysAreCountedUntilTheCitizenIsSentToAnotherRegion) {
  for (const auto& [ward, region] : {std::pair{ward_a, "Midtjylland"}, std::pair{ward_b, "Hovedstaden"}}) {
    PartyInfo info = *ledger.rules.directory.find(ward);
    info.region = region;
    ledger.rules.directory.add(info);
  }
  ledger.notify(StayEvent::admitted);
  tell(StayEvent::ready);
  ledger.now = ledger.now + days(3);
  NotifyStay there = ledger.notification(StayEvent::admitted, ledger.now, ward_b);
  there.courses = {key(60)};
  ledger.notify(there);
  ASSERT_EQ(course().stay, StayState::elsewhere);
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now + days(9)), 3u);
  NotifyStay correction = ledger.notification(StayEvent::admitted, ledger.now - hours(20), ward_b);
  correction.courses = there.courses;
  correction.form = NoteForm::correction;
  correction.of = there.message;
  ledger.notify(correction);
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now + days(9)), 2u) << "it was the day before";
  ledger.notify(StayEvent::home, ledger.now - hours(2));
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now + days(9)), 2u) << "told after all, and too late";
  ledger.notify(StayEvent::home, ledger.now - days(2));
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now + days(9)), 1u) << "and in time";
}

TEST_F(Telling, DaysStandWhateverIsToldLateOfWhatWasBefore) {
  ledger.notify(StayEvent::admitted);
  tell(StayEvent::ready);
  ledger.now = ledger.now + days(3);
  ledger.notify(StayEvent::home);
  ledger.notify(StayEvent::acute, morning - hours(1));
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now + days(9)), 3u);
}

TEST_F(Telling, WhoIsAdmittedAfterAllIsReadyAsWasSaid) {
  const NotifyStay admission = ledger.notification(StayEvent::admitted, morning);
  ledger.notify(admission);
  ledger.now = morning + hours(2);
  tell(StayEvent::ready);
  NotifyStay annulment = ledger.notification(StayEvent::admitted, morning);
  annulment.form = NoteForm::annulment;
  annulment.of = admission.message;
  ledger.notify(annulment);
  EXPECT_FALSE(course().is_ready());
  ledger.notify(StayEvent::admitted, morning);
  EXPECT_TRUE(course().is_ready());
  EXPECT_EQ(ledger.holder("take-home"), municipality);
}

TEST_F(Telling, WhoHadGoneHomeWhenTheWordWasSaidIsNotReady) {
  ledger.notify(StayEvent::admitted);
  ledger.now = morning + hours(2);
  tell(StayEvent::ready);
  ledger.notify(StayEvent::home, morning + hours(1));
  ledger.now = morning + days(2);
  ledger.notify(StayEvent::admitted);
  EXPECT_FALSE(course().is_ready());
  EXPECT_EQ(ledger.open("take-home"), nullptr);
  EXPECT_EQ(ready_days(ledger.record, course(), ledger.now), 0u);
}

TEST_F(Telling, AnAnnulledDischargeFindsTheCitizenReadyAgain) {
  ledger.notify(StayEvent::admitted);
  tell(StayEvent::ready);
  const NotifyStay home = ledger.notification(StayEvent::home, ledger.now + hours(1));
  ledger.notify(home);
  NotifyStay annulment = ledger.notification(StayEvent::home, ledger.now + hours(2));
  annulment.form = NoteForm::annulment;
  annulment.of = home.message;
  ledger.notify(annulment);
  EXPECT_TRUE(course().is_ready());
  EXPECT_EQ(ledger.holder("take-home"), municipality);
}

TEST_F(Telling, WhatCountsFromTheDischargeMovesWithIt) {
  const Instant start = ledger.now;
  ledger.notify(StayEvent::admitted);
  tell(StayEvent::ready);
  EXPECT_EQ(ledger.open("lead")->due, start + days(30)) << "nobody has said when";
  EXPECT_EQ(tell(StayEvent::discharge_expected, start).refusal, Refusal::time_is_past);
  tell(StayEvent::discharge_expected, start + days(2));
  EXPECT_EQ(ledger.open("lead")->due, start + days(4));
  tell(StayEvent::discharge_expected, start + days(3));
  EXPECT_EQ(ledger.open("lead")->due, start + days(5));
  EXPECT_TRUE(tell(StayEvent::discharge_expected, start + days(3)).ok());
  EXPECT_TRUE(ledger.last_facts.empty()) << "the same again is nothing new";
  tell(StayEvent::not_ready);
  EXPECT_EQ(ledger.open("lead")->due, start + days(30)) << "nobody expects it now";
  ledger.notify(StayEvent::home, start + days(1));
  EXPECT_EQ(ledger.open("lead")->due, start + days(3)) << "when it was";
}

TEST_F(Telling, ADeadlineThatWasStatedStays) {
  const Instant start = ledger.now;
  ledger.notify(StayEvent::admitted);
  ledger.ask(OpenDuty{"lead", 1, {}, start + days(7), {}, 0}, municipality);
  tell(StayEvent::discharge_expected, start + days(2));
  EXPECT_EQ(ledger.open("lead")->due, start + days(7));
}

TEST_F(Telling, APartSaysWhatItIsAPartOfAndEndsWithTheLead) {
  ledger.notify(StayEvent::admitted);
  ledger.ask(OpenDuty{"lead", 1, {}, {}, {}, 0}, municipality);
  const uint16_t lead = ledger.open("lead")->number;
  EXPECT_EQ(ledger.open("part")->contributes_to, lead);
  ledger.ask(VoidDuty{lead, VoidReason::not_needed, 0}, municipality);
  EXPECT_EQ(ledger.open("part"), nullptr);
  ledger.ask(OpenDuty{"lead", 1, {}, {}, {}, 0}, municipality);
  ASSERT_NE(ledger.open("part"), nullptr);
  ledger.ask(CompleteDuty{ledger.open("lead")->number, 0}, municipality);
  EXPECT_EQ(ledger.open("part"), nullptr);
}

TEST_F(Telling, AMarkedSummaryWaitsForTheGpToBeNamed) {
  ledger.notify(StayEvent::admitted);
  ledger.notify(StayEvent::home);
  ledger.ask(CompleteDuty{ledger.open("summary")->number, 0, true}, ward_a);
  EXPECT_EQ(ledger.holder("follow-up"), ward_a) << "nobody knows the GP";
  EXPECT_EQ(ledger.ask(NameGp{municipality}, municipality).refusal, Refusal::no_such_party);
  ledger.ask(NameGp{gp}, municipality);
  EXPECT_EQ(ledger.holder("follow-up"), gp);
  EXPECT_EQ(ledger.open("make-sure-it-arrived")->holder, ward_a);
  EXPECT_EQ(ledger.ask(NameGp{gp}, municipality).refusal, Refusal::same_party);
  EXPECT_EQ(ledger.ask(NameGp{gp}, other_municipality).refusal, Refusal::not_yours) << "has no part in it";
  EXPECT_EQ(ledger.ask(StateObjection{false, 0}, other_municipality).refusal, Refusal::not_yours);
}

TEST_F(Telling, TheGpIsToldOnABasisAndNeverAgainstTheCitizensWord) {
  ledger.notify(StayEvent::admitted);
  const auto told = [&](GpBasis basis, uint8_t text, Party by = ward_a) {
    return ledger.ask(TellGp{1, basis, text}, by).refusal;
  };
  EXPECT_EQ(told(GpBasis::consent, 0), Refusal::no_such_party);
  ledger.ask(NameGp{gp}, municipality);
  EXPECT_EQ(told(GpBasis{}, 1), Refusal::reason_required);
  EXPECT_EQ(told(GpBasis::section_41, 0), Refusal::reason_required);
  EXPECT_EQ(told(GpBasis::consent, 0, other_municipality), Refusal::not_yours);
  EXPECT_EQ(told(GpBasis::consent, 0), Refusal::none);
  EXPECT_EQ(told(GpBasis::section_41, 1, municipality), Refusal::none);
  EXPECT_EQ(ledger.ask(TellGp{1, GpBasis::consent, 0}, Caller{operations, CallerRole::operations}).refusal,
            Refusal::not_allowed)
      << "whoever runs the installation is no health person";
  EXPECT_TRUE(ledger.ask(StateObjection{false, 0}, municipality).ok());
  EXPECT_EQ(told(GpBasis::consent, 0), Refusal::objected);
  EXPECT_EQ(ledger.ask(StateObjection{false, 0}, municipality).refusal, Refusal::other_state);
  EXPECT_TRUE(ledger.ask(StateObjection{true, 0}, municipality).ok());
  EXPECT_EQ(told(GpBasis::consent, 0), Refusal::none);
}

TEST_F(Telling, TheExpectedStayIsTheOneThatComes) {
  const Instant day = ledger.now + days(10);
  EXPECT_EQ(ledger.ask(ExpectStay{0, gp, municipality, day, 0}, ward_a).refusal, Refusal::no_such_party);
  EXPECT_EQ(ledger.ask(ExpectStay{0, ward_a, {}, day, 0}, ward_a).refusal, Refusal::no_such_party)
      << "nobody knows where the citizen lives";
  EXPECT_EQ(ledger.ask(ExpectStay{0, ward_a, municipality, ledger.now, 0}, ward_a).refusal,
            Refusal::time_is_past);
  EXPECT_EQ(ledger.ask(ExpectStay{0, ward_a, municipality, day, 0}, other_municipality).refusal,
            Refusal::not_yours);
  EXPECT_TRUE(ledger.ask(ExpectStay{0, ward_a, municipality, day, 0}, ward_a).ok());
  EXPECT_EQ(ledger.holder("contact"), ward_a);
  EXPECT_TRUE(ledger.ask(ExpectStay{1, ward_b, {}, day + days(1), 0}, municipality).ok()) << "said again";
  EXPECT_EQ(course().ward, ward_b);
  EXPECT_EQ(ledger.holder("contact"), ward_b);
  ledger.now = day - days(5);
  ledger.notify(StayEvent::acute, ledger.now);
  EXPECT_EQ(ledger.record.course(2)->stay, StayState::acute) << "too early: another stay";
  EXPECT_EQ(course().stay, StayState::expected);
  ledger.now = day;
  NotifyStay comes = ledger.notification(StayEvent::admitted, day, ward_b);
  comes.courses = {key(51)};
  ledger.notify(comes);
  EXPECT_EQ(course().stay, StayState::admitted);
  EXPECT_EQ(ledger.ask(CallOffStay{1, 1}, ward_b).refusal, Refusal::other_state);
  NotifyStay annulment = ledger.notification(StayEvent::admitted, day, ward_b);
  annulment.courses = {key(51)};
  annulment.form = NoteForm::annulment;
  annulment.of = comes.message;
  ledger.notify(annulment);
  EXPECT_EQ(course().stay, StayState::expected) << "it has not come after all";
  EXPECT_EQ(ledger.ask(CallOffStay{1, 0}, ward_b).refusal, Refusal::reason_required);
  EXPECT_TRUE(ledger.ask(CallOffStay{1, 1}, ward_b).ok());
  EXPECT_FALSE(course().open());
}

TEST_F(Telling, TheWardMayBeCalledLonger) {
  ledger.notify(StayEvent::admitted);
  const auto prolong = [&](Instant until, Party by) {
    return ledger.ask(ProlongWindow{1, until, 0}, by).refusal;
  };
  EXPECT_EQ(prolong(ledger.now + days(9), ward_a), Refusal::other_state);
  ledger.notify(StayEvent::home);
  EXPECT_EQ(prolong(ledger.now + days(1), ward_a), Refusal::time_is_past);
  EXPECT_EQ(prolong(ledger.now + days(4), municipality), Refusal::other_state) << "has none of it";
  EXPECT_EQ(prolong(ledger.now + days(4), ward_a), Refusal::none);
  ledger.tick_at(ledger.now + hours(73));
  EXPECT_EQ(ledger.holder("contact"), ward_a);
  ledger.tick_at(ledger.now + hours(23));
  EXPECT_EQ(ledger.holder("contact"), municipality);
}

}  // namespace
}  // namespace klynge
