#include "core/view/standing.h"

#include <algorithm>

namespace klynge {
namespace {

int digit(std::string_view text, size_t at) {
  return text[at] - '0';
}

int two_digits(std::string_view text, size_t at) {
  return digit(text, at) * 10 + digit(text, at + 1);
}

// CPR-kontoret, "Personnummeret i CPR-systemet": the seventh digit and the year say the century.
int century_of(int seventh, int year) {
  if (seventh <= 3) return 1900;
  if (seventh == 4 || seventh == 9) return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
}

bool runs(const Record& record, CircumstanceKind kind, Instant at) {
  return std::ranges::any_of(record.circumstances,
                             [&](const Circumstance& one) { return one.kind == kind && one.runs(at); });
}

// Whom a statement gives a say, and which.
std::optional<Voice> voice_of(const Circumstance& one, Age age) {
  const auto voice = [&](Voice::Who who, bool acts) {
    return Voice{.who = who, .told = true, .acts = acts, .circumstance = one.number, .until = one.to};
  };
  switch (one.kind) {
    case CircumstanceKind::no_residence:
    case CircumstanceKind::protected_address:
      return std::nullopt;
    case CircumstanceKind::guardian:
      return voice(Voice::Who::guardian, true);
    case CircumstanceKind::mandate:
      return voice(Voice::Who::mandate, true);
    case CircumstanceKind::relative:
      return voice(Voice::Who::relative, false);
    case CircumstanceKind::custody:  // ends with childhood, whatever was stated
      if (age == Age::adult) return std::nullopt;
      return voice(Voice::Who::custody, age == Age::under_15);
  }
  return std::nullopt;
}

}  // namespace

std::string_view word(Age age) {
  switch (age) {
    case Age::unknown:
      return "unknown";
    case Age::under_15:
      return "under-15";
    case Age::from_15_to_17:
      return "15-to-17";
    case Age::adult:
      return "adult";
  }
  return "unknown";
}

std::string_view word(Voice::Who who) {
  switch (who) {
    case Voice::Who::citizen:
      return "citizen";
    case Voice::Who::custody:
      return "custody";
    case Voice::Who::guardian:
      return "guardian";
    case Voice::Who::mandate:
      return "mandate";
    case Voice::Who::relative:
      return "relative";
  }
  return "unknown";
}

Age age_on(const std::optional<Date>& born, Instant at) {
  if (!born) return Age::unknown;
  const Date today = denmark_date(at);
  int years = today.year - born->year;
  if (std::pair(today.month, today.day) < std::pair(born->month, born->day)) --years;
  if (years < 15) return Age::under_15;
  return years < 18 ? Age::from_15_to_17 : Age::adult;
}

std::optional<Date> born_of_cpr(std::string_view cpr) {
  const bool digits =
      cpr.size() == 10 && std::ranges::all_of(cpr, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return std::nullopt;
  const int year = two_digits(cpr, 4);
  const Date born{century_of(digit(cpr, 6), year) + year, static_cast<uint8_t>(two_digits(cpr, 2)),
                  static_cast<uint8_t>(two_digits(cpr, 0))};
  return valid(born) ? std::optional(born) : std::nullopt;
}

Standing standing_of(const Record& record, const std::optional<Date>& born, Instant at) {
  Standing standing;
  standing.age = age_on(born, at);
  standing.protected_address = runs(record, CircumstanceKind::protected_address, at);
  standing.no_residence = runs(record, CircumstanceKind::no_residence, at);
  standing.relatives_see_places = !standing.protected_address;
  // Who has custody of a child is told and acts until 15; from 15 the citizen consents, and both are told.
  const bool child = standing.age == Age::under_15;
  standing.voices.push_back({.who = Voice::Who::citizen, .told = true, .acts = !child});
  const bool minor = child || standing.age == Age::from_15_to_17;
  if (minor && !runs(record, CircumstanceKind::custody, at))
    standing.voices.push_back({.who = Voice::Who::custody, .told = true, .acts = child});
  for (const Circumstance& one : record.circumstances) {
    if (!one.runs(at)) continue;
    if (const auto voice = voice_of(one, standing.age)) standing.voices.push_back(*voice);
  }
  return standing;
}

}  // namespace klynge
