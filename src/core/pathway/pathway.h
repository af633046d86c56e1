#pragma once
// A pathway: the agreed rules of one kind of course, as data that a nurse, a doctor and a municipal lead
// can read and sign. Made from a file in data/pathways by read.h; run by core/decide.cc. No code in it.
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
enum class Role : uint8_t { ward = 1, municipality = 2, holder = 3 };

// Where a rule is written down. A rule without a source says so: "Klynge's own measure".
struct Citation {
  std::string id;
  Words text;
  std::string source;  // "Sundhedsloven § 138", "RM MedCom-aftale 2022"; empty for our own
  std::string region;  // "all" or the region whose agreement it is
  bool own_measure = false;
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

struct Deadline {
  DueRule when;      // counted from the event that opened the duty (event time)
  std::string rule;  // citation
};

struct Step {  // one line of a task: on this event, do that
  enum class Do : uint8_t {
    hold = 1,      // `to` has it by rule: opens it, or passes it when another has it
    open = 2,      // opens it unless it is already open in this course
    pass = 3,      // passes it to `to` when it is open; with `after`, at that moment
    complete = 4,  // the message proves it
    end = 5,       // ends it by rule (a strand no longer in force); with `after`, never
    void_ = 6,     // not owed any more
  };
  StayEvent on{};
  Do what{};
  Role to = Role::holder;
  Duration after;    // pass only
  std::string rule;  // citation; required for hold, open, pass, end
  bool only_if_report_requested = false;
};

struct Task {
  std::string id;
  Words name;
  Strand strand = Strand::none;
  std::vector<StayState> in_force;  // strands only: states in which exactly one duty of it is open
  bool ends_with_course = false;    // closes in the same breath as the course
  // message: seen wherever the messages come; act: only where the holder answers here
  Proof proof = Proof::act;
  std::optional<Deadline> due;
  std::string ladder;
  Duration answer_within;         // for offers that name no time
  std::vector<PartyKind> takers;  // kinds that may take it
  bool owed_after_death = false;
  std::vector<Step> steps;
};

struct Pathway {
  std::string id;
  uint16_t version = 0;
  Words name;
  Instant valid_from, valid_to;  // valid_to none: until further notice
  struct Signature {
    std::string role, name, date;
  };
  std::vector<Signature> signatures;  // empty: not clinically approved
  std::vector<Citation> citations;
  std::vector<Ladder> ladders;
  std::vector<Task> tasks;  // in the order duties are opened

  const Task* task(std::string_view id) const;
  const Ladder* ladder(std::string_view id) const;
  const Citation* citation(std::string_view id) const;
  bool approved() const;  // signed by nurse, doctor and municipal lead
};

}  // namespace klynge
