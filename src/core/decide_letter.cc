// Letters and their threads (CareCommunication 5.0, governance rules 1 to 26): which thread a letter belongs
// to, who owes an answer, and what may be written here.
#include <algorithm>

#include "core/access.h"
#include "core/draft.h"

namespace klynge {
namespace {

constexpr uint16_t letters_at_most = 50'000;  // in one record

Answer refuse(Refusal refusal, Party party = {}, uint16_t letter = 0) {
  Answer answer{.refusal = refusal, .party = party};
  answer.letter = letter;
  return answer;
}

Answer about(const Draft& draft, uint16_t letter, uint16_t thread, Party party) {
  Answer answer{.party = party, .at = draft.at};
  answer.letter = letter;
  answer.thread = thread;
  if (const Thread* known = draft.record().thread(thread))
    if (const Course* course = draft.record().course_of(*known)) answer.course = course->number;
  return answer;
}

bool same(const Draft& draft, Party a, Party b) {
  return draft.setting.directory.same_organisation(a, b);
}

uint16_t next_letter(const Record& record) {
  return static_cast<uint16_t>(record.last_letter + 1);
}

// --- which thread ---

bool is_between(const Draft& draft, const Thread& thread, Party a, Party b) {
  return std::ranges::any_of(thread.letters, [&](const Letter& letter) {
    return (same(draft, letter.from, a) && same(draft, letter.to, b)) ||
           (same(draft, letter.from, b) && same(draft, letter.to, a));
  });
}

// Whoever writes through the conversion has never written otherwise in the thread.
bool has_written_itself(const Draft& draft, const Thread& thread, Party from) {
  return std::ranges::any_of(thread.letters, [&](const Letter& letter) {
    return same(draft, letter.from, from) && !letter.converted;
  });
}

bool shares_course(const Record& record, const Thread& thread, const std::vector<Key>& courses) {
  const Course* course = record.course_of(thread);
  return std::ranges::any_of(courses, [&](const Key& key) {
    return std::ranges::find(thread.courses, key) != thread.courses.end() ||
           (course != nullptr && record.course_with(key) == course);
  });
}

// A converted letter has a thread id of its own, whatever it answers: the course and the two parties say
// which conversation it continues, the one written in last. 0: none.
uint16_t broken_thread_of(const Draft& draft, const NotifyLetter& ask) {
  const Thread* found = nullptr;
  for (const Thread& thread : draft.record().threads) {
    if (!is_between(draft, thread, ask.from, ask.to) || has_written_itself(draft, thread, ask.from) ||
        !shares_course(draft.record(), thread, ask.courses))
      continue;
    if (found == nullptr || found->latest()->sent <= thread.latest()->sent) found = &thread;
  }
  return found == nullptr ? uint16_t{0} : found->number;
}

uint16_t open_thread(Draft& draft, const Key& id) {
  const auto number = static_cast<uint16_t>(draft.record().last_thread + 1);
  draft.add(ThreadOpened{number, id});
  return number;
}

void learn_courses(Draft& draft, uint16_t thread, const std::vector<Key>& courses) {
  for (const Key& key : courses) {
    const std::vector<Key>& known = draft.record().thread(thread)->courses;
    if (std::ranges::find(known, key) == known.end()) draft.add(ThreadCourseLearned{thread, key});
  }
}

uint16_t thread_for(Draft& draft, const NotifyLetter& ask) {
  uint16_t number = 0;
  if (const Thread* known = draft.record().thread_with(ask.thread)) {
    number = known->number;
  } else if (ask.converted) {
    number = broken_thread_of(draft, ask);
    if (number != 0) draft.add(ThreadIdLearned{number, ask.thread});
  }
  if (number == 0) number = open_thread(draft, ask.thread);
  learn_courses(draft, number, ask.courses);
  return number;
}

// --- who owes an answer ---

// Does the writer of `letter` answer `asked`? Up to the letter that it answers; where that is not said, or
// was never here, all that stands before it. Two that cross each other answer neither the other. Both are of
// the thread.
bool answers(const Thread& thread, const Letter& letter, const Letter& asked) {
  const Letter* answered = thread.letter_of(letter.answers);
  return answered != nullptr ? &asked <= answered : &asked < &letter;
}

bool is_answered(const Draft& draft, const Thread& thread, const Letter& asked) {
  return std::ranges::any_of(thread.letters, [&](const Letter& letter) {
    return &letter != &asked && same(draft, letter.from, asked.to) && answers(thread, letter, asked);
  });
}

const Task* answer_task(const Draft& draft) {
  return letters_task(draft, &Task::opened_by_letter);
}

// The letter of the thread that opened the duty; nullptr: none did.
const Letter* asked_with(const Thread& thread, const Duty& duty, const Task& task) {
  return duty.open() && duty.task == task.id ? thread.letter_of(duty.cause) : nullptr;
}

bool owes_already(const Draft& draft, const Thread& thread, const Task& task, Party party) {
  return std::ranges::any_of(draft.record().duties, [&](const Duty& duty) {
    const Letter* asked = asked_with(thread, duty, task);
    return asked != nullptr && (same(draft, asked->to, party) || same(draft, duty.holder, party));
  });
}

void owe_answer(Draft& draft, uint16_t number, const Letter& letter) {
  const Thread& thread = *draft.record().thread(number);
  const Task* task = answer_task(draft);
  const bool can_be_seen = draft.setting.directory.exists(letter.to, draft.at) &&
                           draft.setting.directory.answers_here(letter.to, draft.at);
  if (task == nullptr || !can_be_seen || !draft.record().died.none() || same(draft, letter.from, letter.to))
    return;
  if (is_answered(draft, thread, *thread.letter_of(letter.message)) ||
      owes_already(draft, thread, *task, letter.to))
    return;
  const Instant sent = std::min(letter.sent, draft.at);
  draft.since = sent;
  open_about_letter(draft, *task, letter, letter.to, letter.from, sent);
  draft.since = {};
}

// What is asked after the letter that was answered is still to be answered.
void owe_what_came_later(Draft& draft, uint16_t number, Party to) {
  const std::vector<Letter> letters = draft.record().thread(number)->letters;
  for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter)
    if (same(draft, letter->to, to)) return owe_answer(draft, number, *letter);
}

// The letter is the proof that its writer has answered.
void answer(Draft& draft, uint16_t number, const Letter& letter) {
  const Task* task = answer_task(draft);
  if (task == nullptr) return;
  for (const uint16_t each : open_duties(draft.record())) {
    const Thread& thread = *draft.record().thread(number);
    const Duty& duty = *draft.record().duty(each);
    const Letter* asked = asked_with(thread, duty, *task);
    if (asked == nullptr || !answers(thread, *thread.letter_of(letter.message), *asked)) continue;
    if (!same(draft, asked->to, letter.from) && !same(draft, duty.holder, letter.from)) continue;
    const Party owed_by = asked->to;
    end_offer(draft, each);
    draft.add(
        DutyCompleted{.duty = each, .by = letter.from, .proof = Proof::message, .message = letter.message});
    owe_what_came_later(draft, number, owed_by);
  }
}

void follow(Draft& draft, uint16_t number, const Key& message) {
  const Letter letter = *draft.record().thread(number)->letter_of(message);
  answer(draft, number, letter);
  owe_answer(draft, number, letter);
}

// --- what is written here ---

bool has_location_number(const Setting& setting, Party party) {
  const PartyInfo* info = setting.directory.find(party);
  return info != nullptr && !info->gln.empty();
}

// Why no letter goes there; none when it may.
Answer may_be_written_to(const Draft& draft, Party to) {
  const Party from = draft.command.caller.party;
  if (to == from) return refuse(Refusal::same_party, to);
  const Refusal refusal = takes_no_letters(draft.setting, to, draft.at);
  const bool may_go = refusal == Refusal::none || refusal == Refusal::no_location_number;
  if (may_go && !has_location_number(draft.setting, from)) return refuse(Refusal::no_location_number, from);
  const PartyInfo* info = draft.setting.directory.find(to);
  return refuse(refusal, refusal == Refusal::barred ? info->successor
                         : refusal == Refusal::none ? Party{}
                                                    : to);
}

bool is_part_of(const Draft& draft, const Thread& thread) {
  return std::ranges::any_of(thread.letters, [&](const Letter& letter) {
    return same(draft, letter.from, draft.command.caller.party) ||
           same(draft, letter.to, draft.command.caller.party);
  });
}

// The draft as it is to be; its `to` is the answering party's where a reply says none.
Answer plan(const Draft& draft, const PrepareLetter& ask, LetterPrepared& planned) {
  const Record& record = draft.record();
  const Party caller = draft.command.caller.party;
  planned = {.letter = ask.draft == 0 ? next_letter(record) : ask.draft,
             .thread = ask.thread,
             .course = ask.course,
             .letter_kind = ask.kind,
             .answers = {},
             .by = caller,
             .to = ask.to,
             .category = ask.category};
  if (ask.draft == 0 && record.last_letter >= letters_at_most) return refuse(Refusal::not_allowed);
  if (const LetterDraft* known = record.draft(ask.draft); ask.draft != 0) {
    if (known == nullptr) return refuse(Refusal::no_such_letter, {}, ask.draft);
    if (!same(draft, known->by, caller)) return refuse(Refusal::not_yours, known->by, ask.draft);
  }
  if (ask.course != 0 && record.course(ask.course) == nullptr) return refuse(Refusal::no_such_course);
  if (ask.kind == LetterKind::first) {
    if (ask.thread != 0) return refuse(Refusal::no_such_letter);
    if (!may(draft.command.caller, Action::read, record, draft.setting, draft.at).scope.own)
      return refuse(Refusal::not_yours, record.municipality);
    return record.died.none() ? Answer{} : refuse(Refusal::dead);
  }
  const Thread* thread = record.thread(ask.thread);
  if (thread == nullptr || thread->letters.empty()) return refuse(Refusal::no_such_letter);
  const Letter& latest = *thread->latest();
  if (!is_part_of(draft, *thread)) return refuse(Refusal::not_yours, latest.from);
  if (ask.answers != 0 && ask.answers != latest.number)
    return refuse(Refusal::not_the_latest, latest.from, latest.number);
  planned.answers = latest.message;
  if (planned.category.empty()) planned.category = thread->category;
  if (ask.kind == LetterKind::reply) planned.to = same(draft, latest.from, caller) ? latest.to : latest.from;
  return {};
}

}  // namespace

