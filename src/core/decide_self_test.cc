// What citizens say themselves, and what is measured at home: who may, who gets it, and by when.
#include <gtest/gtest.h>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

const Caller self{.party = {}, .role = CallerRole::citizen, .self = 7};

Caller voice(uint16_t number) {
  return {.party = {}, .role = CallerRole::relative, .self = 7, .voice = number};
}

Pathway letters() {
  Pathway pathway;
  pathway.id = "letters";
  pathway.version = 1;
  pathway.without_course = true;
  pathway.ladders = {{"letter", {{{}, LadderKind::remind, LadderStep::Whom::debtor}}}};
  Task question = task("citizen-question", Strand::none, {PartyKind::municipality});
  question.opened_by_citizen = true;
  question.done_in_words = true;
  question.ladder = "letter";
  question.due = {{{DueRule::Form::working_days, 1, hours(12)}, "citizen-question"}};
  pathway.tasks = {question};
  return pathway;
}

struct Self : Ledger {
  Self() {
    rules.pathways.push_back(letters());
    Answering& table = rules.pathways[0].answering;
    table.lines = {{.askers = {Asker::citizen},
                    .about = {Strand::care},
                    .when = AnswerLine::When::in_hospital,
                    .call = AnswerLine::Call::ward,
                    .rule = "hospital-notifies"},
                   {.askers = {Asker::citizen},
                    .about = {Strand::care},
                    .call = AnswerLine::Call::municipality,
                    .rule = "municipal-care"}};
    notify(StayEvent::admitted);
  }
  void works_elsewhere(Party party) {
    PartyInfo info = *rules.directory.find(party);
    info.answers_here_from = {};
    rules.directory.add(info);
  }
  uint16_t state(CircumstanceKind kind) {
    ask(StateCircumstance{0, kind, {}, now + days(10), {}, 1}, ward_a);
    return record.circumstances.back().number;
  }
};

TEST(Question, GoesToWhomTheCitizenIsToCallAndIsNoPartOfACourse) {
  Self me;
  const Answer answer = me.ask(AskQuestion{1}, self);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer.party, ward_a);
  const Duty* duty = me.open("citizen-question", 0);
  ASSERT_NE(duty, nullptr);
  EXPECT_EQ(duty->rule, "citizen-question");
  EXPECT_EQ(answer.due, duty->due);
  EXPECT_EQ(denmark_clock(duty->due), hours(12));
  EXPECT_EQ(denmark_date(duty->due), working_days_after(denmark_date(me.now), 1));
  me.notify(StayEvent::home);
  EXPECT_EQ(me.ask(AskQuestion{1}, self).party, municipality);
  EXPECT_TRUE(me.broken().empty());
}

TEST(Question, GoesToNobodyWhoWouldNotSeeItHere) {
  Self me;
  me.works_elsewhere(ward_a);
  EXPECT_EQ(me.ask(AskQuestion{1}, self).party, municipality) << "the desk of the citizen's municipality";
  me.works_elsewhere(municipality);
  EXPECT_EQ(me.ask(AskQuestion{1}, self).party, operations) << "somebody reads it";
  ASSERT_TRUE(me.ask(NameGp{gp}, ward_a).ok());
  EXPECT_EQ(me.ask(AskQuestion{1}, self).party, gp);
}

TEST(Question, IsReadWhenNoCourseIsOpenAndKeepsNoneOpen) {
  Self me;
  ASSERT_TRUE(me.ask(AskQuestion{1}, self).ok());
  me.come_home_and_close();
  EXPECT_FALSE(me.record.course(1)->open());
  EXPECT_EQ(me.ask(AskQuestion{1}, self).party, municipality);
  EXPECT_TRUE(me.broken().empty());
}

TEST(Question, IsAnsweredInWordsByWhoeverHasIt) {
  Self me;
  const uint16_t duty = me.ask(AskQuestion{1}, self).duty;
  EXPECT_EQ(me.ask(CompleteDuty{duty, 1}, municipality).refusal, Refusal::not_yours);
  EXPECT_EQ(me.ask(CompleteDuty{duty, 0}, ward_a).refusal, Refusal::reason_required);
  ASSERT_TRUE(me.ask(ReviewDuty{duty}, ward_a).ok());
  EXPECT_EQ(me.record.duty(duty)->reviewed, me.now);
  EXPECT_TRUE(me.ask(CompleteDuty{duty, 1}, ward_a).ok());
}

