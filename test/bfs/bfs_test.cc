// Three parties, two duties, every verb by everybody, the clock, a crash and a repeat, breadth first over the
// real decide and evolve until no new state turns up. Two records are the same state when their canonical
// bytes are, with every moment replaced by its side of now, and counts that no rule reads left out. The two
// duties are searched one after the other: one in full, the other by who has it, who is asked, and whether it
// is open. That no verb on one touches the other is part of what is proved.
//
// In every state: each duty that is open has one holder, a party that is there; contact has exactly one;
// nothing moves but by the verb that moves it; the duty table says what decide does; a second look at the
// same moment finds nothing; what was just asked, asked again, does no harm; and the facts alone give the
// record.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <unordered_map>

#include "core/duty_table.h"
#include "core/test_setting.h"
#include "message/journal/entry.h"

namespace klynge {
namespace {

using namespace test;

constexpr Party parties[] = {ward_a, municipality, gp};
constexpr uint16_t duties[] = {1, 2};

// The stay's contact, and one thing to be done that has a deadline.
Pathway two_duties() {
  const Pathway stay = hospital_stay();
  Pathway two = stay;
  two.tasks = {*stay.task("contact"), *stay.task("admission-report")};
  two.tasks[1].takers = {PartyKind::hospital, PartyKind::municipality};
  return two;
}

Setting small_country() {
  Setting made;
  for (Party party : parties) {
    PartyInfo info = *setting().directory.find(party);
    info.organisation = 0;
    info.on_call = info.leader = {};
    made.directory.add(info);
  }
  made.acts_for = {municipality.sor};
  made.operations = ward_a;
  made.pathways = {two_duties()};
  return made;
}

// --- the same state ---

Instant relative(Instant at, Instant now) {
  if (at.none()) return {};
  return {at <= now ? 1 : 2};
}

Instant ever(Instant at) {
  return {at.none() ? 0 : 1};
}

// In full, but for how long ago and how often.
void canonical(Duty& duty, Instant now) {
  for (Instant* at : {&duty.due, &duty.citizen_check_by}) *at = relative(*at, now);
  for (Instant* at : {&duty.clock, &duty.held_since, &duty.opened, &duty.silent_since, &duty.ended})
    *at = ever(*at);
  if (duty.offer) duty.offer->made = {1};
  if (duty.offer) duty.offer->answer_by = relative(duty.offer->answer_by, now);
  if (duty.phone) {
    duty.phone->contest_until = relative(duty.phone->contest_until, now);
    duty.phone->recorded_by = {1};
  }
  duty.ladder_step = std::min<uint8_t>(duty.ladder_step, 1);
  duty.silences = duty.declines = 0;  // counted for people; no rule reads them
  duty.reviewed = {};                 // shown to people; no rule reads it
  duty.reviewed_by = {};
  duty.told.clear();
}

// Who has it, who is asked, and whether it is open.
void coarse(Duty& duty) {
  Duty seen;
  seen.number = duty.number;
  seen.state = duty.state;
  seen.holder = duty.holder;
  if (duty.offer) seen.offer = Offer{duty.offer->to, {}, {}, {}};
  duty = seen;
}

Bytes state_of(Record record, Instant now, size_t focus) {
  for (size_t i = 0; i < record.duties.size(); ++i) {
    if (i == focus) {
      canonical(record.duties[i], now);
    } else {
      coarse(record.duties[i]);
    }
  }
  record.last = 0;
  record.courses.clear();  // no verb touches them
  return message::encode_record(record);
}

// --- what may be asked ---

struct Move {
  Verb verb{};
  Ask ask;
  Caller caller;
  uint16_t duty = 0;
  Party to;
};

void moves_of(uint16_t duty, Instant now, Caller caller, std::vector<Move>& moves) {
  const auto add = [&](Verb verb, Ask ask, Party to = {}) {
    moves.push_back({verb, std::move(ask), caller, duty, to});
  };
  for (Party party : parties) {
    add(Verb::offer, OfferDuty{duty, party, now + hours(8), 0}, party);
    add(Verb::accept_by_phone, AcceptByPhone{duty, party, 1}, party);
    add(Verb::decline_by_phone, DeclineByPhone{duty, party, DeclineReason::no_capacity, {}, 1}, party);
    add(Verb::succeed, SucceedDuty{duty, party, "move", now}, party);
  }
  add(Verb::link, MakeLink{duty, now + hours(8)});
  add(Verb::accept, AcceptOffer{duty});
  add(Verb::contest, ContestAcceptance{duty, 0});
  add(Verb::decline, DeclineOffer{duty, DeclineReason::no_capacity, {}, 0});
  add(Verb::withdraw, WithdrawOffer{duty});
  add(Verb::take, TakeDuty{duty, 1});
  add(Verb::assign, AssignDuty{duty, caller.party, 0}, caller.party);
  add(Verb::leave_to_citizen, LeaveToCitizen{duty, now + hours(8), 1});
  add(Verb::complete, CompleteDuty{duty, 0});
  add(Verb::void_, VoidDuty{duty, VoidReason::not_needed, 0});
  add(Verb::reopen, ReopenDuty{duty, 1});
  add(Verb::review, ReviewDuty{duty});
  add(Verb::note, NoteDuty{duty, 1});
}

std::vector<Move> all_moves(Instant now) {
  std::vector<Move> moves;
  for (uint16_t duty : duties) {
    for (Party party : parties) moves_of(duty, now, {party, CallerRole::person}, moves);
    for (Party party : parties) {
      moves.push_back({Verb::succeed,
                       SucceedDuty{duty, party, "move", now},
                       {ward_a, CallerRole::operations},
                       duty,
                       party});
    }
  }
  return moves;
}

// The next moments at which something may change: the clock's, and the end of a phone acceptance's shift.
std::vector<Instant> moments(const Record& record, Instant now) {
  std::vector<Instant> found;
  for (const Duty& duty : record.duties) {
    if (duty.clock > now) found.push_back(duty.clock);
    if (duty.phone && duty.phone->contest_until > now) found.push_back(duty.phone->contest_until);
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > 1) found.resize(1);
  return found;
}

// --- the search ---

struct Spot {
  Record record;
  Instant now;
  size_t from = 0;
  std::vector<Fact> facts;
};

struct Search {
  Setting rules = small_country();
  std::vector<Spot> spots;
  std::unordered_map<Bytes, size_t> known;  // asked, never walked
  size_t transitions = 0;
  size_t focus = 0;

