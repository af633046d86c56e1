#include "core/duty_table.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <sstream>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

// The municipality holds the admission report; the other municipality is the one asked; the clinic stands by.
constexpr Party holder = municipality, asked = other_municipality, other = gp;

struct Scene {
  Ledger ledger;
  uint16_t duty = 0;
};

Scene scene(std::string_view state) {
  Scene made;
  made.ledger.notify(StayEvent::admitted);
  made.duty = made.ledger.open("admission-report")->number;
  if (state == "offered") made.ledger.ask(OfferDuty{made.duty, asked, {}, 0}, holder);
  if (state == "by phone") made.ledger.ask(AcceptByPhone{made.duty, asked, 1}, holder);
  if (state == "done") made.ledger.ask(CompleteDuty{made.duty, 0}, holder);
  if (state == "void") made.ledger.ask(VoidDuty{made.duty, VoidReason::not_needed, 0}, holder);
  if (state == "none") made.duty = 99;
  return made;
}

const std::vector<std::pair<std::string, std::function<Ask(uint16_t)>>>& verbs() {
  static const std::vector<std::pair<std::string, std::function<Ask(uint16_t)>>> all = {
      {"offer", [](uint16_t duty) { return OfferDuty{duty, ward_a, {}, 0}; }},
      {"accept", [](uint16_t duty) { return AcceptOffer{duty}; }},
      {"accept_by_phone", [](uint16_t duty) { return AcceptByPhone{duty, asked, 1}; }},
      {"contest", [](uint16_t duty) { return ContestAcceptance{duty, 0}; }},
      {"decline", [](uint16_t duty) { return DeclineOffer{duty, DeclineReason::no_capacity, {}, 0}; }},
      {"withdraw", [](uint16_t duty) { return WithdrawOffer{duty}; }},
      {"take", [](uint16_t duty) { return TakeDuty{duty, 1}; }},
      {"assign", [](uint16_t duty) { return AssignDuty{duty, nurses, 0}; }},
      {"leave", [](uint16_t duty) { return LeaveToCitizen{duty, morning + days(2), 1}; }},
      {"complete", [](uint16_t duty) { return CompleteDuty{duty, 0}; }},
      {"void", [](uint16_t duty) { return VoidDuty{duty, VoidReason::not_needed, 0}; }},
      {"reopen", [](uint16_t duty) { return ReopenDuty{duty, 1}; }},
      {"review", [](uint16_t duty) { return ReviewDuty{duty}; }},
      {"note", [](uint16_t duty) { return NoteDuty{duty, 1}; }},
      {"decline_by_phone",
       [](uint16_t duty) { return DeclineByPhone{duty, asked, DeclineReason::no_capacity, {}, 1}; }},
      {"link", [](uint16_t duty) { return MakeLink{duty, morning + days(2)}; }},
      {"succeed", [](uint16_t duty) { return SucceedDuty{duty, ward_b, "merger", morning}; }},
  };
  return all;
}

const std::vector<std::pair<std::string, Caller>>& callers() {
  static const std::vector<std::pair<std::string, Caller>> all = {
      {"holder", {holder, CallerRole::person}},
      {"asked", {asked, CallerRole::person}},
      {"other", {other, CallerRole::person}},
      {"operations", {operations, CallerRole::operations}},
  };
  return all;
}

std::string name_of(Party party) {
  if (party == holder) return "holder";
  if (party == asked) return "asked";
  if (party.none()) return "-";
  return std::to_string(party.sor);
}

