#pragma once
// What a caller may do about a citizen just now that is no verb on a duty: what may be told, which duties may
// be opened, whether a letter may be written. Each is tried, and counts when the decision would say yes: no
// page has a rule of its own. Pure; any thread.
#include "core/command.h"
#include "core/setting.h"

namespace klynge {

enum class Tellable : uint8_t {
  expect_stay = 1,  // of a course: said again, at another time
  call_off_stay = 2,
  expect_discharge = 3,
  ready = 4,
  not_ready = 5,
  close_stay = 6,
  prolong = 7,
  name_gp = 8,
  object = 9,
  object_no_more = 10,
  terminal = 11,
  emergency_call = 12,
  emergency_over = 13,
  tell_gp = 14,
  state = 15,  // a circumstance; one that stands is ended and put right by it too
  move = 16,
};
std::string_view word(Tellable);  // as the API has it: "expect-stay"

// A task that a person may open. First those that no rule opens, then `other`, which is told in words, then
// those that a rule would have opened.
struct Openable {
  std::string task;
  bool by_person = false;         // no rule opens it (pathway: `opened_by: person`), or it is `other`
  std::vector<PartyKind> takers;  // kinds that may have it; none: any
};

struct Allowed {
  std::vector<Tellable> tell;  // of the citizen
  std::vector<Openable> open;  // of no course
  bool write = false;          // a letter that begins a thread
  struct OfCourse {
    uint16_t course = 0;
    std::vector<Tellable> tell;
    std::vector<Openable> open;
  };
  std::vector<OfCourse> courses;  // open ones, by number
  struct OfThread {
    uint16_t thread = 0;
    bool reply = false, forward = false;
  };
  std::vector<OfThread> threads;
};

// `record`: all of it, whatever the caller may see.
Allowed allowed(const Record& record, const Caller& caller, const Setting& setting, Instant at);

}  // namespace klynge
