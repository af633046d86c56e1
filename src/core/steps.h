#pragma once
// The pathway's steps: what an event in a course does to its duties, task by task. An event is a note of the
// hospital, something that a person tells of the stay, or what became of a task. Used inside one decision.
#include "core/draft.h"

namespace klynge {

struct Scene {  // what the steps of one event have in common
  uint16_t course = 0;
  StayEvent event{};
  Instant at;                     // event time
  Key message{};                  // that tells of it; none: an act, or the clock
  Party known_to{};               // whose own word it is: it need not be asked whether it knows
  Party teller{};                 // who proves what the message completes
  bool report_requested = false;  // asked for by the notification
  bool by_hand = false;           // a person says it, and no message
  std::string_view task{};        // of a task event: the task
  Instant stated{};               // a date that was stated, from which what follows counts
};
Scene scene_of(const NotifyStay& ask, uint16_t course);

enum class Which : uint8_t {  // of the pathway's steps
  all,
  standing,  // those that say where a strand is, who holds, and what is announced: safe to run again
  holders,
};
void run_steps(Draft& draft, const Scene& scene, Which which = Which::all);
// What the event asks for, told only now that later events of the stay are known: open, unless it was asked
// for already; and what one of those has ended since is ended by it, as if it had been told in time. No
// strand moves.
void run_late_steps(Draft& draft, const Scene& scene);

// Whether a condition was so in the course at that moment. REQUIRES: one that asks nothing of a step.
bool so_then(const Draft& draft, uint16_t course, Instant at, const Condition& condition);

// A strand in force that no step gave to anybody is given by the rule that gives it out. The pathway's reader
// refuses a pathway that needs this; a record must be whole whatever was read.
void hold_what_nobody_holds(Draft& draft, const Scene& scene);

// What became of a task is an event for the others. Of a citizen who has died, and in a closed course,
// nothing follows.
void follow_task(Draft& draft, uint16_t duty, StayEvent event, Instant stated = {});

// The discharge is at another time than was known: what counts from it is due from there.
void follow_discharge(Draft& draft, uint16_t course);
// What has been silent stays so, unless there is time again. Nothing when it is due then already.
void move_due(Draft& draft, uint16_t duty, Instant due);

}  // namespace klynge