Refusal takes_no_letters(const Setting& setting, Party to, Instant at) {
  if (!setting.directory.exists(to, at)) return Refusal::no_such_party;
  if (setting.directory.find(to)->barred) return Refusal::barred;
  if (!setting.reaches(to)) return Refusal::not_switched_on;
  return has_location_number(setting, to) ? Refusal::none : Refusal::no_location_number;
}

const Task* letters_task(const Draft& draft, bool Task::* opened_so) {
  const Pathway* pathway = draft.setting.pathway(letters_pathway, draft.at);
  if (pathway == nullptr) return nullptr;
  const auto task = std::ranges::find_if(pathway->tasks, opened_so);
  return task == pathway->tasks.end() ? nullptr : &*task;
}

void open_about_letter(Draft& draft, const Task& task, const Letter& letter, Party holder, Party by,
                       Instant counts_from) {
  const Record& record = draft.record();
  const auto thread = std::ranges::find_if(
      record.threads, [&](const Thread& one) { return one.letter_of(letter.message) != nullptr; });
  const Course* course = thread == record.threads.end() ? nullptr : record.course_of(*thread);
  const uint16_t tied = course == nullptr || !course->open() ? uint16_t{0} : course->number;
  const Counting counting{tied, counts_from, {}, holder};
  const Deadline* deadline = deadline_of(draft, &task, counting);
  open(draft, {.course = tied,
               .task = task.id,
               .rules = &task,
               .holder = holder,
               .rule = deadline == nullptr ? std::string() : deadline->rule,
               .cause = letter.message,
               .due = due_of(draft, &task, counting),
               .by = by});
}