TEST(Question, SilenceActsAsOnAnyDuty) {
  Self me;
  const uint16_t duty = me.ask(AskQuestion{1}, self).duty;
  me.tick_at(me.record.duty(duty)->due + hours(1));
  EXPECT_EQ(me.record.duty(duty)->told, std::vector<Party>{ward_a});
}

TEST(Question, IsTheCitizensOrWhoActsForTheCitizen) {
  Self me;
  EXPECT_EQ(me.ask(AskQuestion{1}, ward_a).refusal, Refusal::not_allowed);
  EXPECT_EQ(me.ask(AskQuestion{1}, Caller{.party = {}, .role = CallerRole::citizen, .self = 8}).refusal,
            Refusal::not_allowed);
  const uint16_t told = me.state(CircumstanceKind::relative), acts = me.state(CircumstanceKind::mandate);
  EXPECT_EQ(me.ask(AskQuestion{1}, voice(told)).refusal, Refusal::not_allowed);
  EXPECT_TRUE(me.ask(AskQuestion{1}, voice(acts)).ok());
  me.now = me.now + days(11);
  EXPECT_EQ(me.ask(AskQuestion{1}, voice(acts)).refusal, Refusal::not_allowed) << "the mandate is over";
  EXPECT_EQ(me.ask(AskQuestion{0}, self).refusal, Refusal::reason_required);
  me.notify(StayEvent::dead);
  EXPECT_EQ(me.ask(AskQuestion{1}, self).refusal, Refusal::dead);
}

TEST(Question, OneCitizenDoesNotFillTheList) {
  Self me;
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(me.ask(AskQuestion{1}, self).ok());
  EXPECT_EQ(me.ask(AskQuestion{1}, self).refusal, Refusal::not_allowed);
  ASSERT_TRUE(me.ask(CompleteDuty{me.open("citizen-question", 0)->number, 1}, ward_a).ok());
  EXPECT_TRUE(me.ask(AskQuestion{1}, self).ok());
}

TEST(Goals, AreTheCitizensInWhoeversHand) {
  Self me;
  ASSERT_TRUE(me.ask(WriteGoals{1}, self).ok());
  EXPECT_TRUE(std::get<GoalsWritten>(me.last_facts.back()).by.none());
  ASSERT_TRUE(me.ask(WriteGoals{1}, ward_a).ok());
  EXPECT_EQ(std::get<GoalsWritten>(me.last_facts.back()).by, ward_a);
  ASSERT_TRUE(me.ask(WriteGoals{1}, voice(me.state(CircumstanceKind::mandate))).ok());
  EXPECT_TRUE(std::get<GoalsWritten>(me.last_facts.back()).acting);
  EXPECT_EQ(me.ask(WriteGoals{1}, gp).refusal, Refusal::not_allowed) << "has no lane";
  EXPECT_EQ(me.ask(WriteGoals{1}, voice(me.state(CircumstanceKind::relative))).refusal, Refusal::not_allowed);
  EXPECT_EQ(me.ask(WriteGoals{0}, self).refusal, Refusal::reason_required);
}

TEST(Measure, IsOfAMunicipalityThatHasTheCitizenAndAsItWasStated) {
  Self me;
  EXPECT_EQ(me.ask(Measure{{}, 1}, ward_a).refusal, Refusal::not_allowed) << "not at home";
  EXPECT_EQ(me.ask(Measure{{}, 1}, nurses).refusal, Refusal::not_allowed) << "has no lane";
  EXPECT_EQ(me.ask(Measure{me.now + minutes(1), 1}, municipality).refusal, Refusal::wrong_time);
  EXPECT_EQ(me.ask(Measure{{}, 0}, municipality).refusal, Refusal::reason_required);
  ASSERT_TRUE(me.ask(Measure{me.now - hours(1), 1}, municipality).ok());
  const auto& said = std::get<Measured>(me.last_facts.back());
  EXPECT_EQ(said.form, NoteForm::by_hand);
  EXPECT_EQ(said.from, municipality);
  EXPECT_EQ(said.at, me.now - hours(1));
  Caller lay{.party = municipality};
  lay.lay = true;
  EXPECT_EQ(me.ask(Measure{{}, 1}, lay).refusal, Refusal::not_allowed);
}

}  // namespace
}  // namespace klynge