  void found(Record record, Instant now, size_t from, std::vector<Fact> facts) {
    ++transitions;
    if (known.emplace(state_of(record, now, focus), spots.size()).second) {
      spots.push_back({std::move(record), now, from, std::move(facts)});
    }
  }

  Record refold(size_t spot) const {  // after a crash: from the journal alone
    std::vector<size_t> way;
    for (size_t at = spot; at != 0; at = spots[at].from) way.push_back(at);
    Record record = spots[0].record;
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
      for (const Fact& fact : spots[*at].facts) evolve(record, fact, {spots[*at].now, 0});
    }
    return record;
  }
};

constexpr bool moves_the_holder(Verb verb) {
  switch (verb) {
    case Verb::accept:
    case Verb::accept_by_phone:
    case Verb::contest:
    case Verb::take:
    case Verb::succeed:
      return true;
    case Verb::offer:
    case Verb::decline:
    case Verb::decline_by_phone:
    case Verb::link:
    case Verb::withdraw:
    case Verb::assign:
    case Verb::leave_to_citizen:
    case Verb::complete:
    case Verb::void_:
    case Verb::reopen:
    case Verb::review:
    case Verb::note:
      return false;
  }
  return false;
}

// Who has to have it after the verb has been allowed.
Party holder_after(const Move& move, const Duty& before) {
  switch (move.verb) {
    case Verb::accept:
    case Verb::take:
      return move.caller.party;
    case Verb::accept_by_phone:
    case Verb::succeed:
      return move.to;
    case Verb::contest:
      return before.phone->former;
    case Verb::offer:
    case Verb::decline:
    case Verb::decline_by_phone:
    case Verb::link:
    case Verb::withdraw:
    case Verb::assign:
    case Verb::leave_to_citizen:
    case Verb::complete:
    case Verb::void_:
    case Verb::reopen:
    case Verb::review:
    case Verb::note:
      return before.holder;
  }
  return {};
}

void expect_the_table(const Move& move, const Duty& before, const Answer& answer) {
  if (move.verb == Verb::succeed && move.caller.role != CallerRole::operations) {
    ASSERT_EQ(answer.refusal, Refusal::not_allowed);
    return;
  }
  const Refusal row = by_table(move.verb, before, move.caller, 1);
  if (row != Refusal::none) {
    ASSERT_EQ(answer.refusal, row) << "verb " << static_cast<int>(move.verb);
  }
}

void expect_whole(const Search& search, const Record& record, Instant now) {
  ASSERT_EQ(broken_invariants(record, search.rules, now), std::vector<std::string>{});
  ASSERT_EQ(record.duties.size(), 2u) << "no verb here opens another";
  for (const Duty& duty : record.duties) ASSERT_FALSE(duty.holder.none());
  ASSERT_TRUE(record.duties[0].open()) << "somebody to call";
}

// Nothing but the duty asked about changes, and its holder only by the verbs that move it.
void expect_the_move(const Move& move, const Record& before, const Record& after) {
  const size_t other = move.duty == 1 ? 1 : 0;
  ASSERT_EQ(after.duties[other], before.duties[other]);
  const Duty& was = before.duties[move.duty - 1u];
  const Duty& is = after.duties[move.duty - 1u];
  ASSERT_EQ(is.holder, holder_after(move, was));
  ASSERT_TRUE(moves_the_holder(move.verb) || is.holder == was.holder);
}

// Whoever was asked is told how it ended: an offer does not vanish without a fact.
void expect_the_offer_is_told_of(const Duty& before, const Duty& after, const std::vector<Fact>& facts) {
  if (!before.offer || after.offer) return;
  ASSERT_TRUE(std::ranges::any_of(facts, [](const Fact& fact) {
    return std::holds_alternative<OfferAccepted>(fact) || std::holds_alternative<OfferDeclined>(fact) ||
           std::holds_alternative<OfferWithdrawn>(fact) || std::holds_alternative<OfferEnded>(fact);
  }));
}

Decision ask(const Search& search, const Record& record, Instant now, const Ask& what, Caller caller) {
  return decide(record, {key(1), now, caller, what}, search.rules);
}

void try_move(Search& search, size_t spot, const Record& before, Instant now, const Move& move) {
  Decision decision = ask(search, before, now, move.ask, move.caller);
  expect_the_table(move, before.duties[move.duty - 1u], decision.answer);
  if (!decision.answer.ok()) {
    ASSERT_EQ(decision.facts.size(), 1u);
    ASSERT_TRUE(std::holds_alternative<CommandRefused>(decision.facts[0]));
    ++search.transitions;
    return;
  }
  Record after = before;
  for (const Fact& fact : decision.facts) evolve(after, fact, {now, 0});
  expect_whole(search, after, now);
  expect_the_move(move, before, after);
  expect_the_offer_is_told_of(before.duties[move.duty - 1u], after.duties[move.duty - 1u], decision.facts);
  Record again = after;  // the same, asked once more under another id
  for (const Fact& fact : ask(search, after, now, move.ask, move.caller).facts) evolve(again, fact, {now, 0});
  expect_whole(search, again, now);
  search.found(std::move(after), now, spot, std::move(decision.facts));
}

void try_time(Search& search, size_t spot, Instant now) {
  Record record = search.spots[spot].record;
  Decision decision = ask(search, record, now, Tick{}, {{}, CallerRole::clock});
  for (const Fact& fact : decision.facts) evolve(record, fact, {now, 0});
  expect_whole(search, record, now);
  for (size_t i = 0; i < 2; ++i) {
    ASSERT_EQ(record.duties[i].holder, search.spots[spot].record.duties[i].holder)
        << "no ladder moves a duty";
    ASSERT_EQ(record.duties[i].state, search.spots[spot].record.duties[i].state) << "time drops nothing";
  }
  ASSERT_TRUE(ask(search, record, now, Tick{}, {{}, CallerRole::clock}).facts.empty()) << "each silence once";
  search.found(std::move(record), now, spot, std::move(decision.facts));
}

void search_with(size_t focus) {
  Search search;
  search.focus = focus;
  Ledger start;
  start.rules = search.rules;
  start.notify(StayEvent::admitted);
  expect_whole(search, start.record, morning);
  search.found(start.record, morning, 0, {});

  for (size_t spot = 0; spot < search.spots.size() && !::testing::Test::HasFatalFailure(); ++spot) {
    ASSERT_EQ(search.refold(spot), search.spots[spot].record) << "a crash loses nothing";
    const Instant now = search.spots[spot].now;
    const Record before = search.spots[spot].record;  // the list of spots grows, and moves
    for (const Move& move : all_moves(now)) try_move(search, spot, before, now, move);
    for (Instant moment : moments(before, now)) try_time(search, spot, moment);
    ASSERT_LT(search.spots.size(), 300'000u) << "does not close";
  }
  std::cout << search.spots.size() << " states, " << search.transitions << " transitions\n";
}

TEST(BreadthFirst, NeverNoneNeverTwoForContact) {
  search_with(0);
}
TEST(BreadthFirst, NeverNoneNeverTwoForADutyWithADeadline) {
  search_with(1);
}

}  // namespace
}  // namespace klynge