// Every verb, in every state, by everybody: what decide really answers. In brackets who has it or is asked,
// when that is not the one called holder here (by phone, the duty is the asked party's already).
constexpr std::string_view expected = R"(
offer, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
offer, open: holder YES | asked not-yours | other not-yours | operations not-yours
offer, offered: holder already-offered(asked) | asked already-offered(asked) | other already-offered(asked) | operations already-offered(asked)
offer, by phone: holder not-yours(asked) | asked YES | other not-yours(asked) | operations not-yours(asked)
offer, done: holder ended | asked ended | other ended | operations ended
offer, void: holder ended | asked ended | other ended | operations ended
accept, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
accept, open: holder not-offered | asked not-offered | other not-offered | operations not-offered
accept, offered: holder not-offered-to-you(asked) | asked YES | other not-offered-to-you(asked) | operations not-offered-to-you(asked)
accept, by phone: holder accepted-by-other(asked) | asked not-offered(asked) | other accepted-by-other(asked) | operations accepted-by-other(asked)
accept, done: holder ended | asked ended | other ended | operations ended
accept, void: holder ended | asked ended | other ended | operations ended
accept_by_phone, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
accept_by_phone, open: holder YES | asked not-yours | other not-yours | operations YES
accept_by_phone, offered: holder YES | asked not-yours | other not-yours | operations YES
accept_by_phone, by phone: holder not-yours(asked) | asked same-party(asked) | other not-yours(asked) | operations same-party(asked)
accept_by_phone, done: holder ended | asked ended | other ended | operations ended
accept_by_phone, void: holder ended | asked ended | other ended | operations ended
contest, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
contest, open: holder too-late-to-contest | asked not-yours | other not-yours | operations not-yours
contest, offered: holder too-late-to-contest | asked not-yours | other not-yours | operations not-yours
contest, by phone: holder not-yours(asked) | asked YES | other not-yours(asked) | operations not-yours(asked)
contest, done: holder ended | asked ended | other ended | operations ended
contest, void: holder ended | asked ended | other ended | operations ended
decline, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
decline, open: holder not-offered | asked not-offered | other not-offered | operations not-offered
decline, offered: holder not-offered-to-you(asked) | asked YES | other not-offered-to-you(asked) | operations not-offered-to-you(asked)
decline, by phone: holder not-offered(asked) | asked not-offered(asked) | other not-offered(asked) | operations not-offered(asked)
decline, done: holder ended | asked ended | other ended | operations ended
decline, void: holder ended | asked ended | other ended | operations ended
withdraw, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
withdraw, open: holder not-offered | asked not-offered | other not-offered | operations not-offered
withdraw, offered: holder YES | asked not-yours | other not-yours | operations not-yours
withdraw, by phone: holder not-offered(asked) | asked not-offered(asked) | other not-offered(asked) | operations not-offered(asked)
withdraw, done: holder ended | asked ended | other ended | operations ended
withdraw, void: holder ended | asked ended | other ended | operations ended
take, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
take, open: holder same-party | asked YES | other kind-may-not-take | operations kind-may-not-take
take, offered: holder same-party | asked YES | other kind-may-not-take | operations kind-may-not-take
take, by phone: holder YES | asked same-party(asked) | other kind-may-not-take(asked) | operations kind-may-not-take(asked)
take, done: holder ended | asked ended | other ended | operations ended
take, void: holder ended | asked ended | other ended | operations ended
assign, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
assign, open: holder YES | asked not-yours | other not-yours | operations not-yours
assign, offered: holder YES | asked not-yours | other not-yours | operations not-yours
assign, by phone: holder not-yours(asked) | asked not-allowed(asked) | other not-yours(asked) | operations not-yours(asked)
assign, done: holder ended | asked ended | other ended | operations ended
assign, void: holder ended | asked ended | other ended | operations ended
leave, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
leave, open: holder YES | asked not-yours | other not-yours | operations not-yours
leave, offered: holder already-offered(asked) | asked already-offered(asked) | other already-offered(asked) | operations already-offered(asked)
leave, by phone: holder not-yours(asked) | asked YES | other not-yours(asked) | operations not-yours(asked)
leave, done: holder ended | asked ended | other ended | operations ended
leave, void: holder ended | asked ended | other ended | operations ended
complete, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
complete, open: holder YES | asked not-yours | other not-yours | operations not-yours
complete, offered: holder YES | asked not-yours | other not-yours | operations not-yours
complete, by phone: holder not-yours(asked) | asked YES | other not-yours(asked) | operations not-yours(asked)
complete, done: holder ended | asked ended | other ended | operations ended
complete, void: holder ended | asked ended | other ended | operations ended
void, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
void, open: holder YES | asked not-yours | other not-yours | operations not-yours
void, offered: holder YES | asked not-yours | other not-yours | operations not-yours
void, by phone: holder not-yours(asked) | asked YES | other not-yours(asked) | operations not-yours(asked)
void, done: holder ended | asked ended | other ended | operations ended
void, void: holder ended | asked ended | other ended | operations ended
reopen, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
reopen, open: holder not-ended | asked not-ended | other not-ended | operations not-ended
reopen, offered: holder not-ended | asked not-ended | other not-ended | operations not-ended
reopen, by phone: holder not-ended(asked) | asked not-ended(asked) | other not-ended(asked) | operations not-ended(asked)
reopen, done: holder YES | asked not-yours | other not-yours | operations not-yours
reopen, void: holder YES | asked not-yours | other not-yours | operations not-yours
review, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
review, open: holder YES | asked not-yours | other not-yours | operations not-yours
review, offered: holder YES | asked YES | other not-yours | operations not-yours
review, by phone: holder not-yours(asked) | asked YES | other not-yours(asked) | operations not-yours(asked)
review, done: holder ended | asked ended | other ended | operations ended
review, void: holder ended | asked ended | other ended | operations ended
note, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
note, open: holder YES | asked not-yours | other not-yours | operations not-yours
note, offered: holder YES | asked YES | other not-yours | operations not-yours
note, by phone: holder not-yours(asked) | asked YES | other not-yours(asked) | operations not-yours(asked)
note, done: holder ended | asked ended | other ended | operations ended
note, void: holder ended | asked ended | other ended | operations ended
decline_by_phone, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
decline_by_phone, open: holder not-offered | asked not-offered | other not-offered | operations not-offered
decline_by_phone, offered: holder YES | asked not-yours | other not-yours | operations YES
decline_by_phone, by phone: holder not-offered(asked) | asked not-offered(asked) | other not-offered(asked) | operations not-offered(asked)
decline_by_phone, done: holder ended | asked ended | other ended | operations ended
decline_by_phone, void: holder ended | asked ended | other ended | operations ended
link, none: holder no-such-duty | asked no-such-duty | other no-such-duty | operations no-such-duty
link, open: holder not-offered | asked not-offered | other not-offered | operations not-offered
link, offered: holder YES | asked not-yours | other not-yours | operations not-yours
link, by phone: holder not-offered(asked) | asked not-offered(asked) | other not-offered(asked) | operations not-offered(asked)
link, done: holder ended | asked ended | other ended | operations ended
link, void: holder ended | asked ended | other ended | operations ended
succeed, none: holder not-allowed | asked not-allowed | other not-allowed | operations no-such-duty
succeed, open: holder not-allowed | asked not-allowed | other not-allowed | operations YES
succeed, offered: holder not-allowed | asked not-allowed | other not-allowed | operations YES
succeed, by phone: holder not-allowed | asked not-allowed | other not-allowed | operations YES
succeed, done: holder not-allowed | asked not-allowed | other not-allowed | operations ended
succeed, void: holder not-allowed | asked not-allowed | other not-allowed | operations ended
)";

