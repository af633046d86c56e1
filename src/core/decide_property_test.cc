// Whatever is asked, by whomever, in whatever order: no invariant breaks, a no says nothing, a second look at
// the same moment finds nothing, and the facts alone give the same record.
#include <gtest/gtest.h>
// after gtest.h
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

constexpr Party parties[] = {ward_a, ward_b, municipality, other_municipality,
                             gp,     nurses, operations,   Party{5}};

// One die for each choice that a command takes.
struct Dice {
  std::vector<uint8_t> rolls;
  size_t at = 0;
  size_t of(size_t sides) { return at < rolls.size() ? rolls[at++] % sides : 0; }
  Party party() { return parties[of(std::size(parties))]; }
  uint8_t text() { return static_cast<uint8_t>(of(3) != 0); }
};

Instant soon(Dice& dice, Instant now) {
  const Instant choices[] = {{}, now - hours(1), now + hours(1), now + hours(30)};
  return choices[dice.of(4)];
}

NotifyStay any_note(Dice& dice, Ledger& ledger) {
  const auto event = static_cast<StayEvent>(1 + dice.of(dice.of(4) == 0 ? 6 : 5));  // deaths are rare
  NotifyStay note = ledger.notification(event, ledger.now - hours(static_cast<int64_t>(dice.of(40))),
                                        dice.of(12) == 0  ? Party{5}
                                        : dice.of(2) == 0 ? ward_a
                                                          : ward_b);
  note.courses = {key(static_cast<uint8_t>(50 + dice.of(2)))};
  note.municipality = dice.of(8) == 0 ? other_municipality : municipality;
  note.report_requested = dice.of(2) == 0;
  if (dice.of(4) == 0) note.unseen = {key(static_cast<uint8_t>(1 + dice.of(9)))};
  if (dice.of(6) == 0) note.message = key(static_cast<uint8_t>(1 + dice.of(9)));
  return note;
}

Ask any_verb(Dice& dice, Ledger& ledger, uint16_t duty) {
  const Instant now = ledger.now;
  switch (dice.of(16)) {
    case 14:
      return NoteDuty{duty, dice.text()};
    case 0: {
      const char* tasks[] = {"other", "admission-report", "first-visit", "care", "knitting"};
      const char* task = tasks[dice.of(5)];
      return OpenDuty{task,
                      static_cast<uint16_t>(dice.of(3)),
                      dice.of(2) ? dice.party() : Party{},
                      soon(dice, now),
                      soon(dice, now),
                      0};
    }
    case 1:
      return OfferDuty{duty, dice.party(), soon(dice, now), 0};
    case 2:
      return AcceptOffer{duty};
    case 3:
      return AcceptByPhone{duty, dice.party(), dice.text()};
    case 4:
      return ContestAcceptance{duty, 0};
    case 5:
      return DeclineOffer{duty, static_cast<DeclineReason>(dice.of(7)), {}, dice.text()};
    case 6:
      return WithdrawOffer{duty};
    case 7:
      return TakeDuty{duty, dice.text()};
    case 8:
      return AssignDuty{duty, dice.party(), 0};
    case 9:
      return LeaveToCitizen{duty, soon(dice, now), dice.text()};
    case 10:
      return CompleteDuty{duty, 0};
    case 11:
      return VoidDuty{duty, static_cast<VoidReason>(dice.of(8)), dice.text()};
    case 12:
      return ReopenDuty{duty, dice.text()};
    case 13:
      return ReviewDuty{duty};
    default:
      return SucceedDuty{duty, dice.party(), dice.of(4) ? "move" : "", now};
  }
}

// Mostly whoever has it or is asked, so that much is allowed.
Caller any_caller(Dice& dice, const Ledger& ledger, uint16_t number) {
  const Duty* duty = ledger.record.duty(number);
  if (dice.of(8) == 0) return {operations, CallerRole::operations};
  if (duty != nullptr && duty->offer && dice.of(2) == 0) return {duty->offer->to, CallerRole::person};
  if (duty != nullptr && dice.of(3) != 0) return {duty->holder, CallerRole::person};
  return {dice.party(), CallerRole::person};
}

// A party ceases, with a successor or without; the next look puts it right.
void close_a_party(Dice& dice, Ledger& ledger) {
  const Party party = parties[dice.of(6)];
  PartyInfo info = *ledger.rules.directory.find(party);
  if (!info.to.none()) return;
  info.to = ledger.now;
  info.successor = dice.of(3) == 0 ? Party{} : parties[dice.of(6)];
  ledger.rules.directory.add(info);
  ledger.tick();
}

void do_something(Dice& dice, Ledger& ledger) {
  const size_t what = dice.of(20);
  if (what == 0) return close_a_party(dice, ledger);
  if (what < 5) {
    const NotifyStay note = any_note(dice, ledger);
    ledger.notify(note);
    return;
  }
  if (what < 9) {
    const Instant due = next_due(ledger.record);
    ledger.now = due.none() ? ledger.now + hours(5) : std::max(due, ledger.now);
    ledger.tick();
    return;
  }
  ledger.now = ledger.now + minutes(static_cast<int64_t>(dice.of(90)));
  const auto duty = static_cast<uint16_t>(dice.of(ledger.record.last_duty + 2u));
  const Caller caller = any_caller(dice, ledger, duty);
  ledger.ask(any_verb(dice, ledger, duty), caller);
}

RC_GTEST_PROP(Histories, NeverBreakAnInvariant, ()) {
  Ledger ledger;
  if (*rc::gen::arbitrary<bool>()) ledger.rules.acts_for.clear();
  const auto length = *rc::gen::inRange(1, 60);
  for (int i = 0; i < length; ++i) {
    Dice dice{*rc::gen::container<std::vector<uint8_t>>(12, rc::gen::arbitrary<uint8_t>())};
    const Record before = ledger.record;
    do_something(dice, ledger);
    RC_ASSERT(ledger.broken() == std::vector<std::string>{});
    if (ledger.count<CommandRefused>(ledger.last_facts) > 0 && ledger.last_facts.size() == 1) {
      Record same = ledger.record;
      same.last = before.last;
      RC_ASSERT(same == before);
    }
    ledger.tick();
    ledger.tick();
    RC_ASSERT(ledger.last_facts.empty());
    const Instant next = next_due(ledger.record);
    RC_ASSERT(next.none() || next > ledger.now);
  }
  RC_ASSERT(ledger.refolded() == ledger.record);
}

// The fold is total: facts that fit no record change nothing that matters, and nothing breaks down.
RC_GTEST_PROP(Histories, FactsInAnyOrderCanBeFolded, ()) {
  Ledger ledger;
  for (int i = 0; i < 20; ++i) {
    Dice dice{*rc::gen::container<std::vector<uint8_t>>(12, rc::gen::arbitrary<uint8_t>())};
    do_something(dice, ledger);
  }
  std::vector<Fact> facts = ledger.journal;
  for (size_t i = facts.size(); i > 1; --i) {
    std::swap(facts[i - 1], facts[*rc::gen::inRange<size_t>(0, i)]);
  }
  Record record;
  evolve(record, facts, {morning, 1});
  RC_ASSERT(record.last == 1u);
}

}  // namespace
}  // namespace klynge
