#pragma once
// Walkers over lists of fields. What is kept has one list of its fields each (field_lists.h); the list is
// walked by FieldsOut to write the tagged form (base/bytes.h), by FieldsIn to read it, and by FieldsJson to
// show it to people. So the three can never disagree, and a new field is one line.
//
// A list calls `f(number, name, member)` with rising numbers. Zero, empty and absent are left out everywhere.
// Reading is strict: what FieldsOut would not have written is refused. What is well formed but unknown here
// (a field, a fact, an enumerator) was written by a newer Klynge, and that is said.
#include <algorithm>
#include <concepts>
#include <limits>
#include <type_traits>

#include "base/json.h"
#include "message/journal/entry.h"

namespace klynge::message {

// A list takes what it lists as `Of<StayNoted> auto&`: const when written, not when read.
template <class X, class T>
concept Of = std::same_as<std::remove_const_t<X>, T>;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
concept Unsigned = std::unsigned_integral<T> && !std::same_as<T, bool>;
template <class T>
concept Enum = std::is_enum_v<T>;

// Which enumerators there are. A new one that is missing here does not compile; without it, it could be
// written and never read again. Zero is "not said" in every one of them.
// clang-format off
constexpr bool known(Strand v) { using enum Strand; switch (v) { case none: case contact: case treatment: case care: case authority: case rehabilitation: return true; } return false; }
constexpr bool known(Ground v) { using enum Ground; switch (v) { case accepted: case by_rule: case succession: case taken: return true; } return false; }
constexpr bool known(DutyState v) { using enum DutyState; switch (v) { case open: case done: case voided: return true; } return false; }
constexpr bool known(StayState v) { using enum StayState; switch (v) { case none: case acute: case admitted: case leave: case home: case dead: case elsewhere: case expected: case ready: return true; } return false; }
constexpr bool known(StayEvent v) { using enum StayEvent; switch (v) { case acute: case admitted: case leave: case back: case home: case dead: case elsewhere: case expected: case discharge_expected: case discharge_moved: case ready: case not_ready: case terminal: case emergency_call: case gp_named: case task_opened: case task_done: case task_marked: case task_overdue: case task_voided: case emergency_over: return true; } return false; }
constexpr bool known(NoteForm v) { using enum NoteForm; switch (v) { case first: case correction: case annulment: case by_hand: return true; } return false; }
constexpr bool known(ClosedBecause v) { using enum ClosedBecause; switch (v) { case seen_at_home: case told_by_ward: case told_by_citizen: case other: return true; } return false; }
constexpr bool known(CircumstanceKind v) { using enum CircumstanceKind; switch (v) { case no_residence: case protected_address: case guardian: case mandate: case relative: case custody: return true; } return false; }
constexpr bool known(DeclineReason v) { using enum DeclineReason; switch (v) { case not_our_citizen: case no_capacity: case information_missing: case wrong_level: case other: return true; } return false; }
constexpr bool known(VoidReason v) { using enum VoidReason; switch (v) { case death: case annulled: case wrong_citizen: case not_needed: case duplicate: case other: return true; } return false; }
constexpr bool known(LadderKind v) { using enum LadderKind; switch (v) { case remind: case ask: case inform: case raise: return true; } return false; }
constexpr bool known(ClockKind v) { using enum ClockKind; switch (v) { case due: case offer: case citizen: return true; } return false; }
constexpr bool known(Proof v) { using enum Proof; switch (v) { case act: case message: case rule: case course_closed: return true; } return false; }
constexpr bool known(PartyKind v) { using enum PartyKind; switch (v) { case unknown: case hospital: case municipality: case gp: case region: case operations: return true; } return false; }
constexpr bool known(GpBasis v) { using enum GpBasis; switch (v) { case consent: case section_41: return true; } return false; }
constexpr bool known(LetterKind v) { using enum LetterKind; switch (v) { case first: case reply: case forward: return true; } return false; }
constexpr bool known(PostAnswer v) { using enum PostAnswer; switch (v) { case none: case ok: case fatal_error: case transient_error: return true; } return false; }
constexpr bool known(CallerRole v) { using enum CallerRole; switch (v) { case person: case door: case clock: case operations: case citizen: case relative: case forum: case administrator: return true; } return false; }
constexpr bool known(Refusal v) { using enum Refusal; switch (v) { case none: case no_such_duty: case no_such_party: case not_yours: case not_offered_to_you: case already_offered: case not_offered: case ended: case not_ended: case accepted_by_other: case contact_must_stay: case reason_required: case kind_may_not_take: case not_allowed: case frozen: case too_late_to_contest: case same_party: case barred: case time_is_past: case no_such_course: case dead: case no_such_task: case objected: case other_state: case no_open_stay: case wrong_time: case joined_with_other: case no_such_citizen: case no_such_circumstance: case no_such_letter: case not_the_latest: case no_location_number: case link_over: case link_locked: case changed_since: case not_switched_on: case answered_otherwise: return true; } return false; }
constexpr bool known(Answer v) { using enum Answer; switch (v) { case ok: case fatal_error: case transient_error: case none: return true; } return false; }
constexpr bool known(Severity v) { using enum Severity; switch (v) { case error: case warning: case information: return true; } return false; }
constexpr bool known(EntryKind v) { using enum EntryKind; switch (v) { case message: case command: case tick: case installation: case refused: case no_basis: return true; } return false; }
// clang-format on

// --- writing -------------------------------------------------------------------------------------------

class FieldsOut {
 public:
  explicit FieldsOut(Bytes& out) : out_(out), fields_(out) {}

