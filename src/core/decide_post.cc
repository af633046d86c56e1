// What becomes of a letter on its way, and whose it is to see to when it did not arrive (core/post.h).
#include <algorithm>

#include "core/draft.h"

namespace klynge {
namespace {

Answer refuse(Refusal refusal, const Letter* letter = nullptr) {
  Answer answer{.refusal = refusal, .party = letter == nullptr ? Party{} : letter->to};
  if (letter != nullptr) answer.letter = letter->number;
  return answer;
}

Answer about(const Draft& draft, uint16_t number) {
  Answer answer{.party = draft.record().letter(number)->to, .at = draft.at};
  answer.letter = number;
  return answer;
}

// By the post from here; nullptr: no such letter.
const Letter* posted(const Draft& draft, const Key& message) {
  const Letter* letter = draft.record().letter_of(message);
  return letter == nullptr || !letter->post.by_post ? nullptr : letter;
}

const Task* not_received_task(const Draft& draft) {
  return letters_task(draft, &Task::opened_by_post);
}

std::vector<uint16_t> open_about(const Draft& draft, const Task& task, const Key& message) {
  std::vector<uint16_t> numbers;
  for (const Duty& duty : draft.record().duties)
    if (duty.open() && duty.task == task.id && duty.cause == message) numbers.push_back(duty.number);
  return numbers;
}

// Who sent it is to know, and to reach the other party in another way.
void tell_the_sender(Draft& draft, const Letter& letter) {
  const Task* task = not_received_task(draft);
  if (task == nullptr || !draft.record().died.none() || !open_about(draft, *task, letter.message).empty())
    return;
  open_about_letter(draft, *task, letter, letter.from, letter.to, draft.at);
}

// It has arrived after all: `proof` is the message that says so; none: the transport has it.
void nothing_to_see_to(Draft& draft, const Key& message, const Key& proof = {}) {
  const Task* task = not_received_task(draft);
  if (task == nullptr) return;
  for (const uint16_t duty : open_about(draft, *task, message)) {
    const Party holder = draft.record().duty(duty)->holder;
    end_offer(draft, duty);
    draft.add(DutyCompleted{
        .duty = duty, .by = holder, .proof = proof.none() ? Proof::rule : Proof::message, .message = proof});
  }
}

}  // namespace

Answer run(Draft& draft, const DeliverLetter& ask) {
  const Letter* letter = posted(draft, ask.message);
  if (letter == nullptr) return refuse(Refusal::no_such_letter);
  const uint16_t number = letter->number;
  const auto times = static_cast<uint8_t>(std::min(letter->post.sendings + 1, 255));
  // A duty because nobody took it has ended; one because of what was answered, or was not, has not.
  const bool was_not_taken = letter->post.given_up.none() && letter->post.answer != PostAnswer::fatal_error;
  draft.add(LetterDelivered{number, times});
  if (was_not_taken) nothing_to_see_to(draft, ask.message);
  return about(draft, number);
}

// Only the party that the letter went to can say what became of it.
Answer run(Draft& draft, const AcknowledgeLetter& ask) {
  const Letter* letter = posted(draft, ask.message);
  if (letter == nullptr) return refuse(Refusal::no_such_letter);
  if (!draft.setting.directory.same_organisation(letter->to, ask.from))
    return refuse(Refusal::not_yours, letter);
  const uint16_t number = letter->number;
  if (letter->post.answer == ask.answer && ask.answer != PostAnswer::transient_error)
    return about(draft, number);  // said once more
  if (!may_follow(letter->post.answer, ask.answer)) return refuse(Refusal::answered_otherwise, letter);
  draft.add(LetterAcknowledged{number, ask.answer, ask.acknowledgement, ask.codes});
  const Letter after = *draft.record().letter(number);
  if (ask.answer == PostAnswer::ok) nothing_to_see_to(draft, ask.message, ask.acknowledgement);
  if (ask.answer == PostAnswer::fatal_error) tell_the_sender(draft, after);
  return about(draft, number);
}

Answer run(Draft& draft, const GiveUpLetter& ask) {
  const Letter* letter = posted(draft, ask.message);
  if (letter == nullptr) return refuse(Refusal::no_such_letter);
  const PostStep step = next_step(letter->post);
  if (step.what != PostStep::What::give_up || draft.at < step.at) return refuse(Refusal::other_state, letter);
  const Letter before = *letter;
  draft.add(LetterGivenUp{before.number});
  tell_the_sender(draft, before);
  return about(draft, before.number);
}

Answer run(Draft& draft, const NoteLetterNotTaken& ask) {
  const Letter* letter = posted(draft, ask.message);
  if (letter == nullptr) return refuse(Refusal::no_such_letter);
  const Instant told = told_not_taken(letter->post);
  const bool is_so =
      ask.status == 0 ? !told.none() && told <= draft.at
                      : refuses_as_it_is(ask.status) && next_step(letter->post).what == PostStep::What::send;
  if (!is_so) return refuse(Refusal::other_state, letter);
  const Letter before = *letter;
  draft.add(LetterNotTaken{before.number, ask.status});
  tell_the_sender(draft, before);
  return about(draft, before.number);
}

// What its receiver refused as wrong is not sent again unchanged: the right one is a new letter.
Answer run(Draft& draft, const SendLetterAgain& ask) {
  const Letter* letter = draft.record().letter(ask.letter);
  if (letter == nullptr || !letter->post.by_post) return refuse(Refusal::no_such_letter);
  const Caller& caller = draft.command.caller;
  if (caller.role == CallerRole::person &&
      !draft.setting.directory.same_organisation(letter->from, caller.party))
    return refuse(Refusal::not_yours, letter);
  const PostAnswer answer = letter->post.answer;
  if (answer == PostAnswer::ok || answer == PostAnswer::fatal_error ||
      state_of(letter->post) == PostState::waiting)
    return refuse(Refusal::other_state, letter);
  draft.add(LetterAskedAgain{ask.letter, caller.party});
  return about(draft, ask.letter);
}

}  // namespace klynge
