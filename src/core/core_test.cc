// The fold's bookkeeping, the lookups, the words, the invariants and who may see what.
#include <gtest/gtest.h>

#include "core/draft.h"
#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

TEST(Course, IsDischargedWhenItsLastDischargeSaysWhateverIsToldOfADeath) {
  Course course;
  course.discharge_expected = morning + days(9);
  EXPECT_EQ(course.discharge(), morning + days(9));
  course.stay = StayState::home;
  const auto told = [&](StayEvent event, uint8_t message, Instant at) {
    course.notes.push_back(
        StayNote{.event = event, .message = key(message), .at = at, .ward = {}, .sender = {}, .of = {}});
  };
  told(StayEvent::admitted, 1, morning);
  told(StayEvent::home, 2, morning + hours(1));
  told(StayEvent::home, 3, morning + hours(2));
  told(StayEvent::dead, 4, morning + hours(5));
  EXPECT_EQ(course.discharge(), morning + hours(2));
  told(StayEvent::home, 5, morning + hours(6));
  course.notes.back().form = NoteForm::annulment;
  course.notes.back().of = key(3);
  EXPECT_EQ(course.discharge(), morning + hours(1));
}

TEST(Evolve, TheCitizensOwnFacts) {
  Record record;
  evolve(record,
         {CitizenOpened{5, municipality}, IdentityStated{}, CitizenDied{morning}, DeathAnnulled{},
          CitizenMerged{9}, RecordFrozen{"1"}, CommandRefused{1, 1}, MessageApplied{key(1)},
          DuplicateReceived{key(1), 1, 2}},
         {morning, 42});
  EXPECT_EQ(record.controller, 5u);
  EXPECT_EQ(record.municipality, municipality);
  EXPECT_EQ(record.identity_at, 42u);
  EXPECT_EQ(record.last, 42u);
  EXPECT_TRUE(record.died.none());
  EXPECT_EQ(record.merged_into, 9u);
  EXPECT_TRUE(record.frozen);
  evolve(record, {CitizenSplit{9}, RecordThawed{}}, {morning, 43});
  EXPECT_EQ(record.merged_into, 0u);
  EXPECT_FALSE(record.frozen);
}

TEST(Evolve, AnAnnulledCauseMarksWhatIsDone) {
  Ledger ledger;
  ledger.notify(StayEvent::admitted);
  evolve(ledger.record, CauseAnnulled{1}, {morning, 2});
  EXPECT_TRUE(ledger.record.duty(1)->cause_annulled);
}

// Where the new clock is where the old one stood (the next step of a ladder): there is time again all the
// same.
TEST(Evolve, ADeadlineThatMovesAheadEndsTheSilenceWhereverTheClockStood) {
  Ledger ledger;
  ledger.notify(StayEvent::admitted);
  const Duty* discharge = open_duty(ledger.record, 1, "discharge");
  ASSERT_NE(discharge, nullptr);
  const uint16_t number = discharge->number;
  const Instant told = morning + days(1);
  SilenceNoted silence;
  silence.duty = number;
  silence.clock = told + days(1);
  evolve(ledger.record, silence, {told, 2});
  ASSERT_FALSE(ledger.record.duty(number)->silent_since.none());
  evolve(ledger.record, DueMoved{number, told + days(1), told + days(1)}, {told + hours(1), 3});
  EXPECT_TRUE(ledger.record.duty(number)->silent_since.none());
  EXPECT_EQ(ledger.record.duty(number)->clock, told + days(1));
}

TEST(Evolve, ClosingACourseEndsWhatEndsWithIt) {
  Ledger ledger;
  ledger.notify(StayEvent::admitted);
  const uint16_t contact = ledger.open("contact")->number;
  ledger.come_home_and_close();
  EXPECT_EQ(ledger.record.duty(contact)->proof, Proof::course_closed);
  EXPECT_EQ(ledger.record.duty(contact)->ended, ledger.now);
  EXPECT_EQ(ledger.record.course(1)->closed, ledger.now);
}

TEST(Record, LooksUpByNumberAndByKey) {
  Ledger ledger;
  ledger.notify(StayEvent::admitted);
  EXPECT_EQ(ledger.record.duty(0), nullptr);
  EXPECT_EQ(ledger.record.duty(99), nullptr);
  EXPECT_EQ(ledger.record.course(2), nullptr);
  EXPECT_EQ(ledger.record.course_with(key(9)), nullptr);
  EXPECT_EQ(ledger.record.course_with(key(50))->number, 1);
}

