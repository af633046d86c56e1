#include "core/words.h"

namespace klynge {

std::string_view word(Strand strand) {
  switch (strand) {
    case Strand::none:
      return "none";
    case Strand::contact:
      return "contact";
    case Strand::treatment:
      return "treatment";
    case Strand::care:
      return "care";
    case Strand::authority:
      return "authority";
    case Strand::rehabilitation:
      return "rehabilitation";
  }
  return "unknown";
}

std::string_view word(Ground ground) {
  switch (ground) {
    case Ground::accepted:
      return "accepted";
    case Ground::by_rule:
      return "by-rule";
    case Ground::succession:
      return "succession";
    case Ground::taken:
      return "taken";
  }
  return "unknown";
}

std::string_view word(DutyState state) {
  switch (state) {
    case DutyState::open:
      return "open";
    case DutyState::done:
      return "done";
    case DutyState::voided:
      return "void";
  }
  return "unknown";
}

std::string_view word(StayState state) {
  switch (state) {
    case StayState::none:
      return "none";
    case StayState::acute:
      return "acute";
    case StayState::admitted:
      return "admitted";
    case StayState::leave:
      return "leave";
    case StayState::home:
      return "home";
    case StayState::dead:
      return "dead";
    case StayState::elsewhere:
      return "elsewhere";
    case StayState::expected:
      return "expected";
    case StayState::ready:
      return "ready";
  }
  return "unknown";
}

std::string_view word(StayEvent event) {
  switch (event) {
    case StayEvent::acute:
      return "acute";
    case StayEvent::admitted:
      return "admitted";
    case StayEvent::leave:
      return "leave";
    case StayEvent::back:
      return "back";
    case StayEvent::home:
      return "home";
    case StayEvent::dead:
      return "dead";
    case StayEvent::elsewhere:
      return "elsewhere";
    case StayEvent::expected:
      return "expected";
    case StayEvent::discharge_expected:
      return "discharge expected";
    case StayEvent::discharge_moved:
      return "discharge moved";
    case StayEvent::ready:
      return "ready";
    case StayEvent::not_ready:
      return "not ready";
    case StayEvent::terminal:
      return "terminal";
    case StayEvent::emergency_call:
      return "emergency call";
    case StayEvent::emergency_over:
      return "emergency over";
    case StayEvent::gp_named:
      return "gp named";
    case StayEvent::task_opened:
      return "opened";
    case StayEvent::task_done:
      return "done";
    case StayEvent::task_marked:
      return "marked";
    case StayEvent::task_overdue:
      return "overdue";
    case StayEvent::task_voided:
      return "voided";
  }
  return "unknown";
}

std::string_view word(NoteForm form) {
  switch (form) {
    case NoteForm::first:
      return "first";
    case NoteForm::correction:
      return "correction";
    case NoteForm::annulment:
      return "annulment";
    case NoteForm::by_hand:
      return "by-hand";
  }
  return "unknown";
}

std::string_view word(ClosedBecause because) {
  switch (because) {
    case ClosedBecause::seen_at_home:
      return "seen-at-home";
    case ClosedBecause::told_by_ward:
      return "told-by-ward";
    case ClosedBecause::told_by_citizen:
      return "told-by-citizen";
    case ClosedBecause::other:
      return "other";
  }
  return "unknown";
}

std::string_view word(CircumstanceKind kind) {
  switch (kind) {
    case CircumstanceKind::no_residence:
      return "no-residence";
    case CircumstanceKind::protected_address:
      return "protected-address";
    case CircumstanceKind::guardian:
      return "guardian";
    case CircumstanceKind::mandate:
      return "mandate";
    case CircumstanceKind::relative:
      return "relative";
    case CircumstanceKind::custody:
      return "custody";
  }
  return "unknown";
}

std::string_view word(DeclineReason reason) {
  switch (reason) {
    case DeclineReason::not_our_citizen:
      return "not-our-citizen";
    case DeclineReason::no_capacity:
      return "no-capacity";
    case DeclineReason::information_missing:
      return "information-missing";
    case DeclineReason::wrong_level:
      return "wrong-level";
    case DeclineReason::other:
      return "other";
  }
  return "unknown";
}

std::string_view word(VoidReason reason) {
  switch (reason) {
    case VoidReason::death:
      return "death";
    case VoidReason::annulled:
      return "annulled";
    case VoidReason::wrong_citizen:
      return "wrong-citizen";
    case VoidReason::not_needed:
      return "not-needed";
    case VoidReason::duplicate:
      return "duplicate";
    case VoidReason::other:
      return "other";
  }
  return "unknown";
}

std::string_view word(LadderKind kind) {
  switch (kind) {
    case LadderKind::remind:
      return "remind";
    case LadderKind::ask:
      return "ask";
    case LadderKind::inform:
      return "inform";
    case LadderKind::raise:
      return "raise";
  }
  return "unknown";
}

std::string_view word(ClockKind kind) {
  switch (kind) {
    case ClockKind::due:
      return "due";
    case ClockKind::offer:
      return "offer";
    case ClockKind::citizen:
      return "citizen";
  }
  return "unknown";
}

std::string_view word(Proof proof) {
  switch (proof) {
    case Proof::act:
      return "act";
    case Proof::message:
      return "message";
    case Proof::rule:
      return "rule";
    case Proof::course_closed:
      return "course-closed";
  }
  return "unknown";
}

std::string_view word(PartyKind kind) {
  switch (kind) {
    case PartyKind::unknown:
      return "unknown";
    case PartyKind::hospital:
      return "hospital";
    case PartyKind::municipality:
      return "municipality";
    case PartyKind::gp:
      return "gp";
    case PartyKind::region:
      return "region";
    case PartyKind::operations:
      return "operations";
  }
  return "unknown";
}

std::string_view word(GpBasis basis) {
  switch (basis) {
    case GpBasis::consent:
      return "consent";
    case GpBasis::section_41:
      return "section-41";
  }
  return "unknown";
}

std::string_view word(LetterKind v) {
  switch (v) {
    case LetterKind::first:
      return "new";
    case LetterKind::reply:
      return "reply";
    case LetterKind::forward:
      return "forward";
  }
  return "?";
}

}  // namespace klynge
