#include "core/decide.h"

#include "core/settle.h"

namespace klynge {
namespace {

// --- who may ask what: a door speaks of messages, the clock of time, persons of duties ---

struct MayAsk {
  CallerRole role;

  bool person() const { return role == CallerRole::person || role == CallerRole::operations; }
  bool operator()(const NotifyStay&) const {
    return role == CallerRole::door || role == CallerRole::operations;
  }
  bool operator()(const OpenDuty&) const { return person(); }
  bool operator()(const OfferDuty&) const { return person(); }
  bool operator()(const AcceptOffer&) const { return person(); }
  bool operator()(const AcceptByPhone&) const { return person(); }
  bool operator()(const ContestAcceptance&) const { return person(); }
  bool operator()(const DeclineOffer&) const { return person(); }
  bool operator()(const DeclineByPhone&) const { return person(); }
  bool operator()(const MakeLink&) const { return person(); }
  bool operator()(const TryLink&) const { return role == CallerRole::door; }
  bool operator()(const AnswerByLink&) const { return role == CallerRole::person; }
  bool operator()(const WithdrawOffer&) const { return person(); }
  bool operator()(const TakeDuty&) const { return person(); }
  bool operator()(const AssignDuty&) const { return person(); }
  bool operator()(const LeaveToCitizen&) const { return person(); }
  bool operator()(const CompleteDuty&) const { return person(); }
  bool operator()(const VoidDuty&) const { return person(); }
  bool operator()(const ReopenDuty&) const { return person(); }
  bool operator()(const ReviewDuty&) const { return person(); }
  bool operator()(const NoteDuty&) const { return person(); }
  bool operator()(const SucceedDuty&) const { return role == CallerRole::operations; }
  bool operator()(const ThawRecord&) const { return role == CallerRole::operations; }
  bool operator()(const Tick&) const { return role == CallerRole::clock || role == CallerRole::operations; }
  bool operator()(const StateCases&) const { return role == CallerRole::operations; }
  bool operator()(const ExpectStay&) const { return person(); }
  bool operator()(const CallOffStay&) const { return person(); }
  bool operator()(const TellStay&) const { return person(); }
  bool operator()(const ProlongWindow&) const { return person(); }
  bool operator()(const NameGp&) const { return person(); }
  bool operator()(const StateObjection&) const { return person(); }
  bool operator()(const TellGp&) const { return role == CallerRole::person; }
  bool operator()(const CloseStay&) const { return person(); }
  bool operator()(const StateCircumstance&) const { return person(); }
  bool operator()(const MoveCitizen&) const { return person(); }
  bool operator()(const JoinRecords&) const { return role == CallerRole::operations; }
  bool operator()(const NotifyLetter&) const {
    return role == CallerRole::door || role == CallerRole::operations;
  }
  bool operator()(const NotifyMeasured&) const {
    return role == CallerRole::door || role == CallerRole::operations;
  }
  bool operator()(const PrepareLetter&) const { return role == CallerRole::person; }
  bool operator()(const SendLetter&) const { return role == CallerRole::person; }
  bool operator()(const WithdrawLetter&) const { return role == CallerRole::person; }
  bool operator()(const DeliverLetter&) const { return role == CallerRole::operations; }
  bool operator()(const AcknowledgeLetter&) const {
    return role == CallerRole::door || role == CallerRole::operations;
  }
  bool operator()(const GiveUpLetter&) const { return role == CallerRole::operations; }
  bool operator()(const NoteLetterNotTaken&) const { return role == CallerRole::operations; }
  bool operator()(const SendLetterAgain&) const { return person(); }
  bool operator()(const BreakGlass&) const { return role == CallerRole::person; }
  bool citizen() const { return role == CallerRole::citizen || role == CallerRole::relative; }
  bool operator()(const BarUnit&) const { return role == CallerRole::person || citizen(); }
  bool operator()(const WriteGoals&) const { return role == CallerRole::person || citizen(); }
  bool operator()(const AskQuestion&) const { return citizen(); }
  bool operator()(const Measure&) const { return role == CallerRole::person; }
};

// The duty that an ask is about; 0: none.
struct DutyOf {
  template <class Ask>
  uint16_t operator()(const Ask& ask) const {
    if constexpr (requires { ask.duty; }) return ask.duty;
    return 0;
  }
};

bool is_person(const Caller& caller) {
  return caller.role == CallerRole::person || caller.role == CallerRole::operations;
}

// Why the ask is not even looked at; none when it is.
Refusal at_the_gate(const Record& record, const Command& command, const Setting& setting) {
  if (!std::visit(MayAsk{command.caller.role}, command.ask)) return Refusal::not_allowed;
  const bool thaws = std::holds_alternative<ThawRecord>(command.ask);
  if (record.frozen && !thaws) return Refusal::frozen;
  if (record.merged_into != 0) return Refusal::joined_with_other;
  const bool must_exist = command.caller.role == CallerRole::person;
  if (must_exist && !setting.directory.exists(command.caller.party, command.at))
    return Refusal::no_such_party;
  return Refusal::none;
}

Answer act(Draft& draft) {
  const Duty* touched = draft.record().duty(std::visit(DutyOf{}, draft.command.ask));
  const auto arrivals =
      touched == nullptr ? std::vector<uint16_t>{} : arrivals_answered(draft, touched->course);
  const Answer answer = std::visit([&](const auto& ask) { return run(draft, ask); }, draft.command.ask);
  if (answer.ok()) end_arrivals(draft, arrivals);
  return answer;
}

// A person's no is kept; a machine's is answered, and the ledger knows what to do with it.
void keep_refusal(Draft& draft, const Answer& answer) {
  if (!is_person(draft.command.caller)) return;
  draft.add(CommandRefused{static_cast<uint8_t>(answer.refusal), std::visit(DutyOf{}, draft.command.ask)});
}

}  // namespace

Decision decide(const Record& record, const Command& command, const Setting& setting) {
  Draft draft(record, command, setting);
  Answer answer{.refusal = at_the_gate(record, command, setting), .duty = std::visit(DutyOf{}, command.ask)};
  if (answer.ok()) {
    repair(draft);
    answer = act(draft);
  }
  if (answer.ok()) {
    settle(draft);
  } else {
    keep_refusal(draft, answer);
  }
  return {answer, draft.take_facts(), draft.take_after()};
}

Answer run(Draft& draft, const NotifyMeasured& ask) {
  draft.add(Measured{ask.message, ask.form, ask.of, ask.from, ask.to, ask.at, ask.text});
  return {};
}

Answer run(Draft& draft, const ThawRecord& ask) {
  if (!draft.record().frozen) return {.refusal = Refusal::not_allowed};
  draft.add(RecordThawed{draft.command.caller.party, ask.text});
  return {};
}

}  // namespace klynge
