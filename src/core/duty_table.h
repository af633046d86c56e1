#pragma once
// The duty table: a duty's life, one row for each verb. Which state the duty has to be in, who may, whether a
// reason in words is asked for, and what is answered otherwise. docs/ledger.md shows it; the tests try every
// verb in every state by everybody against it. What a verb asks for beyond its row (a party that exists, a
// time to come) stands with the verb in decide_duty.cc.
#include <array>

#include "core/command.h"

namespace klynge {

enum class Verb : uint8_t {
  offer,
  accept,
  accept_by_phone,
  contest,
  decline,
  withdraw,
  take,
  assign,
  leave_to_citizen,
  complete,
  void_,
  reopen,
  review,
  succeed,
  decline_by_phone,
  link,
  note,
};

enum class Who : uint8_t {
  holder,  // who has it, or for an ended duty: who had it last
  asked,   // the party it is offered to
  holder_or_asked,
  holder_or_operations,
  not_holder,  // anybody else
  operations,
};

struct DutyRow {
  Verb verb;
  Refusal when_open, when_offered, when_ended;  // none ("yes" below): the verb may be used in that state
  Who who;
  Refusal otherwise;  // what anybody else is answered
  bool text_required;
};

// clang-format off
inline constexpr auto duty_table = [] {
  using enum Verb;
  using enum Who;
  using enum Refusal;
  constexpr Refusal yes = none;
  constexpr bool text = true, free = false;
  return std::to_array<DutyRow>({
    // verb             open         offered          done, void  who may               anybody else        in words
    {offer,            yes,         already_offered, ended,      holder,               not_yours,          free},
    {accept,           not_offered, yes,             ended,      asked,                not_offered_to_you, free},
    {accept_by_phone,  yes,         yes,             ended,      holder_or_operations, not_yours,          text},
    {contest,          yes,         yes,             ended,      holder,               not_yours,          free},
    {decline,          not_offered, yes,             ended,      asked,                not_offered_to_you, free},
    {withdraw,         not_offered, yes,             ended,      holder,               not_yours,          free},
    {take,             yes,         yes,             ended,      not_holder,           same_party,         text},
    {assign,           yes,         yes,             ended,      holder,               not_yours,          free},
    {leave_to_citizen, yes,         already_offered, ended,      holder,               not_yours,          text},
    {complete,         yes,         yes,             ended,      holder,               not_yours,          free},
    {void_,            yes,         yes,             ended,      holder,               not_yours,          free},
    {reopen,           not_ended,   not_ended,       yes,        holder,               not_yours,          text},
    {review,           yes,         yes,             ended,      holder_or_asked,      not_yours,          free},
    {succeed,          yes,         yes,             ended,      operations,           not_allowed,        free},
    {decline_by_phone, not_offered, yes,             ended,      holder_or_operations, not_yours,          text},
    {link,             not_offered, yes,             ended,      holder,               not_yours,          free},
    {note,             yes,         yes,             ended,      holder_or_asked,      not_yours,          text},
  });
}();
// clang-format on

// What the table answers: none when the verb may go on. The state is looked at first, then who asks, then the
// text. An accept that comes after somebody else's is told so.
Refusal by_table(Verb verb, const Duty& duty, const Caller& caller, uint8_t text);

}  // namespace klynge
