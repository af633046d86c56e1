// What no message carries: a stay that is expected, a discharge that is, ready for discharge and not ready
// after all, a call to 112; who the citizen's GP is, whether the citizen objects, and that the GP was told.
#include <algorithm>

#include "core/roster.h"
#include "core/steps.h"

namespace klynge {
namespace {

Answer about(const Draft& draft, uint16_t course) {
  const Course& found = *draft.record().course(course);
  return {.course = course, .party = found.ward, .at = found.opened};
}

Answer refuse(uint16_t course, Refusal refusal, Party party = {}) {
  return {.refusal = refusal, .course = course, .party = party};
}

bool is_of(const Draft& draft, Party organisation) {
  return draft.command.caller.role == CallerRole::operations ||
         draft.setting.directory.same_organisation(draft.command.caller.party, organisation);
}

// The hospital that has the course, or its municipality.
bool is_in_course(const Draft& draft, const Course& course) {
  return is_of(draft, course.ward) || is_of(draft, course.municipality);
}

// Whoever has no part in the citizen's care says nothing of the citizen.
bool has_part(const Draft& draft) {
  const Record& record = draft.record();
  return is_of(draft, record.municipality) || std::ranges::any_of(record.courses, [&](const Course& course) {
           return course.open() && is_in_course(draft, course);
         });
}

// Why nothing can be said of the course; none when it can. Answers whom to ask instead.
Answer at_the_course(const Draft& draft, uint16_t number) {
  const Course* course = draft.record().course(number);
  if (course == nullptr || !course->open()) return refuse(number, Refusal::no_such_course);
  if (!draft.record().died.none()) return refuse(number, Refusal::dead);
  if (!is_in_course(draft, *course)) return refuse(number, Refusal::not_yours, course->ward);
  return {};
}

bool is_kind(const Draft& draft, Party party, PartyKind kind) {
  const PartyInfo* info = draft.setting.directory.find(party);
  return info != nullptr && info->kind == kind && draft.setting.directory.exists(party, draft.at);
}

// An expected stay is a note of its own: it takes its place among those of the hospital, and counts until one
// of them does.
Answer note_plan(Draft& draft, const Course* course, const ExpectStay& ask, NoteForm form) {
  NotifyStay note;
  note.message = draft.command.id;
  note.event = StayEvent::expected;
  note.form = form;
  note.event_at = ask.at;
  note.ward = ask.ward;
  note.sender = draft.command.caller.party;
  note.municipality = ask.municipality.none() ? draft.record().municipality : ask.municipality;
  note.sent = draft.at;
  note.text = ask.text;
  if (course != nullptr) note.of = course->deciding()->message;
  return run(draft, note);
}

// A time that is said of the course has to fit what is known of it.
bool fits(const Draft& draft, const Course& course, Instant at) {
  const Instant after = course.ready.empty() ? course.stay_start : course.ready.back().from;
  return at <= draft.at && (after.none() || at >= after);
}

Refusal may_not_tell(const Draft& draft, const Course& course, StayEvent event, Instant at) {
  const bool hospital = is_of(draft, course.ward);
  switch (event) {
    case StayEvent::discharge_expected:
      if (!hospital) return Refusal::not_yours;
      if (!course.in_hospital()) return Refusal::other_state;
      return at <= draft.at ? Refusal::time_is_past : Refusal::none;
    case StayEvent::ready:
    case StayEvent::not_ready:
      if (!hospital) return Refusal::not_yours;
      if (!course.in_hospital() || course.is_ready() != (event == StayEvent::not_ready))
        return Refusal::other_state;
      return fits(draft, course, at) ? Refusal::none : Refusal::other_state;
    case StayEvent::terminal:
      if (!hospital) return Refusal::not_yours;
      return course.in_hospital() && at <= draft.at ? Refusal::none : Refusal::other_state;
    case StayEvent::emergency_call:
      return course.stay == StayState::home && at <= draft.at ? Refusal::none : Refusal::other_state;
    case StayEvent::emergency_over:
      return course.stay == StayState::home && course.called_112() && at <= draft.at &&
                     at >= course.emergency_call
                 ? Refusal::none
                 : Refusal::other_state;
    case StayEvent::acute:
    case StayEvent::admitted:
    case StayEvent::leave:
    case StayEvent::back:
    case StayEvent::home:
    case StayEvent::dead:
    case StayEvent::elsewhere:
    case StayEvent::expected:
    case StayEvent::discharge_moved:
    case StayEvent::gp_named:
    case StayEvent::task_opened:
    case StayEvent::task_done:
    case StayEvent::task_marked:
    case StayEvent::task_overdue:
    case StayEvent::task_voided:
      return Refusal::not_allowed;
  }
  return Refusal::not_allowed;
}

std::vector<uint16_t> open_courses(const Record& record) {
  std::vector<uint16_t> numbers;
  for (const Course& course : record.courses) {
    if (course.open()) numbers.push_back(course.number);
  }
  return numbers;
}

}  // namespace

Answer run(Draft& draft, const ExpectStay& ask) {
  if (!draft.record().died.none()) return refuse(ask.course, Refusal::dead);
  if (!is_kind(draft, ask.ward, PartyKind::hospital))
    return refuse(ask.course, Refusal::no_such_party, ask.ward);
  const bool residence_known = !ask.municipality.none() || !draft.record().municipality.none();
  const bool named = ask.municipality.none() || is_kind(draft, ask.municipality, PartyKind::municipality);
  if (!residence_known || !named) return refuse(ask.course, Refusal::no_such_party, ask.municipality);
  if (ask.at <= draft.at) return refuse(ask.course, Refusal::time_is_past);
  if (ask.course == 0) {
    const Party lives = ask.municipality.none() ? draft.record().municipality : ask.municipality;
    if (!is_of(draft, ask.ward) && !is_of(draft, lives)) return refuse(0, Refusal::not_yours, ask.ward);
    return note_plan(draft, nullptr, ask, NoteForm::first);
  }
  if (Answer answer = at_the_course(draft, ask.course); !answer.ok()) return answer;
  const Course& course = *draft.record().course(ask.course);
  if (course.stay != StayState::expected) return refuse(ask.course, Refusal::other_state, course.ward);
  return note_plan(draft, &course, ask, NoteForm::correction);
}

Answer run(Draft& draft, const CallOffStay& ask) {
  if (Answer answer = at_the_course(draft, ask.course); !answer.ok()) return answer;
  const Course& course = *draft.record().course(ask.course);
  if (course.stay != StayState::expected) return refuse(ask.course, Refusal::other_state, course.ward);
  if (ask.text == 0) return refuse(ask.course, Refusal::reason_required);
  const Instant expected = course.deciding()->at;
  return note_plan(draft, &course, {ask.course, course.ward, course.municipality, expected, ask.text},
                   NoteForm::annulment);
}

Answer run(Draft& draft, const TellStay& ask) {
  if (Answer answer = at_the_course(draft, ask.course); !answer.ok()) return answer;
  const Course before = *draft.record().course(ask.course);
  const bool plan = ask.event == StayEvent::discharge_expected;
  const Instant at = ask.at.none() && !plan ? draft.at : ask.at;
  if (const Refusal refusal = may_not_tell(draft, before, ask.event, at); refusal != Refusal::none)
    return refuse(ask.course, refusal, before.ward);
  if (plan && at == before.discharge_expected) return about(draft, ask.course);
  const bool moves = plan && !before.discharge_expected.none();
  const StayEvent event = moves ? StayEvent::discharge_moved : ask.event;
  const Party by = draft.command.caller.party;
  draft.add(StayTold{.course = ask.course, .event = event, .at = at, .by = by, .text = ask.text});
  const Scene scene{
      .course = ask.course, .event = event, .at = plan ? draft.at : at, .known_to = by, .teller = by};
  draft.since = scene.at;
  follow_discharge(draft, ask.course);
  run_steps(draft, scene);
  hold_what_nobody_holds(draft, scene);
  draft.since = {};
  return about(draft, ask.course);
}

Answer run(Draft& draft, const ProlongWindow& ask) {
  if (Answer answer = at_the_course(draft, ask.course); !answer.ok()) return answer;
  std::vector<uint16_t> prolonged;
  Instant latest;
  for (const Duty& duty : draft.record().duties) {
    if (!duty.open() || duty.course != ask.course || !duty.coming || !is_of(draft, duty.holder)) continue;
    prolonged.push_back(duty.number);
    latest = std::max(latest, duty.coming->at);
  }
  const Party ward = draft.record().course(ask.course)->ward;
  if (prolonged.empty()) return refuse(ask.course, Refusal::other_state, ward);
  if (ask.until <= latest) return refuse(ask.course, Refusal::time_is_past, ward);
  for (const uint16_t number : prolonged) {
    const ComingPass coming = *draft.record().duty(number)->coming;
    draft.add(PassAnnounced{number, coming.to, coming.rule, ask.until, ask.text});
  }
  return about(draft, ask.course);
}

Answer run(Draft& draft, const NameGp& ask) {
  if (!has_part(draft)) return {.refusal = Refusal::not_yours, .party = draft.record().municipality};
  if (!is_kind(draft, ask.gp, PartyKind::gp)) return {.refusal = Refusal::no_such_party, .party = ask.gp};
  if (ask.gp == draft.record().gp) return {.refusal = Refusal::same_party, .party = ask.gp};
  name_gp(draft, ask.gp, draft.command.caller.party);
  return {.party = ask.gp};
}

void name_gp(Draft& draft, Party gp, Party by) {
  const Party before = draft.record().gp;
  draft.add(GpNamed{gp, by});
  for (const uint16_t number : open_duties(draft.record())) {
    const std::optional<ComingPass> coming = draft.record().duty(number)->coming;
    if (!coming || coming->to != before) continue;
    draft.add(PassAnnounced{number, gp, coming->rule, coming->at});
  }
  for (const uint16_t course : open_courses(draft.record())) {
    run_steps(draft,
              {.course = course, .event = StayEvent::gp_named, .at = draft.at, .known_to = by, .teller = by});
  }
}

Answer run(Draft& draft, const StateObjection& ask) {
  if (!has_part(draft)) return {.refusal = Refusal::not_yours, .party = draft.record().municipality};
  const bool on_file = !draft.record().objected.none();
  if (on_file != ask.withdrawn) return {.refusal = Refusal::other_state, .at = draft.record().objected};
  draft.add(ObjectionNoted{ask.withdrawn, draft.command.caller.party, ask.text});
  return {.at = draft.at};
}

// Sundhedsloven § 41: with the citizen's consent, or without it where it is needed for the course of
// treatment, and never against the citizen's word. Nothing is sent from here: a person has told.
Answer run(Draft& draft, const TellGp& ask) {
  if (Answer answer = at_the_course(draft, ask.course); !answer.ok()) return answer;
  const Party gp = draft.record().gp;
  if (!is_kind(draft, gp, PartyKind::gp)) return refuse(ask.course, Refusal::no_such_party, gp);
  if (!draft.record().objected.none()) return refuse(ask.course, Refusal::objected);
  const bool consents = ask.basis == GpBasis::consent;
  const bool is_needed = ask.basis == GpBasis::section_41 && ask.text != 0;
  if (!consents && !is_needed) return refuse(ask.course, Refusal::reason_required);
  draft.add(GpTold{ask.course, gp, draft.command.caller.party, ask.basis, ask.text});
  return about(draft, ask.course);
}

}  // namespace klynge
