#include "server/api.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/view/allowed.h"

namespace klynge::server {
namespace {

TEST(Api, VerbsBecomeAsks) {
  const auto offer =
      read_verb("offer", 3, R"({"to":"5","answer_by":"2026-03-01T08:00:00+01:00","text":"please"})");
  ASSERT_TRUE(offer.ok()) << offer.problem().what;
  const auto& ask = std::get<OfferDuty>(offer->ask);
  EXPECT_EQ(ask.duty, 3);
  EXPECT_EQ(ask.to.sor, 5u);
  EXPECT_EQ(format_utc(ask.answer_by), "2026-03-01T07:00:00Z");
  EXPECT_EQ(ask.text, 1);
  EXPECT_EQ(offer->texts, std::vector<std::string>{"please"});

  const auto decline = read_verb("decline", 1, R"({"reason":"no-capacity"})");
  ASSERT_TRUE(decline.ok()) << decline.problem().what;
  EXPECT_EQ(std::get<DeclineOffer>(decline->ask).reason, DeclineReason::no_capacity);
  EXPECT_TRUE(read_verb("accept", 1, "").ok()) << "an empty body is an empty object";
}

TEST(Api, EveryVerbOfTheTableIsKnown) {
  for (const char* verb : {"offer", "accept", "accept-by-phone", "contest", "decline", "withdraw", "take",
                           "assign", "leave-to-citizen", "complete", "void", "reopen", "review"})
    EXPECT_TRUE(known_verb(verb)) << verb;
  EXPECT_FALSE(known_verb("delegate"));
}

TEST(Api, WhatNoMessageCarriesIsTold) {
  const auto stay = read_telling(
      "expect-stay", R"({"ward":"5","municipality":"6","at":"2026-03-01T08:00:00+01:00","text":"planned"})");
  ASSERT_TRUE(stay.ok()) << stay.problem().what;
  EXPECT_EQ(std::get<ExpectStay>(stay->ask).ward.sor, 5u);
  EXPECT_EQ(std::get<ExpectStay>(stay->ask).course, 0);
  const auto ready = read_telling("ready", R"({"course":1})");
  ASSERT_TRUE(ready.ok()) << ready.problem().what;
  EXPECT_EQ(std::get<TellStay>(ready->ask).event, StayEvent::ready);
  EXPECT_TRUE(std::get<TellStay>(ready->ask).at.none()) << "now";
  const auto told = read_telling("tell-gp", R"({"course":1,"basis":"section-41","text":"because"})");
  ASSERT_TRUE(told.ok()) << told.problem().what;
  EXPECT_EQ(std::get<TellGp>(told->ask).basis, GpBasis::section_41);
  EXPECT_EQ(read_telling("tell-gp", R"({"course":1})").problem().where, "basis");
  EXPECT_EQ(read_telling("expect-discharge", R"({"course":1})").problem().where, "at");
  for (const char* verb :
       {"expect-stay", "call-off-stay", "expect-discharge", "ready", "not-ready", "terminal",
        "emergency-call", "emergency-over", "prolong", "name-gp", "object", "object-no-more", "tell-gp"})
    EXPECT_TRUE(known_telling(verb)) << verb;
  EXPECT_FALSE(known_telling("admitted")) << "a message says that";
  for (uint8_t i = static_cast<uint8_t>(Tellable::expect_stay); i <= static_cast<uint8_t>(Tellable::move);
       ++i)
    EXPECT_TRUE(known_telling(word(static_cast<Tellable>(i))))
        << "what the look-up says may be told is a verb";
  const auto marked = read_verb("complete", 1, R"({"marked":true,"date":"2026-03-01T08:00:00+01:00"})");
  ASSERT_TRUE(marked.ok()) << marked.problem().what;
  EXPECT_TRUE(std::get<CompleteDuty>(marked->ask).marked);
  EXPECT_EQ(read_verb("complete", 1, R"({"marked":"yes"})").problem().where, "marked");
}

TEST(Api, AMistakeIsNamedByItsPlace) {
  const struct {
    const char *verb, *body, *where;
  } cases[] = {
      {"offer", "{}", "to"},
      {"offer", R"({"to":5})", "to"},
      {"offer", R"({"to":"x"})", "to"},
      {"offer", R"({"to":"5","answer_by":"tomorrow"})", "answer_by"},
      {"offer", R"({"to":"5","answer_by":"2026-03-01"})", "answer_by"},
      {"accept", R"({"surprise":1})", "surprise"},
      {"decline", R"({"reason":"tired"})", "reason"},
      {"leave-to-citizen", "{}", "check_by"},
      {"void", "{}", "reason"},
      {"complete", R"({"text":7})", "text"},
      {"complete", "[]", ""},
      {"complete", "{", "byte 1"},
  };
  for (const auto& each : cases) {
    const auto ask = read_verb(each.verb, 1, each.body);
    ASSERT_FALSE(ask.ok()) << each.body;
    EXPECT_EQ(ask.problem().where, each.where) << each.body;
  }
}

TEST(Api, WhatIsSaidOfTheCitizenIsRead) {
  const auto closing = read_telling("close-stay", R"({"course":2,"because":"told-by-ward","text":"Anna"})");
  ASSERT_TRUE(closing.ok()) << closing.problem().what;
  EXPECT_EQ(std::get<CloseStay>(closing->ask).course, 2);
  EXPECT_EQ(std::get<CloseStay>(closing->ask).because, ClosedBecause::told_by_ward);
  EXPECT_EQ(std::get<CloseStay>(closing->ask).text, 1);
  const auto stated = read_telling(
      "state", R"({"kind":"mandate","to":"2027-03-01T08:00:00+01:00","text":"Ida, 00 00 00 01"})");
  ASSERT_TRUE(stated.ok()) << stated.problem().what;
  EXPECT_EQ(std::get<StateCircumstance>(stated->ask).kind, CircumstanceKind::mandate);
  const auto move = read_telling("move", R"({"municipality":"953741000016009"})");
  ASSERT_TRUE(move.ok()) << move.problem().what;
  const auto join = read_telling("join", R"({"other":12345678901,"text":"the register says so"})");
  ASSERT_TRUE(join.ok()) << join.problem().what;
  EXPECT_EQ(std::get<JoinRecords>(join->ask).other, 12345678901u);
  EXPECT_EQ(read_telling("move", "{}").problem().where, "municipality");
  EXPECT_EQ(read_telling("state", R"({"kind":"famous"})").problem().where, "kind");
  EXPECT_FALSE(known_telling("split")) << "records are not taken apart again";
}

TEST(Api, RefusalsSayWhoHasIt) {
  Directory directory;
  PartyInfo ward;
  ward.party = {9};
  ward.name = "Ward 9";
  ward.phone = "12 34";
  directory.add(ward);
  Reply reply;
  reply.how = Reply::How::answered;
  reply.answer.refusal = Refusal::accepted_by_other;
  reply.answer.party = {9};
  const Response response = answer_of(reply, false, directory);
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(response.content_type, "application/problem+json");
  const auto body = json::Document::parse(response.body);
  ASSERT_TRUE(body.ok());
  const json::Node* holder = json::find(&body->root(), "holder");
  EXPECT_EQ(json::text_of(holder, "sor"), "9");
  EXPECT_EQ(json::text_of(holder, "name"), "Ward 9");
  EXPECT_EQ(json::text_of(&body->root(), "refusal"), word(Refusal::accepted_by_other));
}

TEST(Api, NotNowSaysWhenToComeAgain) {
  Reply reply;
  reply.why = "the disk is full";
  const Response response = answer_of(reply, false, {});
  EXPECT_EQ(response.status, 503);
  const auto found =
      std::ranges::find(response.headers, "Retry-After", &std::pair<std::string, std::string>::first);
  EXPECT_NE(found, response.headers.end());
}

}  // namespace
}  // namespace klynge::server