  // First in a fact's list: its name and its version, both for ever.
  void begin(View, uint8_t version) { out_.push_back(static_cast<char>(version)); }

  template <class T>
  void operator()(uint32_t number, View, const T& value) {
    if constexpr (std::same_as<T, bool> || Unsigned<T>) {
      fields_.number(number, value);
    } else if constexpr (Enum<T>) {
      fields_.number(number, static_cast<uint64_t>(value));
    } else if constexpr (std::same_as<T, Instant>) {
      fields_.signed_number(number, value.us);
    } else if constexpr (std::same_as<T, Party>) {
      fields_.number(number, value.sor);
    } else if constexpr (std::same_as<T, Key>) {
      if (!value.none()) fields_.item(number, octets_of(value));
    } else if constexpr (std::same_as<T, Bytes>) {
      fields_.text(number, value);
    } else if constexpr (is_list<T>) {
      for (const auto& each : value) item(number, each);
    } else if constexpr (is_optional<T>) {
      if (value) item(number, *value);
    } else {
      fields_.text(number, inner(value));
    }
  }
  // An authority's number, a hash, something sealed: the same bytes, shown to people differently.
  void code(uint32_t number, View name, uint64_t value) { (*this)(number, name, value); }
  void hash(uint32_t number, View name, const Bytes& value) { (*this)(number, name, value); }
  void sealed(uint32_t number, View name, const Bytes& value) { (*this)(number, name, value); }

 private:
  template <class T>
  const Bytes& inner(const T& value) {
    inner_.clear();
    if constexpr (std::same_as<T, Fact>) {
      encode_fact(value, inner_);
    } else {
      FieldsOut f(inner_);
      fields(f, value);
    }
    return inner_;
  }
  template <class T>
  void item(uint32_t number, const T& value) {
    if constexpr (std::same_as<T, Key>) {
      fields_.item(number, octets_of(value));
    } else {
      fields_.item(number, inner(value));
    }
  }

  Bytes& out_;
  FieldWriter fields_;
  Bytes inner_;  // kept for its room
};

// --- reading -------------------------------------------------------------------------------------------

class FieldsIn {
 public:
  // `version` is that of the fact the bytes are of; 0 for what has none of its own.
  explicit FieldsIn(View in, uint8_t version = 0) : in_(in), version_(version) { advance(); }

  void begin(View name, uint8_t version);

  template <class T>
  void operator()(uint32_t number, View, T& value) {
    if constexpr (is_list<T>) {
      value.clear();
      while (at(number)) item(value.emplace_back());
    } else if constexpr (is_optional<T>) {
      value.reset();
      if (at(number)) item(value.emplace());
    } else if (at(number)) {
      present(value);
    } else {
      absent(value);
    }
  }
  void code(uint32_t number, View name, uint64_t& value) { (*this)(number, name, value); }
  void hash(uint32_t number, View name, Bytes& value) { (*this)(number, name, value); }
  void sealed(uint32_t number, View name, Bytes& value) { (*this)(number, name, value); }

  // REQUIRES: the list has been walked. What was wrong, with `where` in front of its place; nothing when
  // the bytes were whole, known and canonical.
  std::optional<Problem> finish(View where);

 private:
  bool at(uint32_t number) {
    list_at_ = number;
    return more_ && in_.number() == number && !problem_;
  }
  void advance() { more_ = in_.next(); }
  void broken();                // at list_at_
  void newer(View what);        // at list_at_
  void inner(Problem problem);  // one found inside the field at list_at_

  template <class T>
  void absent(T& value) {
    if constexpr (requires { value.clear(); }) {
      value.clear();
    } else if constexpr (std::is_scalar_v<T> || std::same_as<T, Instant> || std::same_as<T, Party> ||
                         std::same_as<T, Key>) {
      value = T{};
    } else {
      FieldsIn nothing(View{});
      fields(nothing, value);
    }
  }

