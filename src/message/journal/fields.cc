#include "message/journal/fields.h"

#include <fmt/format.h>

namespace klynge::message {

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

std::string_view word(CallerRole role) {
  switch (role) {
    case CallerRole::person:
      return "person";
    case CallerRole::door:
      return "door";
    case CallerRole::clock:
      return "clock";
    case CallerRole::operations:
      return "operations";
  }
  return "?";
}

}  // namespace klynge::message
