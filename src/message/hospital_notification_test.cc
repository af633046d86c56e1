#include "message/hospital_notification.h"

#include <gtest/gtest.h>

#include "message/samples_test.h"

namespace klynge::message::test {
namespace {

HospitalNotification notification(View name) {
  return read(sample("hospital-notification/" + std::string(name) + ".json")).notification.value();
}

Instant instant(View text) {
  return parse_time(text).value().at;
}

TEST(HospitalNotification, SaysWhoWhereAndWhen) {
  const auto stay = notification("SLHJ");
  EXPECT_EQ(stay.notice, Notice::SLHJ);
  EXPECT_EQ(stay.cpr, "2509479989");
  EXPECT_EQ(stay.family, "Elmer");
  EXPECT_EQ(stay.given, "Bruno");
  EXPECT_FALSE(stay.emergency);
  EXPECT_EQ(stay.start.at, instant("2026-11-02T09:12:00+01:00"));
  ASSERT_TRUE(stay.end);
  EXPECT_EQ(stay.end->at, instant("2026-11-12T13:40:00+01:00"));
  EXPECT_EQ(stay.end->offset_minutes, 60);
  EXPECT_EQ(stay.event, *stay.end);
  EXPECT_EQ(stay.sent.at, instant("2026-11-12T13:43:00+01:00"));
  EXPECT_EQ(stay.provider.sor, "265161000016000");
  EXPECT_EQ(stay.provider.gln, "5790000209354");
  EXPECT_FALSE(stay.report_requested);
  EXPECT_FALSE(stay.report_recipient);
}

TEST(HospitalNotification, TheLocalCourseIdComesFirst) {
  const auto stay = notification("STIN");
  ASSERT_EQ(stay.episodes.size(), 2u);
  EXPECT_EQ(stay.episodes[0].system, "https://sor2.sum.dsdn.dk/#id=265161000016000");
  EXPECT_TRUE(looks_like_uuid(stay.episodes[0].value));
  EXPECT_EQ(stay.episodes[1].system, "https://www.esundhed.dk/Registre/Landspatientregisteret");
}

TEST(HospitalNotification, AsksForAReport) {
  const auto stay = notification("STIN");
  EXPECT_TRUE(stay.report_requested);
  ASSERT_TRUE(stay.report_recipient);
  EXPECT_EQ(stay.report_recipient->sor, "265161000016000");
}

TEST(HospitalNotification, TheChainIsWholeAndInOrder) {
  const auto stay = notification("SLHJ");
  ASSERT_EQ(stay.chain.size(), 4u);
  const View activities[] = {"admit-inpatient", "start-leave-inpatient", "end-leave-inpatient",
                             "discharge-inpatient-home"};
  for (size_t i = 0; i < stay.chain.size(); ++i) {
    EXPECT_EQ(stay.chain[i].activity, activities[i]);
    EXPECT_EQ(stay.chain[i].previous_message_id, i == 0 ? "" : stay.chain[i - 1].message_id);
    EXPECT_EQ(stay.chain[i].previous_role, i == 0 ? "" : "revision");
  }
}

TEST(HospitalNotification, OurOwnLinkIsLastWhateverTheTimes) {
  std::string text = sample("hospital-notification/STOR.json");
  const View first = R"("occurredDateTime": "2026-11-02)";
  text.replace(text.find(first), first.size(), R"("occurredDateTime": "2026-12-02)");
  const Reading reading = read(text);
  EXPECT_EQ(reading.notification->chain.back().message_id, reading.header->message_id);
}

TEST(HospitalNotification, LeaveHasItsOwnTimes) {
  const auto start = notification("STOR");
  EXPECT_EQ(start.event.at, instant("2026-11-07T10:30:00+01:00"));
  EXPECT_EQ(start.leave_start->at, start.event.at);
  EXPECT_FALSE(start.leave_end);
  const auto end = notification("SLOR");
  EXPECT_EQ(end.leave_start->at, start.event.at);
  EXPECT_EQ(end.event.at, end.leave_end->at);
}

TEST(HospitalNotification, ADeathIsToldFromItsCorrectionByTheChain) {
  EXPECT_EQ(notification("MORS").notice, Notice::MORS);
  EXPECT_EQ(notification("RE_MORS").notice, Notice::RE_MORS);
  EXPECT_EQ(notification("AN_MORS").notice, Notice::AN_MORS);
  EXPECT_EQ(notification("dead-on-arrival").notice, Notice::MORS);
}

TEST(HospitalNotification, ADeathAfterATransferIsNoCorrection) {
  // Admitted, then admitted again by another unit, then dead: the second admission repeats the first's
  // activity, but it was somebody else's.
  std::string text = compact(sample("hospital-notification/RE_MORS.json"));
  const size_t first = text.find(R"("who":{"reference":"Organization/)");
  text.replace(first, 33, R"("who":{"reference":"Organization/0)");
  EXPECT_EQ(read(text).type, "HN MORS");
}

TEST(HospitalNotification, DeceasedFalseInAnOrdinaryMessageChangesNothing) {
  for (const View name : {"STIN", "STOR", "AN_STIN", "RE_STIN"}) {
    std::string text = compact(sample("hospital-notification/" + std::string(name) + ".json"));
    const View patient = R"({"resourceType":"Patient",)";
    text.replace(text.find(patient), patient.size(), R"({"resourceType":"Patient","deceasedBoolean":false,)");
    const Reading reading = read(text);
    EXPECT_EQ(reading.type, "HN " + std::string(name)) << listed(reading);
    EXPECT_EQ(reading.answer, Answer::ok);
  }
}

TEST(HospitalNotification, EachOfTheTypesHasAWord) {
  EXPECT_EQ(word(Notice::STAA), "STAA");
  EXPECT_EQ(word(Notice::MORS), "MORS");
  EXPECT_EQ(word(Notice::RE_SLHJ), "RE_SLHJ");
  EXPECT_EQ(word(Notice::AN_MORS), "AN_MORS");
}

}  // namespace
}  // namespace klynge::message::test
