#pragma once
// A pathway laid out in time: which party has each task from which event to which, and where it goes over to
// another. What the drawing shows (server/lane_drawing.h), and nothing about how it looks.
//
// Time is the way most stays go: every event the pathway names, in the order of a stay, each once, with a
// moment of its own for what goes over some time after an event. A death, and a new stay elsewhere, can come
// from anywhere on that way; each stands alone at the end with what is still open after it. What is owed only
// sometimes (`if`) is laid out as owed. Pure; any thread.
#include "core/pathway/pathway.h"

namespace klynge {

struct LaneMoment {
  StayEvent event{};
  Duration after;      // zero: the event itself
  bool aside = false;  // not on the way: a death, or a new stay elsewhere
};

// One task in one party's hands, from the moment `from` until the moment `to` begins.
struct LaneBar {
  enum class End : uint8_t {
    course = 1,  // nothing on the way ends it: it is done when it is done
    passed,      // another party has it from there
    completed,   // the message is its proof
    ended,       // by rule, with its strand
    voided,      // not owed any more
  };
  size_t task = 0;  // of the pathway
  Role role{};
  size_t from = 0, to = 0;   // of the moments; to: one past the last it is open in
  const Step* by = nullptr;  // the step that gave it to this party; none: it went on, aside
  End end = End::course;
  size_t passed_from = SIZE_MAX;  // the bar it came from, in the list
};

struct Lanes {
  std::vector<LaneMoment> moments;
  std::vector<LaneBar> bars;  // by task; of one task in time
};

// Points into the pathway, which must outlive it.
Lanes lanes_of(const Pathway& pathway);

}  // namespace klynge
