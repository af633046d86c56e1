#include "core/command.h"

namespace klynge {

Ask::Ask() = default;
Ask::Ask(const Ask&) = default;
Ask::Ask(Ask&&) noexcept = default;
Ask& Ask::operator=(const Ask&) = default;
Ask& Ask::operator=(Ask&&) noexcept = default;
Ask::~Ask() = default;

std::string_view word(Refusal refusal) {
  switch (refusal) {
    case Refusal::none:
      return "none";
    case Refusal::no_such_duty:
      return "no-such-duty";
    case Refusal::no_such_party:
      return "no-such-party";
    case Refusal::not_yours:
      return "not-yours";
    case Refusal::not_offered_to_you:
      return "not-offered-to-you";
    case Refusal::already_offered:
      return "already-offered";
    case Refusal::not_offered:
      return "not-offered";
    case Refusal::ended:
      return "ended";
    case Refusal::not_ended:
      return "not-ended";
    case Refusal::accepted_by_other:
      return "accepted-by-other";
    case Refusal::contact_must_stay:
      return "contact-must-stay";
    case Refusal::reason_required:
      return "reason-required";
    case Refusal::kind_may_not_take:
      return "kind-may-not-take";
    case Refusal::not_allowed:
      return "not-allowed";
    case Refusal::frozen:
      return "frozen";
    case Refusal::too_late_to_contest:
      return "too-late-to-contest";
    case Refusal::same_party:
      return "same-party";
    case Refusal::barred:
      return "barred";
    case Refusal::time_is_past:
      return "time-is-past";
    case Refusal::no_such_course:
      return "no-such-course";
    case Refusal::dead:
      return "dead";
    case Refusal::no_such_task:
      return "no-such-task";
    case Refusal::objected:
      return "objected";
    case Refusal::other_state:
      return "other-state";
    case Refusal::no_open_stay:
      return "no-open-stay";
    case Refusal::wrong_time:
      return "wrong-time";
    case Refusal::joined_with_other:
      return "joined-with-other";
    case Refusal::no_such_citizen:
      return "no-such-citizen";
    case Refusal::no_such_circumstance:
      return "no-such-circumstance";
    case Refusal::no_such_letter:
      return "no-such-letter";
    case Refusal::not_the_latest:
      return "not-the-latest";
    case Refusal::no_location_number:
      return "no-location-number";
    case Refusal::link_over:
      return "link-over";
    case Refusal::changed_since:
      return "changed-since";
    case Refusal::link_locked:
      return "link-locked";
    case Refusal::not_switched_on:
      return "not-switched-on";
    case Refusal::answered_otherwise:
      return "answered-otherwise";
  }
  return "unknown";
}

std::string_view word(CallerRole role) {
  switch (role) {
    case CallerRole::person:
      return "person";
    case CallerRole::door:
      return "door";
    case CallerRole::clock:
      return "clock";
    case CallerRole::operations:
      return "operations";
    case CallerRole::citizen:
      return "citizen";
    case CallerRole::relative:
      return "relative";
    case CallerRole::forum:
      return "forum";
    case CallerRole::administrator:
      return "administrator";
  }
  return "?";
}

}  // namespace klynge