TEST(Setting, ThePathwayIsTheLatestValidOne) {
  Setting made = setting();
  Pathway second = hospital_stay();
  second.version = 2;
  second.valid_from = morning;
  made.pathways[0].valid_to = morning + days(1);
  made.pathways.push_back(second);
  EXPECT_EQ(made.pathway("hospital-stay", morning - days(1))->version, 1);
  EXPECT_EQ(made.pathway("hospital-stay", morning)->version, 2);
  EXPECT_EQ(made.pathway("hospital-stay", uint16_t{1})->version, 1);
  EXPECT_EQ(made.pathway("hospital-stay", uint16_t{3}), nullptr);
  EXPECT_EQ(made.pathway("knitting", morning), nullptr);
}

TEST(Setting, PartiesExistOnTheirDays) {
  Setting made = setting();
  PartyInfo dated = *made.directory.find(gp);
  dated.from = morning;
  dated.to = morning + days(1);
  made.directory.add(dated);
  EXPECT_FALSE(made.directory.exists(gp, morning - seconds(1)));
  EXPECT_TRUE(made.directory.exists(gp, morning));
  EXPECT_FALSE(made.directory.exists(gp, morning + days(1)));
  EXPECT_FALSE(made.directory.exists({}, morning));
  EXPECT_TRUE(made.directory.same_organisation(municipality, nurses));
  EXPECT_FALSE(made.directory.same_organisation(municipality, gp));
  EXPECT_TRUE(made.answers_for(municipality));
  EXPECT_FALSE(made.answers_for(ward_a));
}

TEST(Words, EveryWordIsSaid) {
  EXPECT_EQ(word(Refusal::contact_must_stay), "contact-must-stay");
  for (uint8_t i = 0; i <= 23; ++i) EXPECT_NE(word(static_cast<Refusal>(i)), "unknown") << int{i};
  EXPECT_EQ(word(static_cast<Refusal>(24)), "unknown");
  EXPECT_EQ(word(DutyState::voided), "void");
  EXPECT_EQ(word(Ground::by_rule), "by-rule");
}

struct Invariants : testing::Test {
  Ledger ledger;
  void SetUp() override { ledger.notify(StayEvent::admitted); }
  void expect(std::string_view sentence) {
    const auto broken = ledger.broken();
    ASSERT_FALSE(broken.empty());
    EXPECT_EQ(broken.front(), sentence);
  }
};

TEST_F(Invariants, AHolderThatDoesNotExist) {
  ledger.record.duties[2].holder = Party{5};
  expect("1: duty 3 is held by a party that does not exist");
}

TEST_F(Invariants, NoGround) {
  ledger.record.duties[2].ground = Ground{};
  expect("1: duty 3 is held without a ground");
}

TEST_F(Invariants, AnOfferToTheHolder) {
  ledger.record.duties[3].offer = Offer{municipality, municipality, morning, {}};
  expect("1: duty 4 is offered to the party that holds it");
}

TEST_F(Invariants, NobodyToCall) {
  evolve(ledger.record, DutyVoided{.duty = 1, .reason = VoidReason::other}, {morning, 2});
  expect("2: course 1 has 0 open duties of contact, not one");
}

TEST_F(Invariants, TwoThatHaveTheCare) {
  Duty second = *ledger.open("care");
  second.number = 9;
  ledger.record.last_duty = 9;
  ledger.record.duties.push_back(second);
  expect("2: course 1 has 2 open duties of care, not one");
}

TEST_F(Invariants, AStrandInForceWithoutAHolder) {
  evolve(ledger.record, DutyVoided{.duty = 2, .reason = VoidReason::other}, {morning, 2});
  expect("2: course 1 has 0 open duties of treatment, not one");
}

TEST_F(Invariants, AnOpenDutyInAClosedCourse) {
  ledger.record.courses[0].closed = morning;
  expect("3: duty 1 is open in a course that has closed");
}

TEST_F(Invariants, AClockOnWhatCannotBeSeen) {
  ledger.record.duties[3].visible = false;
  expect("4: duty 4 has a clock and nothing that can be seen to run out");
}

TEST_F(Invariants, ADeadlineWithoutAClock) {
  ledger.record.duties[3].clock = {};
  expect("4: duty 4 has a deadline and no clock");
}

}  // namespace
}  // namespace klynge
