// The verbs on duties. Each asks the duty table first, then what is its own to ask, and then says what
// happened.
#include <algorithm>

#include "core/draft.h"
#include "core/duty_table.h"
#include "core/steps.h"

namespace klynge {
namespace {

constexpr Duration answer_within_standard = hours(24);  // Klynge's own measure, for tasks outside any pathway
constexpr Duration link_lasts_at_most = days(14);       // likewise

// Who has it, or who is asked, and since when.
Answer about(const Duty& duty, Refusal refusal = Refusal::none) {
  const bool asked =
      duty.offer && (refusal == Refusal::already_offered || refusal == Refusal::not_offered_to_you);
  return {.refusal = refusal,
          .duty = duty.number,
          .course = duty.course,
          .party = asked ? duty.offer->to : duty.holder,
          .at = asked ? duty.offer->made : duty.held_since};
}

Answer about(const Draft& draft, uint16_t duty) {
  return about(*draft.record().duty(duty));
}

Answer refuse(const Duty& duty, Refusal refusal, Party party) {
  Answer answer = about(duty, refusal);
  answer.party = party;
  return answer;
}

// Somebody acts on a page that is hours old: a phone that had no net. What changes nothing is done all the
// same.
bool is_another_since(Instant seen, const Duty& duty, Verb verb) {
  if (seen.none() || verb == Verb::note || verb == Verb::review) return false;
  return duty.held_since > seen || (duty.offer && duty.offer->made > seen);
}

Answer ask_table(const Draft& draft, Verb verb, uint16_t number, uint8_t text) {
  const Duty* duty = draft.record().duty(number);
  if (duty == nullptr) return {.refusal = Refusal::no_such_duty, .duty = number};
  const Refusal refusal = by_table(verb, *duty, draft.command.caller, text);
  const bool is_another = is_another_since(draft.command.seen, *duty, verb);
  return about(*duty, refusal == Refusal::none && is_another ? Refusal::changed_since : refusal);
}

bool exists(const Draft& draft, Party party) {
  return draft.setting.directory.exists(party, draft.at);
}

bool is_barred(const Draft& draft, Party party) {
  const PartyInfo* info = draft.setting.directory.find(party);
  return info != nullptr && info->barred;
}

Party alternative_to(const Draft& draft, Party party) {
  return draft.setting.directory.find(party)->successor;
}

// Of a citizen who has died only what is owed after the death is done; the citizen is asked for nothing.
bool too_late_for(const Draft& draft, const Task* task) {
  return !draft.record().died.none() && (task == nullptr || !task->owed_after_death);
}

// An answer that would not be visible here has no time and no clock.
Instant answer_by(const Draft& draft, const Task* task, Party to, Instant named) {
  if (!draft.setting.directory.answers_here(to, draft.at)) return {};
  if (!named.none()) return named;
  const bool has_own = task != nullptr && task->answer_within > Duration{};
  return draft.at + (has_own ? task->answer_within : answer_within_standard);
}

void offer(Draft& draft, uint16_t number, Party to, Instant named, uint8_t text) {
  Duty duty = *draft.record().duty(number);
  const Task* task = task_of(draft.record(), draft.setting, duty);
  const Party by = draft.command.caller.party;
  duty.offer = Offer{to, by, draft.at, answer_by(draft, task, to, named)};
  const Ladder& ladder = ladder_of(draft.record(), draft.setting, duty);
  const Instant clock = first_clock(deadlines(duty), ladder, draft.at, draft.setting.grace);
  draft.add(DutyOffered{number, to, by, duty.offer->answer_by, clock, text});
}

// Why the duty cannot be offered to that party; none when it can.
Refusal may_not_be_asked(const Draft& draft, Party to, Party holder, Instant by) {
  if (!exists(draft, to)) return Refusal::no_such_party;
  if (to == holder) return Refusal::same_party;
  if (is_barred(draft, to)) return Refusal::barred;
  if (!by.none() && by <= draft.at) return Refusal::time_is_past;
  return Refusal::none;
}

Refusal may_not_end(const Draft& draft, uint16_t duty) {
  const bool stays = must_stay(draft.record(), draft.setting, *draft.record().duty(duty));
  return stays ? Refusal::contact_must_stay : Refusal::none;
}

bool may_take(const Draft& draft, const Duty& duty, Party party) {
  const Task* task = task_of(draft.record(), draft.setting, duty);
  const PartyInfo* info = draft.setting.directory.find(party);
  return task != nullptr && info != nullptr &&
         std::ranges::find(task->takers, info->kind) != task->takers.end();
}

// Rules open and end strands; a duty of a closed course is history.
Refusal may_not_reopen(const Draft& draft, const Duty& duty) {
  const Course* course = draft.record().course(duty.course);
  if (course != nullptr && !course->open()) return Refusal::no_such_course;
  if (duty.strand != Strand::none) return Refusal::not_allowed;
  if (too_late_for(draft, task_of(draft.record(), draft.setting, duty))) return Refusal::dead;
  return Refusal::none;
}

// `said` without its duty and clock.
Answer decline(Draft& draft, uint16_t number, OfferDeclined said) {
  const Duty& duty = *draft.record().duty(number);
  const bool coded = said.reason >= DeclineReason::not_our_citizen && said.reason <= DeclineReason::other;
  if (!coded || (said.reason == DeclineReason::other && said.text == 0))
    return about(duty, Refusal::reason_required);
  if (!said.instead.none() && !exists(draft, said.instead))
    return refuse(duty, Refusal::no_such_party, said.instead);
  said.duty = number;
  said.clock = clock_without_offer(draft, duty);
  const Party by = said.by;
  const DeclineReason reason = said.reason;
  draft.add(said);
  if (reason == DeclineReason::not_our_citizen) settle_between_municipalities(draft, number, by);
  return about(draft, number);
}

// Whether the link may still be used; the answer is about the duty.
Answer ask_link(const Draft& draft, uint16_t number, const LinkedOffer& link) {
  const Duty* duty = draft.record().duty(number);
  if (duty == nullptr) return {.refusal = Refusal::no_such_duty, .duty = number};
  const bool same = duty->open() && duty->offer && duty->offer->to == link.to &&
                    duty->offer->made == link.made && duty->offer->link_until == link.until;
  if (!same || draft.at >= link.until) return about(*duty, Refusal::link_over);
  const bool locked = duty->offer->wrong_codes >= wrong_codes_at_most;
  return about(*duty, locked ? Refusal::link_locked : Refusal::none);
}

const Task* task_to_open(const Draft& draft, const OpenDuty& ask) {
  const Pathway* pathway = pathway_of(draft.record(), draft.setting, ask.course);
  return pathway == nullptr ? nullptr : pathway->task(ask.task);
}

}  // namespace

Refusal may_not_open(const Draft& draft, const OpenDuty& ask) {
  const Course* course = draft.record().course(ask.course);
  const Task* task = task_to_open(draft, ask);
  const bool operations = draft.command.caller.role == CallerRole::operations;
  if (ask.course != 0 && (course == nullptr || !course->open())) return Refusal::no_such_course;
  if (task == nullptr && ask.task != task_other && !operations) return Refusal::no_such_task;
  if (task != nullptr && task->strand != Strand::none) return Refusal::not_allowed;
  if (draft.record().last_duty >= duties_at_most) return Refusal::not_allowed;
  if (!operations && too_late_for(draft, task)) return Refusal::dead;
  if (!ask.due.none() && ask.due <= draft.at) return Refusal::time_is_past;
  const Party caller = draft.command.caller.party;
  if (!exists(draft, caller)) return Refusal::no_such_party;
  if (ask.holder.none() || ask.holder == caller) return Refusal::none;
  return may_not_be_asked(draft, ask.holder, caller, ask.answer_by);
}

Answer run(Draft& draft, const OpenDuty& ask) {
  if (const Refusal refusal = may_not_open(draft, ask); refusal != Refusal::none)
    return {.refusal = refusal, .course = ask.course, .party = ask.holder};
  const Task* task = task_to_open(draft, ask);
  const Party caller = draft.command.caller.party;
  const uint16_t number =
      open(draft, {.course = ask.course,
                   .task = ask.task,
                   .rules = task,
                   .holder = caller,
                   .ground = Ground::taken,
                   .due = ask.due.none() ? due_of(draft, task, {ask.course, draft.at, {}, {}}) : ask.due,
                   .by = caller,
                   .text = ask.text,
                   .counts_from = ask.due});  // a deadline that is stated stays
  // For another party it is an offer: nobody gets a duty they have not said yes to.
  if (!ask.holder.none() && ask.holder != caller) offer(draft, number, ask.holder, ask.answer_by, ask.text);
  follow_task(draft, number, StayEvent::task_opened);
  return about(draft, number);
}

Answer run(Draft& draft, const OfferDuty& ask) {
  Answer answer = ask_table(draft, Verb::offer, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  const Duty& duty = *draft.record().duty(ask.duty);
  const Refusal refusal = may_not_be_asked(draft, ask.to, duty.holder, ask.answer_by);
  if (refusal == Refusal::barred) return refuse(duty, refusal, alternative_to(draft, ask.to));
  if (refusal != Refusal::none) return refuse(duty, refusal, ask.to);
  offer(draft, ask.duty, ask.to, ask.answer_by, ask.text);
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const AcceptOffer& ask) {
  Answer answer = ask_table(draft, Verb::accept, ask.duty, 0);
  if (!answer.ok()) return answer;
  const Party by = draft.command.caller.party;
  const Instant clock = clock_with(draft, *draft.record().duty(ask.duty), by);
  draft.add(OfferAccepted{.duty = ask.duty, .by = by, .clock = clock});
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const MakeLink& ask) {
  Answer answer = ask_table(draft, Verb::link, ask.duty, 0);
  if (!answer.ok()) return answer;
  const Duty& duty = *draft.record().duty(ask.duty);
  if (ask.until <= draft.at) return about(duty, Refusal::time_is_past);
  if (ask.until > draft.at + link_lasts_at_most) return about(duty, Refusal::wrong_time);
  draft.add(LinkMade{ask.duty, ask.until});
  answer.party = duty.offer->to;
  answer.at = duty.offer->made;
  return answer;
}

Answer run(Draft& draft, const TryLink& ask) {
  const Answer answer = ask_link(draft, ask.duty, ask.offer);
  if (answer.ok()) draft.add(LinkTried{ask.duty, ask.right});
  return answer;
}

Answer run(Draft& draft, const AnswerByLink& ask) {
  Answer answer = ask_link(draft, ask.duty, ask.offer);
  if (!answer.ok()) return answer;
  const Duty& duty = *draft.record().duty(ask.duty);
  if (draft.command.caller.party != ask.offer.to) return about(duty, Refusal::not_offered_to_you);
  if (ask.text == 0) return about(duty, Refusal::reason_required);
  if (!ask.accepts)
    return decline(draft, ask.duty,
                   {.by = ask.offer.to, .reason = ask.reason, .text = ask.text, .by_link = true});
  const Instant clock = clock_with(draft, duty, ask.offer.to);
  draft.add(
      OfferAccepted{.duty = ask.duty, .by = ask.offer.to, .clock = clock, .text = ask.text, .by_link = true});
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const AcceptByPhone& ask) {
  Answer answer = ask_table(draft, Verb::accept_by_phone, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  const Duty duty = *draft.record().duty(ask.duty);
  if (duty.offer && duty.offer->to != ask.accepted_by) return about(duty, Refusal::not_offered_to_you);
  const Refusal refusal = may_not_be_asked(draft, ask.accepted_by, duty.holder, {});
  if (refusal == Refusal::barred) return refuse(duty, refusal, alternative_to(draft, ask.accepted_by));
  if (refusal != Refusal::none) return refuse(duty, refusal, ask.accepted_by);
  draft.add(OfferAccepted{.duty = ask.duty,
                          .by = ask.accepted_by,
                          .by_phone = true,
                          .recorded_by = draft.command.caller.party,
                          .contest_until = draft.at + draft.setting.contest_window,
                          .clock = clock_with(draft, duty, ask.accepted_by),
                          .text = ask.text});
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const ContestAcceptance& ask) {
  Answer answer = ask_table(draft, Verb::contest, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  const Duty duty = *draft.record().duty(ask.duty);
  const bool in_time = duty.phone && draft.at < duty.phone->contest_until;
  if (!in_time) return about(duty, Refusal::too_late_to_contest);
  end_offer(draft, ask.duty);
  draft.add(AcceptanceContested{.duty = ask.duty,
                                .by = draft.command.caller.party,
                                .clock = clock_with(draft, duty, duty.phone->former),
                                .text = ask.text});
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const DeclineOffer& ask) {
  Answer answer = ask_table(draft, Verb::decline, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  return decline(
      draft, ask.duty,
      {.by = draft.command.caller.party, .reason = ask.reason, .instead = ask.instead, .text = ask.text});
}

Answer run(Draft& draft, const DeclineByPhone& ask) {
  Answer answer = ask_table(draft, Verb::decline_by_phone, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  const Duty& duty = *draft.record().duty(ask.duty);
  if (duty.offer->to != ask.declined_by) return about(duty, Refusal::not_offered_to_you);
  return decline(draft, ask.duty,
                 {.by = ask.declined_by,
                  .reason = ask.reason,
                  .instead = ask.instead,
                  .text = ask.text,
                  .by_phone = true,
                  .recorded_by = draft.command.caller.party});
}

Answer run(Draft& draft, const WithdrawOffer& ask) {
  Answer answer = ask_table(draft, Verb::withdraw, ask.duty, 0);
  if (!answer.ok()) return answer;
  draft.add(OfferWithdrawn{ask.duty, clock_without_offer(draft, *draft.record().duty(ask.duty))});
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const TakeDuty& ask) {
  Answer answer = ask_table(draft, Verb::take, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  const Party by = draft.command.caller.party;
  const Duty& duty = *draft.record().duty(ask.duty);
  if (!may_take(draft, duty, by)) return about(duty, Refusal::kind_may_not_take);
  end_offer(draft, ask.duty);
  draft.add(DutyTaken{ask.duty, by, clock_with(draft, *draft.record().duty(ask.duty), by), ask.text});
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const AssignDuty& ask) {
  Answer answer = ask_table(draft, Verb::assign, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  const Duty& duty = *draft.record().duty(ask.duty);
  if (!exists(draft, ask.unit)) return refuse(duty, Refusal::no_such_party, ask.unit);
  if (!draft.setting.directory.same_organisation(duty.holder, ask.unit))
    return about(duty, Refusal::not_allowed);
  end_offer(draft, ask.duty);
  draft.add(DutyAssigned{ask.duty, ask.unit, ask.text});
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const LeaveToCitizen& ask) {
  Answer answer = ask_table(draft, Verb::leave_to_citizen, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  Duty duty = *draft.record().duty(ask.duty);
  if (!draft.record().died.none()) return about(duty, Refusal::dead);
  if (ask.check_by <= draft.at) return about(duty, Refusal::time_is_past);
  duty.citizen_check_by = ask.check_by;
  draft.add(LeftToCitizen{ask.duty, ask.check_by, clock_without_offer(draft, duty), ask.text});
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const CompleteDuty& ask) {
  Answer answer = ask_table(draft, Verb::complete, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  if (const Refusal refusal = may_not_end(draft, ask.duty); refusal != Refusal::none) {
    return about(*draft.record().duty(ask.duty), refusal);
  }
  const Task* task = task_of(draft.record(), draft.setting, *draft.record().duty(ask.duty));
  if (task != nullptr && task->done_in_words && ask.text == 0)
    return about(*draft.record().duty(ask.duty), Refusal::reason_required);
  end_offer(draft, ask.duty);
  draft.add(DutyCompleted{.duty = ask.duty,
                          .by = draft.command.caller.party,
                          .proof = Proof::act,
                          .text = ask.text,
                          .marked = ask.marked,
                          .date = ask.date});
  follow_task(draft, ask.duty, StayEvent::task_done, ask.date);
  if (ask.marked) follow_task(draft, ask.duty, StayEvent::task_marked, ask.date);
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const VoidDuty& ask) {
  Answer answer = ask_table(draft, Verb::void_, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  const Duty& duty = *draft.record().duty(ask.duty);
  if (const Refusal refusal = may_not_end(draft, ask.duty); refusal != Refusal::none)
    return about(duty, refusal);
  const bool coded = ask.reason >= VoidReason::death && ask.reason <= VoidReason::other;
  if (!coded || (ask.reason == VoidReason::other && ask.text == 0))
    return about(duty, Refusal::reason_required);
  end_offer(draft, ask.duty);
  draft.add(DutyVoided{ask.duty, draft.command.caller.party, ask.reason, ask.text});
  follow_task(draft, ask.duty, StayEvent::task_voided);
  return about(draft, ask.duty);
}

Answer run(Draft& draft, const ReopenDuty& ask) {
  Answer answer = ask_table(draft, Verb::reopen, ask.duty, ask.text);
  if (!answer.ok()) return answer;
  const Duty& duty = *draft.record().duty(ask.duty);
  if (const Refusal refusal = may_not_reopen(draft, duty); refusal != Refusal::none)
    return about(duty, refusal);
  const Party by = draft.command.caller.party;
  draft.add(DutyReopened{ask.duty, by, clock_with(draft, duty, by), ask.text});
  return about(draft, ask.duty);
}

namespace {

// What was to be read by a time has been: from here on the deadline counts that is left.
void move_on_when_read(Draft& draft, uint16_t number) {
  const Duty& duty = *draft.record().duty(number);
  const Task* task = task_of(draft.record(), draft.setting, duty);
  if (task == nullptr || std::ranges::find(task->due, true, &Deadline::until_read) == task->due.end()) return;
  move_due(draft, number,
           due_of(draft, task, {duty.course, duty.opened, duty.counts_from, duty.holder, true}));
}

}  // namespace

Answer run(Draft& draft, const ReviewDuty& ask) {
  Answer answer = ask_table(draft, Verb::review, ask.duty, 0);
  if (!answer.ok()) return answer;
  const bool first = draft.record().duty(ask.duty)->reviewed.none();
  draft.add(DutyReviewed{ask.duty, draft.command.caller.party});
  if (first && draft.record().duty(ask.duty)->holder == draft.command.caller.party)
    move_on_when_read(draft, ask.duty);
  return answer;
}

Answer run(Draft& draft, const NoteDuty& ask) {
  Answer answer = ask_table(draft, Verb::note, ask.duty, ask.text);
  if (answer.ok()) draft.add(DutyNoted{ask.duty, draft.command.caller.party, ask.text});
  return answer;
}

Answer run(Draft& draft, const SucceedDuty& ask) {
  Answer answer = ask_table(draft, Verb::succeed, ask.duty, 0);
  if (!answer.ok()) return answer;
  const Duty& duty = *draft.record().duty(ask.duty);
  if (!exists(draft, ask.to)) return refuse(duty, Refusal::no_such_party, ask.to);
  if (ask.to == duty.holder) return about(duty, Refusal::same_party);
  if (ask.reason.empty()) return about(duty, Refusal::reason_required);
  succeed(draft, ask.duty, ask.to, ask.reason, ask.day);
  return about(draft, ask.duty);
}

}  // namespace klynge