Answer run(Draft& draft, const NotifyLetter& ask) {
  for (const Thread& thread : draft.record().threads) {  // our own, heard again
    if (const Letter* known = thread.letter_of(ask.message))
      return about(draft, known->number, thread.number, ask.from);
  }
  if (draft.record().last_letter >= letters_at_most) return refuse(Refusal::not_allowed);
  const uint16_t thread = thread_for(draft, ask);
  const uint16_t letter = next_letter(draft.record());
  draft.add(LetterNoted{.letter = letter,
                        .thread = thread,
                        .message = ask.message,
                        .letter_kind = ask.kind,
                        .answers = ask.answers,
                        .from = ask.from,
                        .to = ask.to,
                        .sent = ask.sent,
                        .category = ask.category,
                        .converted = ask.converted,
                        .deviates = ask.deviates});
  follow(draft, thread, ask.message);
  return about(draft, letter, thread, ask.to);
}

Answer run(Draft& draft, const PrepareLetter& ask) {
  LetterPrepared planned;
  if (Answer answer = plan(draft, ask, planned); !answer.ok()) return answer;
  if (planned.category.empty()) return refuse(Refusal::reason_required);
  if (Answer answer = may_be_written_to(draft, planned.to); !answer.ok()) return answer;
  draft.add(planned);
  return about(draft, planned.letter, planned.thread, planned.to);
}

