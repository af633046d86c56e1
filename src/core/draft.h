#pragma once
// A decision in the making. Each fact is folded as soon as it is written down, so that the next rule sees
// what the one before it did. What the parts of decide share stands here: who may hold, how a duty opens,
// passes and ends. Used by one decision, on one thread, and then gone.
#include <optional>

#include "core/clock.h"
#include "core/decide.h"
#include "core/evolve.h"

namespace klynge {

// Tasks that the ledger itself opens, outside any pathway.
inline constexpr std::string_view task_contact = "contact";
inline constexpr std::string_view task_find_holder = "find-holder";
inline constexpr std::string_view task_arrival = "make-sure-it-arrived";
inline constexpr std::string_view task_renewal = "renew-before-it-ends";
inline constexpr std::string_view task_look_into = "look-into-access";

inline constexpr uint16_t duties_at_most = 50'000;  // in one record, by people; rules may still open more

// Tasks of letters, and of what citizens write, belong to no course's pathway: they stand in one of their
// own.
inline constexpr std::string_view letters_pathway = "letters";

class Draft {
 public:
  Draft(const Record& before, const Command& asked, const Setting& rules)
      : command(asked), setting(rules), at(asked.at), before_(before) {}

  void add(Fact fact) {
    if (!after_) after_ = before_;  // a no costs no copy
    evolve(*after_, fact, Stamp{at, command.position});
    facts_.push_back(std::move(fact));
  }
  // Pointers into it hold until the next add(): keep numbers, or copies.
  const Record& record() const { return after_ ? *after_ : before_; }
  const std::vector<Fact>& facts() const { return facts_; }
  std::vector<Fact> take_facts() { return std::move(facts_); }
  std::optional<Record> take_after() { return std::move(after_); }

  const Command& command;
  const Setting& setting;
  const Instant at;
  bool reconstructing = false;  // what is told is from before Klynge (NotifyStay)
  Instant since;                // when what is being decided came to be so, if that was before now; none: now

