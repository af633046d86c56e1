#pragma once
// The words everything else is said in. One word, one meaning; docs/words.md has them in Danish too.
// Numbers of enumerators are written to the journal and never change.
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <string_view>

#include "base/time.h"

namespace klynge {

using CitizenNumber = uint64_t;  // 0: the installation itself
using Position = uint64_t;       // of a journal entry; 0: none

// A named organisation unit and role, by its SOR id. Never an area: an area can hold nothing.
struct Party {
  uint64_t sor = 0;
  auto operator<=>(const Party&) const = default;
  bool none() const { return sor == 0; }
};

// Keyed hash of something from outside (a message id, a course id): says "the same", and nothing else.
struct Key {
  std::array<uint8_t, 16> octets{};
  auto operator<=>(const Key&) const = default;
  // Two words, since comparing sixteen octets one by one is a call, and every note of a record is compared.
  bool operator==(const Key& other) const {
    using Words = std::array<uint64_t, 2>;
    return std::bit_cast<Words>(octets) == std::bit_cast<Words>(other.octets);
  }
  bool none() const { return *this == Key{}; }
};
inline std::string_view octets_of(const Key& key) {
  return {reinterpret_cast<const char*>(key.octets.data()), key.octets.size()};
}

enum class Strand : uint8_t {
  none = 0,
  contact = 1,
  treatment = 2,
  care = 3,
  authority = 4,
  rehabilitation = 5
};

// Why the holder holds.
enum class Ground : uint8_t { accepted = 1, by_rule = 2, succession = 3, taken = 4 };

enum class DutyState : uint8_t { open = 1, done = 2, voided = 3 };

// What the hospital's notifications say about where the citizen is. State follows event time.
enum class StayState : uint8_t {
  none = 0,
  acute = 1,
  admitted = 2,
  leave = 3,
  home = 4,
  dead = 5,
  elsewhere = 6,  // in hospital in another course: again after coming home, or sent on to another region
  expected = 7,   // not yet in hospital: somebody has said that it will come
  ready = 8,      // in a pathway only: in hospital, whichever of the first three, and ready for discharge
};

// What happened to a stay. The first six a notification can say; the next group people say, because no
// message carries it; the last a pathway says of the tasks of a course.
enum class StayEvent : uint8_t {
  acute = 1,
  admitted = 2,
  leave = 3,
  back = 4,
  home = 5,
  dead = 6,
  elsewhere = 7,  // a new stay began while this course had the citizen at home, or in another region
  expected = 8,   // the admission is expected
  discharge_expected = 9,
  discharge_moved = 10,  // it is expected at another time than was said
  ready = 11,            // ready for discharge
  not_ready = 12,        // the citizen is not ready after all
  terminal = 13,         // the hospital says that the citizen is dying
  emergency_call = 14,   // 112 was called for the citizen
  gp_named = 15,         // it became known who the citizen's GP is, or that it is another
  task_opened = 16,
  task_done = 17,
  task_marked = 18,     // done, and marked for somebody to follow up
  task_overdue = 19,    // its deadline ran out, and no answer came
  task_voided = 20,     // whoever held it said that it is not owed
  emergency_over = 21,  // and the citizen is not in hospital for it: people say so
};

// What lets a GP be told of a stay (sundhedsloven § 41).
enum class GpBasis : uint8_t {
  consent = 1,
  section_41 = 2,  // needed for the course of treatment (stk. 2); the reason is written down
};

// Whether a note tells of an event, or puts right or takes back what an earlier one told.
// `by_hand`: no notification, but a person who says that the citizen went home.
enum class NoteForm : uint8_t { first = 0, correction = 1, annulment = 2, by_hand = 3 };

// How whoever closes a stay by hand knows that it is over.
enum class ClosedBecause : uint8_t {
  seen_at_home = 1,
  told_by_ward = 2,
  told_by_citizen = 3,
  other = 4,
};

// What holds of a citizen for a time, as a party states it. What follows from it: core/view/standing.h.
enum class CircumstanceKind : uint8_t {
  no_residence = 1,       // no registered address: the municipality where the citizen is found acts
  protected_address = 2,  // nothing a relative is shown may reveal a place
  guardian = 3,
  mandate = 4,   // the citizen has given somebody power to act, until a day
  relative = 5,  // the citizen agrees that a relative is told; that is no mandate
  custody = 6,   // who has custody of somebody under 18
};

enum class DeclineReason : uint8_t {
  not_our_citizen = 1,
  no_capacity = 2,
  information_missing = 3,
  wrong_level = 4,
  other = 5,
};

enum class VoidReason : uint8_t {
  death = 1,
  annulled = 2,
  wrong_citizen = 3,
  not_needed = 4,
  duplicate = 5,
  other = 6,
};

// Four different things; none of them moves the duty.
enum class LadderKind : uint8_t { remind = 1, ask = 2, inform = 3, raise = 4 };

// Which clock ran out.
enum class ClockKind : uint8_t { due = 1, offer = 2, citizen = 3 };

enum class Proof : uint8_t { act = 1, message = 2, rule = 3, course_closed = 4 };

// What a letter is to its thread.
enum class LetterKind : uint8_t { first = 1, reply = 2, forward = 3 };

enum class PartyKind : uint8_t {
  unknown = 0,
  hospital = 1,
  municipality = 2,
  gp = 3,
  region = 4,
  operations = 5
};

std::string_view word(Strand);
std::string_view word(Ground);
std::string_view word(DutyState);
std::string_view word(StayState);
std::string_view word(StayEvent);
std::string_view word(NoteForm);
std::string_view word(ClosedBecause);
std::string_view word(CircumstanceKind);
std::string_view word(DeclineReason);
std::string_view word(VoidReason);
std::string_view word(LadderKind);
std::string_view word(ClockKind);
std::string_view word(Proof);
std::string_view word(PartyKind);
std::string_view word(GpBasis);
std::string_view word(LetterKind);  // "new" "reply" "forward"

}  // namespace klynge
