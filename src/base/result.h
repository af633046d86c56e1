#pragma once
// Either a value or a Problem. Every function that can be refused by its input or by the machine
// returns one; exceptions do not cross rooms. A Result that is ignored does not compile.
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace klynge {

// What went wrong, for a person: `where` is a path, a file and line, or empty; `what` is one sentence
// that says what was expected and what was found. Never holds personal data.
struct Problem {
  enum class Kind : unsigned char {
    refused,         // a rule says no
    not_understood,  // the bytes are wrong; sending them again will not help
    not_now,         // the machine is in the way (disk, queue, lock); try again
  };
  Kind kind = Kind::not_understood;
  std::string where;
  std::string what;
};

inline Problem not_understood(std::string where, std::string what) {
  return {Problem::Kind::not_understood, std::move(where), std::move(what)};
}
inline Problem not_now(std::string where, std::string what) {
  return {Problem::Kind::not_now, std::move(where), std::move(what)};
}
inline Problem refused(std::string where, std::string what) {
  return {Problem::Kind::refused, std::move(where), std::move(what)};
}

struct Done {};

template <class T = Done>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Problem problem) : state_(std::in_place_index<1>, std::move(problem)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // REQUIRES: ok(). Asking a failed Result for its value is a programmer's error and stops the process.
  T& value() & { return ok() ? *std::get_if<0>(&state_) : (std::abort(), *std::get_if<0>(&state_)); }
  const T& value() const& {
    return ok() ? *std::get_if<0>(&state_) : (std::abort(), *std::get_if<0>(&state_));
  }
  T&& value() && { return std::move(value()); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // REQUIRES: !ok().
  const Problem& problem() const {
    return !ok() ? *std::get_if<1>(&state_) : (std::abort(), *std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Problem> state_;
};

}  // namespace klynge
