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
  Refusal when_open, when_offered, when_ended;  // none: the verb may be used in that state
  Who who;
  Refusal otherwise;  // what anybody else is answered
  bool text_required;
};

inline constexpr Refusal may = Refusal::none;

// clang-format off
inline constexpr std::array<DutyRow, 14> duty_table{{
  // verb                    open                  offered                   done, void     who may                    else                         text
  {Verb::offer,            may,                  Refusal::already_offered, Refusal::ended, Who::holder,               Refusal::not_yours,          false},
  {Verb::accept,           Refusal::not_offered, may,                      Refusal::ended, Who::asked,                Refusal::not_offered_to_you, false},
  {Verb::accept_by_phone,  may,                  may,                      Refusal::ended, Who::holder_or_operations, Refusal::not_yours,          true},
  {Verb::contest,          may,                  may,                      Refusal::ended, Who::holder,               Refusal::not_yours,          false},
  {Verb::decline,          Refusal::not_offered, may,                      Refusal::ended, Who::asked,                Refusal::not_offered_to_you, false},
  {Verb::withdraw,         Refusal::not_offered, may,                      Refusal::ended, Who::holder,               Refusal::not_yours,          false},
  {Verb::take,             may,                  may,                      Refusal::ended, Who::not_holder,           Refusal::same_party,         true},
  {Verb::assign,           may,                  may,                      Refusal::ended, Who::holder,               Refusal::not_yours,          false},
  {Verb::leave_to_citizen, may,                  Refusal::already_offered, Refusal::ended, Who::holder,               Refusal::not_yours,          true},
  {Verb::complete,         may,                  may,                      Refusal::ended, Who::holder,               Refusal::not_yours,          false},
  {Verb::void_,            may,                  may,                      Refusal::ended, Who::holder,               Refusal::not_yours,          false},
  {Verb::reopen,           Refusal::not_ended,   Refusal::not_ended,       may,            Who::holder,               Refusal::not_yours,          true},
  {Verb::review,           may,                  may,                      Refusal::ended, Who::holder_or_asked,      Refusal::not_yours,          false},
  {Verb::succeed,          may,                  may,                      Refusal::ended, Who::operations,           Refusal::not_allowed,        false},
}};
// clang-format on

// What the table answers: none when the verb may go on. The state is looked at first, then who asks, then the
// text. An accept that comes after somebody else's is told so.
Refusal by_table(Verb verb, const Duty& duty, const Caller& caller, uint8_t text);

}  // namespace klynge
