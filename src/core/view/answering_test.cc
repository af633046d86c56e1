// Until when somebody is the one to call, and who is when no course is open. Who is called when:
// whom-to-call.story.
#include "core/view/answering.h"

#include <gtest/gtest.h>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

struct Scene : Ledger {
  Scene() {
    Answering& table = rules.pathways[0].answering;
    table.window = "contact";
    table.lines = {
        {.askers = {Asker::citizen},
         .about = {},
         .when = AnswerLine::When::window,
         .call = AnswerLine::Call::ward,
         .rule = "hours-72"},
        {.askers = {Asker::citizen},
         .about = {},
         .in_hours = true,
         .call = AnswerLine::Call::gp,
         .rule = "gp"},
        {.askers = {Asker::citizen}, .about = {}, .call = AnswerLine::Call::on_call_doctor, .rule = "gp"}};
    record.municipality = municipality;
    record.gp = gp;
  }
  Instant until(Instant at) const {
    const Course course = record.courses.empty() ? *without_course(record, rules, at) : record.courses[0];
    return answered_until(record, course, rules, Asker::citizen, Strand::treatment, at);
  }
};

Instant danish(uint8_t day, Duration clock) {
  return denmark_time({2026, 11, day}, clock);  // 20 November 2026 is a Friday
}

TEST(AnsweredUntil, TheClinicCloses) {
  EXPECT_EQ(Scene().until(danish(20, hours(10))), danish(20, hours(16)));
}

TEST(AnsweredUntil, TheClinicOpensOnTheNextWorkingDay) {
  EXPECT_EQ(Scene().until(danish(20, hours(17))), danish(23, hours(8)));
  EXPECT_EQ(Scene().until(danish(22, hours(3))), danish(23, hours(8)));
}

TEST(AnsweredUntil, ARulePassesTheCallsOn) {
  Scene scene;
  scene.now = danish(20, hours(10));
  scene.notify(StayEvent::admitted, danish(19, hours(9)));
  scene.notify(StayEvent::home);
  EXPECT_EQ(scene.until(danish(20, hours(11))), danish(23, hours(10)));
}

TEST(AnsweredUntil, NothingKnownChangesIt) {
  Scene scene;
  scene.rules.pathways[0].answering.lines = {
      {.askers = {Asker::citizen}, .about = {}, .call = AnswerLine::Call::gp, .rule = "gp"}};
  EXPECT_TRUE(scene.until(danish(20, hours(10))).none());
}

// A line by an agreement is for the wards of its region, from its first day on.
TEST(WhomToCall, AnAgreementBindsItsRegionAndItsDays) {
  Scene scene;
  AnswerLine agreed{
      .askers = {Asker::citizen}, .about = {}, .call = AnswerLine::Call::municipality, .rule = "agreed"};
  agreed.reach = {"Midtjylland", danish(20, hours(0)), danish(22, hours(0))};
  AnswerLine otherwise{
      .askers = {Asker::citizen}, .about = {}, .call = AnswerLine::Call::gp, .rule = "otherwise"};
  scene.rules.pathways[0].answering.lines = {agreed, otherwise};
  scene.notify(StayEvent::admitted, danish(19, hours(9)));
  const auto rule_at = [&](uint8_t day) {
    return whom_to_call(scene.record, scene.record.courses[0], scene.rules, Asker::citizen, Strand::treatment,
                        danish(day, hours(10)))
        .back()
        .rule;
  };
  EXPECT_EQ(rule_at(20), "otherwise") << "the ward is of no region";
  PartyInfo ward = *scene.rules.directory.find(ward_a);
  ward.region = "Midtjylland";
  scene.rules.directory.add(ward);
  EXPECT_EQ(rule_at(19), "otherwise");
  EXPECT_EQ(rule_at(20), "agreed");
  EXPECT_EQ(rule_at(22), "otherwise");
  ward.region = "Sjælland";
  scene.rules.directory.add(ward);
  EXPECT_EQ(rule_at(20), "otherwise");
}

TEST(WithoutCourse, SomebodyIsToBeCalledWhereTheCitizenLives) {
  Scene scene;
  const auto course = without_course(scene.record, scene.rules, danish(20, hours(10)));
  ASSERT_TRUE(course);
  const auto calls = whom_to_call(scene.record, *course, scene.rules, Asker::citizen, Strand::treatment,
                                  danish(20, hours(10)));
  ASSERT_EQ(calls.size(), 2u);
  EXPECT_EQ(calls[1].party, gp);
  scene.record.municipality = {};
  EXPECT_FALSE(without_course(scene.record, scene.rules, danish(20, hours(10))));
}

}  // namespace
}  // namespace klynge
