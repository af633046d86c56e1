#include "message/journal/fields.h"

#include <fmt/format.h>

namespace klynge::message {
namespace {

// Octets of the UTF-8 character that `text` begins with; 0 when it begins with none.
size_t character_octets(View text) {
  const auto octet = [&](size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
  const unsigned first = octet(0);
  const size_t octets = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (octets == 1) return 1;
  uint32_t code = first & (0x7fu >> octets);
  for (size_t at = 1; at < octets; ++at) {
    if ((octet(at) & 0xc0) != 0x80) return 0;
    code = code << 6 | (octet(at) & 0x3f);
  }
  const bool well_formed = first >= 0xc2 && first <= 0xf4;
  const bool shortest = octets == 2 || code >= (octets == 3 ? 0x800u : 0x10000u);
  const bool surrogate = code >= 0xd800 && code < 0xe000;
  return well_formed && shortest && !surrogate && code <= 0x10ffff ? octets : 0;
}

}  // namespace

std::string readable(View text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t octets = character_octets(text);
    out += octets == 0 ? View("\xef\xbf\xbd") : text.substr(0, octets);
    text.remove_prefix(std::max<size_t>(octets, 1));
  }
  return out;
}

void FieldsIn::begin(View name, uint8_t version) {
  if (version_ == 0) {
    problem_ = not_understood("", "a fact has version 0");
  } else if (version_ > version) {
    problem_ = refused("", fmt::format("{} of version {} was written by a newer Klynge", name, version_));
  }
}

void FieldsIn::broken() {
  if (!problem_)
    problem_ = not_understood(fmt::format("field {}", list_at_), "not written as Klynge writes it");
}

void FieldsIn::newer(View what) {
  if (problem_) return;
  problem_ =
      refused(fmt::format("field {}", list_at_), fmt::format("{} was written by a newer Klynge", what));
}

void FieldsIn::inner(Problem problem) {
  if (problem_) return;
  const View separator = problem.where.empty() ? "" : ", ";
  problem.where = fmt::format("field {}{}{}", list_at_, separator, problem.where);
  problem_ = std::move(problem);
}

std::optional<Problem> FieldsIn::finish(View where) {
  if (!problem_ && !in_.ok()) {
    problem_ = not_understood(fmt::format("after field {}", in_.number()), "not written as Klynge writes it");
  } else if (!problem_ && more_) {
    const uint32_t passed = list_at_;
    list_at_ = in_.number();
    if (list_at_ > passed) {
      newer("a field");
    } else {
      broken();  // one that is in the list, twice
    }
  }
  if (problem_ && !where.empty()) {
    problem_->where = problem_->where.empty() ? Bytes(where) : fmt::format("{}, {}", where, problem_->where);
  }
  return std::move(problem_);
}

std::string_view word(EntryKind kind) {
  switch (kind) {
    case EntryKind::message:
      return "message";
    case EntryKind::command:
      return "command";
    case EntryKind::tick:
      return "tick";
    case EntryKind::installation:
      return "installation";
    case EntryKind::refused:
      return "refused";
    case EntryKind::no_basis:
      return "no-basis";
  }
  return "?";
}

}  // namespace klynge::message