Answer run(Draft& draft, const SendLetter& ask) {
  const LetterDraft* known = draft.record().draft(ask.draft);
  if (known == nullptr) return refuse(Refusal::no_such_letter, {}, ask.draft);
  const LetterDraft planned = *known;
  if (!same(draft, planned.by, draft.command.caller.party))
    return refuse(Refusal::not_yours, planned.by, ask.draft);
  if (Answer answer = may_be_written_to(draft, planned.to); !answer.ok()) return answer;
  const bool continues = planned.kind == LetterKind::reply;
  if (planned.kind == LetterKind::first && !draft.record().died.none()) return refuse(Refusal::dead);
  const Thread* old = draft.record().thread(planned.thread);
  if (planned.kind != LetterKind::first && (old == nullptr || old->latest()->message != planned.answers))
    return refuse(Refusal::not_the_latest, planned.to, old == nullptr ? uint16_t{0} : old->latest()->number);
  std::vector<Key> courses = old == nullptr ? std::vector<Key>{} : old->courses;
  if (const Course* course = draft.record().course(planned.course); course != nullptr) courses = course->keys;
  const uint16_t thread = continues ? planned.thread : open_thread(draft, ask.thread);
  learn_courses(draft, thread, courses);
  draft.add(LetterSent{.letter = ask.draft,
                       .thread = thread,
                       .message = ask.message,
                       .letter_kind = planned.kind,
                       .answers = planned.answers,
                       .from = draft.command.caller.party,
                       .to = planned.to,
                       .category = planned.category});
  const PostRule* post = draft.setting.post_to(planned.to);
  if (post != nullptr && !draft.setting.answers_for(planned.to))
    draft.add(LetterPosted{ask.draft, post->wait_seconds, post->resends, post->taken_within_seconds});
  follow(draft, thread, ask.message);
  return about(draft, ask.draft, thread, planned.to);
}

Answer run(Draft& draft, const WithdrawLetter& ask) {
  const LetterDraft* known = draft.record().draft(ask.draft);
  if (known == nullptr) return refuse(Refusal::no_such_letter, {}, ask.draft);
  if (!same(draft, known->by, draft.command.caller.party))
    return refuse(Refusal::not_yours, known->by, ask.draft);
  const Party to = known->to;
  draft.add(LetterWithdrawn{ask.draft, draft.command.caller.party});
  return about(draft, ask.draft, 0, to);
}

}  // namespace klynge