  template <class T>
  void present(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = number_up_to(1) != 0;
    } else if constexpr (Unsigned<T>) {
      value = static_cast<T>(number_up_to(std::numeric_limits<T>::max()));
    } else if constexpr (Enum<T>) {
      const uint64_t n = number_up_to(std::numeric_limits<uint64_t>::max());
      value = static_cast<T>(n);
      if (static_cast<uint64_t>(value) != n || !known(value)) newer("a word");
    } else if constexpr (std::same_as<T, Instant>) {
      value.us = in_.as_signed();
      taken();
    } else if constexpr (std::same_as<T, Party>) {
      value.sor = number_up_to(std::numeric_limits<uint64_t>::max());
    } else if constexpr (std::same_as<T, Key>) {
      item(value);
      if (value.none()) broken();
    } else {
      if (in_.is_bytes() && in_.as_bytes().empty()) return broken();  // empty is left out
      item(value);
    }
  }

  template <class T>
  void item(T& value) {
    const View bytes = in_.as_bytes();
    taken();
    if constexpr (std::same_as<T, Bytes>) {
      value = bytes;
    } else if constexpr (std::same_as<T, Key>) {
      if (bytes.size() != value.octets.size()) return broken();
      std::copy(bytes.begin(), bytes.end(), value.octets.begin());
    } else if constexpr (std::same_as<T, Fact>) {
      auto fact = decode_fact(bytes);
      if (!fact) return inner(fact.problem());
      value = std::move(*fact);
    } else {
      FieldsIn f(bytes);
      fields(f, value);
      if (auto problem = f.finish({})) inner(std::move(*problem));
    }
  }

  uint64_t number_up_to(uint64_t limit) {
    const uint64_t value = in_.as_number();
    taken();
    if (value > limit) broken();
    return value;
  }
  void taken() {
    if (!in_.ok()) return broken();  // of the other shape
    advance();
  }

  FieldReader in_;
  uint8_t version_ = 0;
  bool more_ = false;
  uint32_t list_at_ = 0;  // number the list has come to
  std::optional<Problem> problem_;
};

// --- showing -------------------------------------------------------------------------------------------

std::string_view word(EntryKind kind);
// The text, with U+FFFD for every octet that is not UTF-8: nothing that is kept makes the export unreadable.
std::string readable(View text);

// Parties, authorities and hashes are strings: a reader's numbers may end at 2^53.
class FieldsJson {
 public:
  explicit FieldsJson(json::Writer& out) : out_(out) {}

  void begin(View name, uint8_t) { out_.field("fact", name); }

  template <class T>
  void operator()(uint32_t, View name, const T& value) {
    if (left_out(value)) return;
    out_.key(name);
    show(value);
  }
  void code(uint32_t, View name, uint64_t value) {
    if (value != 0) out_.field(name, std::to_string(value));
  }
  void hash(uint32_t, View name, const Bytes& value) {
    if (!value.empty()) out_.field(name, to_hex(value));
  }
  void sealed(uint32_t, View name, const Bytes& value) {
    if (!value.empty()) out_.key(name).begin_object().key("bytes").unsigned_number(value.size()).end_object();
  }

 private:
  template <class T>
  static bool left_out(const T& value) {
    if constexpr (is_optional<T>) {
      return !value;
    } else if constexpr (requires { value.empty(); }) {
      return value.empty();
    } else if constexpr (requires { value.none(); }) {
      return value.none();
    } else if constexpr (std::is_scalar_v<T>) {
      return value == T{};
    } else {
      return false;
    }
  }
  template <class T>
  void show(const T& value) {
    if constexpr (is_optional<T>) {
      show(*value);
    } else if constexpr (is_list<T>) {
      out_.begin_array();
      for (const auto& each : value) show(each);
      out_.end_array();
    } else if constexpr (std::same_as<T, bool>) {
      out_.boolean(value);
    } else if constexpr (Unsigned<T>) {
      out_.unsigned_number(value);
    } else if constexpr (Enum<T>) {
      out_.string(word(value));
    } else if constexpr (std::same_as<T, Instant>) {
      out_.string(format_utc(value));
    } else if constexpr (std::same_as<T, Party>) {
      out_.string(std::to_string(value.sor));
    } else if constexpr (std::same_as<T, Key>) {
      out_.string(to_hex(octets_of(value)));
    } else if constexpr (std::same_as<T, Bytes>) {
      out_.string(readable(value));
    } else if constexpr (std::same_as<T, Fact>) {
      write_json(value, out_);
    } else {
      out_.begin_object();
      fields(*this, value);
      out_.end_object();
    }
  }

  json::Writer& out_;
};

}  // namespace klynge::message
