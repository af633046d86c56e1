#pragma once
// A pathway: the agreed rules of one kind of course, as data that a nurse, a doctor and a municipal lead
// can read and sign. Made from a file in data/pathways by read.h; run by core/decide.cc. No code in it.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "core/words.h"

namespace klynge {

struct Words {
  std::string da, en;
};

// Parties by their part in the course.
enum class Role : uint8_t { ward = 1, municipality = 2, holder = 3, gp = 4 };

// Where a rule is written down. A rule without a source says so: "Klynge's own measure".
struct Citation {
  std::string id;
  Words text;
  std::string source;  // "Sundhedsloven § 138", "RM MedCom-aftale 2022"; empty for our own
  std::string region;  // "all" or the region whose agreement it is
  bool own_measure = false;
  Instant from = {}, to = {};  // the agreement's days; none: always, until further notice
  bool everywhere() const { return (own_measure || region == "all") && from.none() && to.none(); }
};

struct LadderStep {
  Duration after;  // since the clock ran out (first step), then since the step before
  LadderKind kind{};
  enum class Whom : uint8_t { debtor = 1, on_call = 2, dependents = 3, leaders = 4 };
  // debtor: who owes the answer or the duty. on_call: that party's on-call. dependents: the other parties
  // of the course. leaders: of the debtor and of the other party. Whoever is not named is left out.
  Whom whom{};
};
struct Ladder {
  std::string id;
  std::vector<LadderStep> steps;  // at least one; the last repeats for as long as it is silent
};

// Where and when a rule holds, as its citation says. One region's agreement binds nobody else.
struct Reach {
  std::string region;    // empty: everywhere
  Instant begins, ends;  // none: always, until further notice
  bool everywhere() const { return region.empty() && begins.none() && ends.none(); }
  bool holds(std::string_view in, Instant at) const {
    return (region.empty() || region == in) && begins <= at && (ends.none() || at < ends);
  }
};

// What a deadline counts from.
enum class Moment : uint8_t {
  event = 1,      // what opened the duty (event time)
  discharge = 2,  // the discharge: when it was, else when it is expected. The deadline moves with it
};
// Something that is so or not when an event comes. Closed: each has its words in read.cc, its meaning in
// core/steps.cc.
struct Condition {
  enum class Kind : uint8_t {
    report_requested = 1,  // the notification asks for the municipality's report
    visible_here,          // what the party that the step names does is visible here
    first_time,            // the task has not been open or done before in this stay
    announced,             // a discharge is expected
    over,                  // the stay has lasted, or is expected to last, longer than `time`
    case_of,               // the citizen has a case of a kind `of`; so too where no case is known
    done,                  // the task `of` was done in this stay
    marked,                // and marked
    specialty,             // of the ward: `of`
    region,                // of the ward: `of`
    terminal,              // the hospital has said so
    emergency_call,        // 112 was called since the discharge
    objection,             // the citizen has objected to the GP being told
    gp_known,              // somebody has said who the citizen's GP is
    open,                  // the task `of` is open in this course
    named,                 // the pathway's own condition `of`
  };
  Kind kind{};
  bool negated = false;
  Duration time{};
  std::vector<std::string> of{};
  bool operator==(const Condition&) const = default;
};
// A condition that the pathway makes of others: all of them are so, and none of the exceptions is.
struct NamedCondition {
  std::string id;
  std::vector<Condition> all;
  struct Exception {
    Condition when;
    std::string rule;    // citation
    std::string region;  // "all", or of the ward
    Instant from, to;    // the agreement's days; none: always, until further notice
  };
  std::vector<Exception> except;
};

struct Deadline {
  DueRule when;
  std::string rule;  // citation
  Moment from = Moment::event;
  Reach reach{};                        // of the ward; where there is no course, of who is to do it
  std::vector<Condition> conditions{};  // all of them; of the moment of the event
  PartyKind of = PartyKind::unknown;    // who has to keep it; unknown: whoever has the duty
  bool until_read = false;              // it runs until its holder has seen it; then the next one counts
  bool always() const {
    return reach.everywhere() && conditions.empty() && of == PartyKind::unknown && !until_read;
  }
};

struct Step {  // one line of a task: on this event, do that
  enum class Do : uint8_t {
    hold = 1,      // `to` has it by rule: opens it, or passes it when another has it
    open = 2,      // opens it unless it is already open in this course
    pass = 3,      // passes it to `to` when it is open; with `after` or `with`, at that moment
    complete = 4,  // the message proves it
    end = 5,       // ends it by rule (a strand no longer in force); with `after`, never
    void_ = 6,     // not owed any more
  };
  StayEvent on{};
  Do what{};
  Role to = Role::holder;
  Duration after;                       // pass only
  std::string with{};                   // pass only: at the moment at which that task is to pass
  std::string rule;                     // citation; required for hold, open, pass, end
  std::vector<Condition> conditions{};  // all of them; of the moment of the event
  std::string of{};                     // of the task events: the task
};

struct Task {
  std::string id;
  Words name;
  Strand strand = Strand::none;
  std::vector<StayState> in_force;  // strands only: states in which exactly one duty of it is open
  bool ends_with_course = false;    // closes in the same breath as the course
  // closes with it where its holder's acts are not visible here: nobody would ever say that it is done
  bool ends_when_unseen = false;
  // message: seen wherever the messages come; act: only where the holder answers here
  Proof proof = Proof::act;
  std::vector<Deadline> due;  // the first that holds and whose moment is known; empty: none
  std::string ladder;
  Duration answer_within;         // for offers that name no time
  std::vector<PartyKind> takers;  // kinds that may take it
  bool owed_after_death = false;
  bool opened_by_person = false;   // no step opens it: somebody does who sees that it is needed
  bool opened_by_letter = false;   // no step opens it: a letter that asks for an answer does
  bool opened_by_post = false;     // nor here: a letter that was not received does
  bool opened_by_citizen = false;  // nor here: what a citizen writes to nobody in particular does
  bool done_in_words = false;      // completing it says with whom or how
  std::string contributes_to{};    // the task that leads, when this is one party's part of it
  std::vector<Step> steps;
};

enum class Asker : uint8_t { nurse = 1, gp = 2, citizen = 3, relative = 4 };
std::string_view word(Asker);

// A line of the answering table: who is called, by whom, when. The first line that fits answers.
struct AnswerLine {
  std::vector<Asker> askers;
  std::vector<Strand> about;  // empty: whatever it is about
  enum class When : uint8_t { always = 1, in_hospital = 2, window = 3 } when = When::always;
  bool out_of_hours = false, in_hours = false;  // both false: at any hour
  enum class Call : uint8_t { holder = 1, ward = 2, municipality = 3, gp = 4, on_call_doctor = 5 } call{};
  std::string rule;
  Reach reach{};  // of the ward; where there is none, of the municipality
};
struct OnCallDoctor {  // a region's
  std::string region;
  Words name;
  std::string phone;
  Instant from, to;
};
struct Answering {
  std::string window;  // the task whose announced pass ends the hours in which the ward is called
  Duration opens = hours(8), closes = hours(16);  // of a GP, on working days
  std::string emergency_rule;                     // 112 always comes first
  std::vector<AnswerLine> lines;
  std::vector<OnCallDoctor> on_call_doctors;
};

// Who signs a pathway; all of them, or it is not clinically approved.
inline constexpr std::array<std::string_view, 3> signers = {"nurse", "doctor", "municipal-lead"};

struct Pathway {
  std::string id;
  uint16_t version = 0;
  Words name;
  bool without_course = false;   // its tasks belong to no course of its own: nobody is to be called for it
  Instant valid_from, valid_to;  // valid_to none: until further notice
  struct Signature {
    std::string role, name, date;
    std::string digest;  // of the content that was signed
  };
  std::vector<Signature> signatures;
  std::string digest;  // of the content that is here (sign.h): a signature of any other does not hold
  std::vector<Citation> citations;
  std::vector<Ladder> ladders;
  std::vector<NamedCondition> conditions;
  std::vector<Task> tasks;  // in the order duties are opened
  Answering answering;

  const Task* task(std::string_view id) const;
  const Ladder* ladder(std::string_view id) const;
  const Citation* citation(std::string_view id) const;
  // Those of a signer that hold, and who has none: nobody when it is clinically approved.
  const Signature* signature_of(std::string_view signer) const;
  std::vector<std::string_view> missing_signers() const;
  bool approved() const { return missing_signers().empty(); }
  const NamedCondition* condition(std::string_view id) const;
  // Whether something follows when the task is done and marked: a step of it, or a condition.
  bool heeds_mark(std::string_view task) const;
};

}  // namespace klynge