std::string as_decided() {
  std::ostringstream out;
  out << "\n";
  for (const auto& [verb, ask] : verbs()) {
    for (std::string state : {"none", "open", "offered", "by phone", "done", "void"}) {
      out << verb << ", " << state << ":";
      for (const auto& [who, caller] : callers()) {
        Scene at = scene(state);
        const Answer answer = at.ledger.ask(ask(at.duty), caller);
        out << " " << who << " " << (answer.ok() ? "YES" : word(answer.refusal));
        if (!answer.ok() && answer.party != holder && !answer.party.none())
          out << "(" << name_of(answer.party) << ")";
        out << (who == "operations" ? "\n" : " |");
      }
    }
  }
  return out.str();
}

TEST(DutyTable, AnswersEveryVerbInEveryStateByEverybodyAsWritten) {
  EXPECT_EQ(as_decided(), expected);
}

TEST(DutyTable, ARefusalSaysNothingButThatItRefused) {
  for (const auto& [verb, ask] : verbs()) {
    for (std::string state : {"none", "open", "offered", "by phone", "done", "void"}) {
      for (const auto& [who, caller] : callers()) {
        Scene at = scene(state);
        const Record before = at.ledger.record;
        const Answer answer = at.ledger.ask(ask(at.duty), caller);
        if (answer.ok()) continue;
        ASSERT_EQ(at.ledger.last_facts.size(), 1u) << verb << ", " << state << ", " << who;
        const auto* refused = std::get_if<CommandRefused>(&at.ledger.last_facts[0]);
        ASSERT_NE(refused, nullptr);
        EXPECT_EQ(refused->refusal, static_cast<uint8_t>(answer.refusal));
        EXPECT_EQ(refused->duty, at.duty);
        at.ledger.record.last = before.last;
        EXPECT_EQ(at.ledger.record, before) << verb << ", " << state << ", " << who;
      }
    }
  }
}

TEST(DutyTable, DoorsAndTheClockHaveNoVerbs) {
  for (const auto& [verb, ask] : verbs()) {
    for (CallerRole role : {CallerRole::door, CallerRole::clock}) {
      Scene at = scene("open");
      EXPECT_EQ(at.ledger.ask(ask(at.duty), Caller{holder, role}).refusal, Refusal::not_allowed) << verb;
      EXPECT_TRUE(at.ledger.last_facts.empty()) << "a machine's no is answered, not kept";
    }
  }
}

TEST(DutyTable, AReasonInWordsIsAskedForWhereTheTableSaysSo) {
  const auto refused = [](std::string_view state, Ask ask, Party by) {
    Scene at = scene(state);
    return at.ledger.ask(std::move(ask), by).refusal;
  };
  const uint16_t duty = scene("open").duty;
  EXPECT_EQ(refused("open", AcceptByPhone{duty, asked, 0}, holder), Refusal::reason_required);
  EXPECT_EQ(refused("offered", DeclineByPhone{duty, asked, DeclineReason::no_capacity, {}, 0}, holder),
            Refusal::reason_required);
  EXPECT_EQ(refused("open", TakeDuty{duty, 0}, asked), Refusal::reason_required);
  EXPECT_EQ(refused("open", LeaveToCitizen{duty, morning + days(1), 0}, holder), Refusal::reason_required);
  EXPECT_EQ(refused("done", ReopenDuty{duty, 0}, holder), Refusal::reason_required);
  EXPECT_EQ(refused("offered", DeclineOffer{duty, DeclineReason::other, {}, 0}, asked),
            Refusal::reason_required);
  EXPECT_EQ(refused("offered", DeclineOffer{duty, DeclineReason{}, {}, 1}, asked), Refusal::reason_required);
  EXPECT_EQ(refused("open", VoidDuty{duty, VoidReason::other, 0}, holder), Refusal::reason_required);
  EXPECT_EQ(refused("open", VoidDuty{duty, VoidReason{}, 1}, holder), Refusal::reason_required);
}

}  // namespace
}  // namespace klynge