 private:
  const Record& before_;
  std::optional<Record> after_;
  std::vector<Fact> facts_;
};

// --- what the record and the setting say together ---
const Pathway* pathway_of(const Record& record, const Setting& setting, uint16_t course);
// The pathway whose task the duty is: its course's, or that of letters; nullptr: outside any.
const Pathway* rules_of(const Record& record, const Setting& setting, const Duty& duty);
const Task* task_of(const Record& record, const Setting& setting,
                    const Duty& duty);  // nullptr: outside any pathway
const Ladder& ladder_of(const Record& record, const Setting& setting, const Duty& duty);
bool in_force(const Task& task, const Record& record, const Course& course);
// Contact while its course is open, and any other strand in force: somebody has to hold it.
bool must_stay(const Record& record, const Setting& setting, const Duty& duty);
const Duty* open_duty(const Record& record, uint16_t course, std::string_view task);
std::vector<uint16_t> open_duties(const Record& record);  // by number

// --- clocks ---
// What a deadline is counted from: what happened, in which course; a date that was stated takes the place of
// every other moment. None: no deadline.
struct Counting {
  uint16_t course = 0;
  Instant event, stated;
  Party holder = {};  // who has it; where there is no course, whose region's agreements hold
  bool read = false;  // its holder has seen it
};
const Deadline* deadline_of(const Draft& draft, const Task* task, const Counting& from);  // nullptr: none
Instant due_of(const Draft& draft, const Task* task, const Counting& from);
bool visible_with(const Draft& draft, const Duty& duty, Party holder);
Instant clock_with(const Draft& draft, const Duty& duty, Party holder);  // as it begins for a new holder
Instant clock_anew(const Draft& draft, const Duty& duty);  // as it begins for all that can run out on it
Instant clock_without_offer(const Draft& draft, const Duty& duty);

// --- what happens to a duty ---
struct Opening {
  uint16_t course = 0;
  std::string task{};
  const Task* rules = nullptr;  // nullptr: outside any pathway
  Party holder{};
  Ground ground = Ground::by_rule;
  std::string rule{};
  Key cause{};
  Instant due{};
  Party by{};
  uint8_t text = 0;
  Instant counts_from{};
};
uint16_t open(Draft& draft, const Opening& opening);  // its number
void end_offer(Draft& draft, uint16_t duty);          // if there is one
// By rule, to a party that has not said yes. `known_to` is the party whose own message says so: it need not
// be asked whether it knows. Anybody else may not, so the former holder is to make sure.
void pass(Draft& draft, uint16_t duty, Party to, const std::string& rule, Party known_to, Key cause);
void succeed(Draft& draft, uint16_t duty, Party to, const std::string& reason, Instant day);

// --- what a person opens (decide_duty.cc) ---
// Why the duty cannot be opened by hand; none when it can.
Refusal may_not_open(const Draft& draft, const OpenDuty& ask);

// --- letters (decide_letter.cc) ---
// Why no letter can be written to that party; none when one can.
Refusal takes_no_letters(const Setting& setting, Party to, Instant at);
// The task of letters that is opened so: by a letter, or by the post. nullptr: there is none.
const Task* letters_task(const Draft& draft, bool Task::* opened_so);
// Opens it about that letter, in the course of its thread where that is open.
void open_about_letter(Draft& draft, const Task& task, const Letter& letter, Party holder, Party by,
                       Instant counts_from);

// What has been found to be so of the stay of that course, and what follows (decide_stay.cc).
void tell_of_stay(Draft& draft, const NotifyStay& ask, uint16_t course);

// --- what happens to the citizen (decide_citizen.cc) ---
// The citizen has another municipality: what the pathway gives to the municipality, and what was
// announced to pass to it, goes there.
void change_municipality(Draft& draft, Party now, Instant said = {});
void move_with_residence(Draft& draft, uint16_t number, Party before);  // one duty
void move_when_the_day_has_come(Draft& draft);
// Two municipalities say that the citizen is not theirs: the one that holds the duty, by offering it, and the
// one that declined. The one of the last registered address acts until it is settled.
void settle_between_municipalities(Draft& draft, uint16_t duty, Party declined);
bool has_no_residence(const Record& record, Instant at);
// Nothing more is owed to a citizen who has died, in any course, but what is owed after a death. Whom to call
// stays, and so does what operations has to see to: that is about the record.
void void_what_ends_with_life(Draft& draft, const Key& message);
// A new stay overtakes the courses that had the citizen at home, and those whose hospital sent the citizen
// on, whichever was told of first: what only made sense there is not owed any more, and what is owed all the
// same keeps its course open.
void overtake_what_was_left(Draft& draft);  // decide_stay.cc
// A word of the death that nobody has taken back; nullptr: there is none.
const StayNote* told_death(const Record& record);

// --- each kind of ask; a refusal has added no facts ---
Answer run(Draft& draft, const NotifyStay& ask);  // decide_stay.cc
Answer run(Draft& draft, const OpenDuty& ask);    // decide_duty.cc, and so on
Answer run(Draft& draft, const OfferDuty& ask);
Answer run(Draft& draft, const AcceptOffer& ask);
Answer run(Draft& draft, const AcceptByPhone& ask);
Answer run(Draft& draft, const ContestAcceptance& ask);
Answer run(Draft& draft, const DeclineOffer& ask);
Answer run(Draft& draft, const DeclineByPhone& ask);
Answer run(Draft& draft, const MakeLink& ask);
Answer run(Draft& draft, const TryLink& ask);
Answer run(Draft& draft, const AnswerByLink& ask);
Answer run(Draft& draft, const WithdrawOffer& ask);
Answer run(Draft& draft, const TakeDuty& ask);
Answer run(Draft& draft, const AssignDuty& ask);
Answer run(Draft& draft, const LeaveToCitizen& ask);
Answer run(Draft& draft, const CompleteDuty& ask);
Answer run(Draft& draft, const VoidDuty& ask);
Answer run(Draft& draft, const ReopenDuty& ask);
Answer run(Draft& draft, const ReviewDuty& ask);
Answer run(Draft& draft, const NoteDuty& ask);
Answer run(Draft& draft, const SucceedDuty& ask);
Answer run(Draft& draft, const ThawRecord& ask);  // decide.cc
Answer run(Draft& draft, const Tick& ask);        // decide_tick.cc
Answer run(Draft& draft, const StateCases& ask);  // roster.cc
Answer run(Draft& draft, const ExpectStay& ask);  // decide_tell.cc, and so on
Answer run(Draft& draft, const CallOffStay& ask);
Answer run(Draft& draft, const TellStay& ask);
Answer run(Draft& draft, const ProlongWindow& ask);
Answer run(Draft& draft, const NameGp& ask);
void name_gp(Draft& draft, Party gp, Party by);  // REQUIRES: another than the record has
Answer run(Draft& draft, const StateObjection& ask);
Answer run(Draft& draft, const TellGp& ask);
Answer run(Draft& draft, const CloseStay& ask);          // decide_close.cc
Answer run(Draft& draft, const StateCircumstance& ask);  // decide_citizen.cc
Answer run(Draft& draft, const MoveCitizen& ask);
Answer run(Draft& draft, const JoinRecords& ask);
Answer run(Draft& draft, const BreakGlass& ask);  // decide_access.cc
Answer run(Draft& draft, const BarUnit& ask);
Answer run(Draft& draft, const WriteGoals& ask);  // decide_self.cc
Answer run(Draft& draft, const AskQuestion& ask);
Answer run(Draft& draft, const Measure& ask);
Answer run(Draft& draft, const NotifyLetter& ask);  // decide_letter.cc
Answer run(Draft& draft, const NotifyMeasured& ask);
Answer run(Draft& draft, const PrepareLetter& ask);
Answer run(Draft& draft, const SendLetter& ask);
Answer run(Draft& draft, const WithdrawLetter& ask);
Answer run(Draft& draft, const DeliverLetter& ask);  // decide_post.cc
Answer run(Draft& draft, const AcknowledgeLetter& ask);
Answer run(Draft& draft, const GiveUpLetter& ask);
Answer run(Draft& draft, const NoteLetterNotTaken& ask);
Answer run(Draft& draft, const SendLetterAgain& ask);

}  // namespace klynge
