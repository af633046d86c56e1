// A stay that no notification ends: asked about, and then closed by whoever knows that it is over.
#include <algorithm>

#include "core/draft.h"
#include "core/roster.h"

namespace klynge {
namespace {

// Has it the duty that news of a discharge ends?
bool owes_the_discharge(const Draft& draft, Party party, uint16_t course) {
  return std::ranges::any_of(draft.record().duties, [&](const Duty& duty) {
    if (!duty.open() || duty.course != course || duty.holder != party) return false;
    const Task* task = task_of(draft.record(), draft.setting, duty);
    return task != nullptr && std::ranges::any_of(task->steps, [](const Step& step) {
             return step.on == StayEvent::home && step.what == Step::Do::complete;
           });
  });
}

bool is_its_municipality(const Draft& draft, Party party, const Course& course) {
  return party == course.municipality ||
         party == acting_desk(draft.record(), draft.setting, course.municipality, draft.at);
}

// The ward knows when the citizen left it; the municipality stands before the citizen at home, and cannot
// begin there while the list says hospital; operations settles what neither can reach the other about.
bool may_close(const Draft& draft, const Course& course) {
  const Caller& caller = draft.command.caller;
  return caller.role == CallerRole::operations || owes_the_discharge(draft, caller.party, course.number) ||
         is_its_municipality(draft, caller.party, course);
}

Refusal may_not_close(const Draft& draft, const CloseStay& ask, const Course* course, Instant at) {
  if (course == nullptr || !course->open()) return Refusal::no_such_course;
  if (!in_hospital(course->stay)) return Refusal::no_open_stay;
  if (!may_close(draft, *course)) return Refusal::not_yours;
  const bool coded = ask.because >= ClosedBecause::seen_at_home && ask.because <= ClosedBecause::other;
  if (!coded || ask.text == 0) return Refusal::reason_required;
  const StayNote* known = course->deciding();
  if (at > draft.at || (known != nullptr && at <= known->at)) return Refusal::wrong_time;
  return Refusal::none;
}

}  // namespace

// A note among the notes: it decides until something later is told of the stay, and until the hospital's own
// word of the discharge comes, which then corrects it.
Answer run(Draft& draft, const CloseStay& ask) {
  const Course* course = draft.record().course(ask.course);
  const Instant at = ask.at.none() ? draft.at : ask.at;
  Answer answer{.refusal = may_not_close(draft, ask, course, at), .course = ask.course};
  if (course != nullptr) answer.party = course->ward;
  if (!answer.ok()) return answer;
  NotifyStay told;
  told.message = draft.command.id;
  told.event = StayEvent::home;
  told.form = NoteForm::by_hand;
  told.event_at = at;
  told.ward = course->ward;
  told.sender = draft.command.caller.party;
  draft.add(StayClosed{ask.course, told.sender, ask.because, ask.text});
  tell_of_stay(draft, told, ask.course);
  return answer;
}

}  // namespace klynge
