#include "core/settle.h"

#include <algorithm>

namespace klynge {
namespace {

// The party that has what `ceased` had: along the line of successors to one that exists, or none.
Party heir_of(const Draft& draft, Party ceased) {
  const Directory& directory = draft.setting.directory;
  Party heir = ceased;
  for (size_t step = 0; step <= directory.all().size(); ++step) {  // a line that bites its tail ends here
    const PartyInfo* info = directory.find(heir);
    if (info == nullptr || info->successor.none()) return {};
    heir = info->successor;
    if (directory.exists(heir, draft.at)) return heir;
  }
  return {};
}

Instant ceased_on(const Draft& draft, Party party) {
  const PartyInfo* info = draft.setting.directory.find(party);
  return info == nullptr || info->to.none() ? draft.at : info->to;
}

void ask_operations_to_find_a_holder(Draft& draft) {
  if (open_duty(draft.record(), 0, task_find_holder) != nullptr) return;
  open(draft, {.task = std::string(task_find_holder),
               .holder = draft.setting.operations,
               .due = draft.at + hours(24)});
}

// What was accepted or taken on that day or later was so in the knowledge of whose task it is: it stays.
bool falls_under(const Duty& duty, const Handover& handover) {
  const bool said_yes = duty.ground == Ground::accepted || duty.ground == Ground::taken;
  return !said_yes || duty.held_since < handover.on;
}

// A task moves to another authority on its day, whether the party that had it goes on or not. To a party that
// is not there it cannot go: then it stays, and the list of the day beforehand has said so.
bool moved_to_new_authority(Draft& draft, uint16_t number) {
  const Directory& directory = draft.setting.directory;
  const Duty& duty = *draft.record().duty(number);
  const Handover* handover = directory.handover(duty.holder, duty.task);
  const bool moves = handover != nullptr && handover->on <= draft.at && handover->to != duty.holder &&
                     directory.exists(handover->to, draft.at) && falls_under(duty, *handover);
  if (moves) succeed(draft, number, handover->to, handover->rule, handover->on);
  return moves;
}

bool moved_from_ceased(Draft& draft, uint16_t number) {
  const Party holder = draft.record().duty(number)->holder;
  const Directory& directory = draft.setting.directory;
  if (directory.exists(holder, draft.at)) return false;
  const Party heir = heir_of(draft, holder);
  const Instant day = ceased_on(draft, holder);
  if (!heir.none()) return succeed(draft, number, heir, "ceased", day), true;
  if (!directory.exists(draft.setting.operations, draft.at))
    return false;  // nobody to give it to: invariant 1 will tell
  succeed(draft, number, draft.setting.operations, "ceased-without-successor", day);
  ask_operations_to_find_a_holder(draft);
  return true;
}

// Both may be so, one after the other; no more often than there are parties.
void move_on(Draft& draft, uint16_t number) {
  const size_t most = draft.setting.directory.all().size();
  for (size_t step = 0; step <= most; ++step) {
    if (!moved_to_new_authority(draft, number) && !moved_from_ceased(draft, number)) return;
  }
}

bool answers_arrival(const Duty& held, const Duty& arrival) {
  return held.open() && held.course == arrival.course && held.ground == Ground::by_rule &&
         held.rule == arrival.rule && held.task != task_arrival && held.holder != arrival.holder;
}

void end_arrivals_of_what_moved_on(Draft& draft) {
  for (uint16_t number : open_duties(draft.record())) {
    const Duty* arrival = draft.record().duty(number);
    if (arrival->task != task_arrival) continue;
    const bool still_so = std::ranges::any_of(
        draft.record().duties, [&](const Duty& duty) { return answers_arrival(duty, *arrival); });
    if (still_so) continue;
    end_offer(draft, number);
    draft.add(DutyCompleted{.duty = number, .proof = Proof::rule});
  }
}

// What ends with the course does not keep it open, nor does what nobody would ever say here is done; but a
// pass that a rule has announced is still to come: while the 72 hours run, somebody must be there to call,
// whatever else is done.
bool keeps_course_open(const Draft& draft, const Duty& duty) {
  if (duty.coming) return true;
  if (duty.strand == Strand::contact) return false;
  const Task* task = task_of(draft.record(), draft.setting, duty);
  if (task == nullptr) return duty.task != task_arrival || duty.visible;
  return !task->ends_with_course && (duty.visible || !task->ends_when_unseen);
}

// Everything that was told of the stay has been taken back.
bool all_annulled(const Course& course) {
  return course.stay == StayState::none && !course.notes.empty();
}

bool is_over(const Draft& draft, const Course& course) {
  const bool left = course.stay == StayState::home || course.stay == StayState::elsewhere ||
                    course.stay == StayState::dead || !draft.record().died.none() || all_annulled(course);
  return course.open() && left && std::ranges::none_of(draft.record().duties, [&](const Duty& duty) {
           return duty.open() && duty.course == course.number && keeps_course_open(draft, duty);
         });
}

void close_what_is_over(Draft& draft) {
  std::vector<uint16_t> over;
  for (const Course& course : draft.record().courses) {
    if (is_over(draft, course)) over.push_back(course.number);
  }
  for (uint16_t course : over) {
    for (uint16_t number : open_duties(draft.record())) {
      if (draft.record().duty(number)->course == course) end_offer(draft, number);
    }
    const auto* said = std::get_if<NotifyStay>(&draft.command.ask);
    draft.add(CourseClosed{course, said == nullptr ? Key{} : said->message});
  }
}

// A party begins to answer here, or stops, on a day that may fall in the middle of a course. What ran out
// while it could not be seen is asked about once, from the foot of its ladder and after the grace; what
// cannot be seen any more is not silent. Of a duty without a deadline nothing but the word changes.
void see_what_can_be_seen(Draft& draft, uint16_t number) {
  Duty duty = *draft.record().duty(number);
  const bool visible = visible_with(draft, duty, duty.holder);
  if (visible == duty.visible) return;
  duty.visible = visible;
  draft.add(VisibilityChanged{number, visible, clock_anew(draft, duty)});
}

}  // namespace

void repair(Draft& draft) {
  move_when_the_day_has_come(draft);
  for (uint16_t number : open_duties(draft.record())) {
    move_on(draft, number);
    see_what_can_be_seen(draft, number);
    const auto& offer = draft.record().duty(number)->offer;
    if (offer && !draft.setting.directory.exists(offer->to, draft.at)) end_offer(draft, number);
  }
}

void settle(Draft& draft) {
  repair(draft);  // a rule or a contest may have named a party that has ceased
  end_arrivals_of_what_moved_on(draft);
  close_what_is_over(draft);
}

std::vector<uint16_t> arrivals_answered(const Draft& draft, uint16_t course) {
  const Party caller = draft.command.caller.party;
  std::vector<uint16_t> answered;
  for (const Duty& arrival : draft.record().duties) {
    if (!arrival.open() || arrival.task != task_arrival || arrival.course != course) continue;
    const bool has_it = std::ranges::any_of(draft.record().duties, [&](const Duty& duty) {
      return duty.holder == caller && answers_arrival(duty, arrival);
    });
    if (has_it) answered.push_back(arrival.number);
  }
  return answered;
}

void end_arrivals(Draft& draft, const std::vector<uint16_t>& arrivals) {
  for (uint16_t number : arrivals) {
    end_offer(draft, number);
    draft.add(DutyCompleted{.duty = number, .by = draft.command.caller.party, .proof = Proof::act});
  }
}

}  // namespace klynge
