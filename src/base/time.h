#pragma once
// Time as data. Instants are microseconds UTC since 1970 and are always passed in; nothing here reads a
// clock. What comes from outside keeps its offset and its precision: a date is not midnight.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace klynge {

struct Instant {
  int64_t us = 0;  // 0 means "none" in optional-free places; 1970 is never a real time here
  auto operator<=>(const Instant&) const = default;
  bool none() const { return us == 0; }
};

struct Duration {
  int64_t us = 0;
  auto operator<=>(const Duration&) const = default;
};
constexpr Duration seconds(int64_t n) {
  return {n * 1'000'000};
}
constexpr Duration minutes(int64_t n) {
  return seconds(n * 60);
}
constexpr Duration hours(int64_t n) {
  return minutes(n * 60);
}
constexpr Duration days(int64_t n) {
  return hours(n * 24);
}
constexpr Instant operator+(Instant a, Duration d) {
  return {a.us + d.us};
}
constexpr Instant operator-(Instant a, Duration d) {
  return {a.us - d.us};
}
constexpr Duration operator-(Instant a, Instant b) {
  return {a.us - b.us};
}

enum class Precision : uint8_t { year = 1, month, day, minute, second, subsecond };

// A time as somebody else wrote it (FHIR dateTime or instant).
struct OutsideTime {
  Instant at;                  // for a date: its midnight in Denmark, only for ordering
  int16_t offset_minutes = 0;  // 0 for `Z`; for a date Denmark's, so that `at` + offset shows the date
  Precision precision = Precision::second;
  bool operator==(const OutsideTime&) const = default;
};

// FHIR dateTime: YYYY, YYYY-MM, YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss(.f+)?(Z|±hh:mm). Rejects impossible
// dates, 24:00, offsets beyond ±14:00, and a time without a zone.
std::optional<OutsideTime> parse_time(std::string_view text);

struct Date {
  int32_t year = 0;
  uint8_t month = 0, day = 0;
  auto operator<=>(const Date&) const = default;
};
int64_t days_from_civil(Date d);  // days since 1970-01-01
Date civil_from_days(int64_t days);
bool valid(Date d);

// Minutes east of UTC in Denmark at an instant: the EU rule since 1996 (directive 2000/84/EC), last Sunday
// of March and October at 01:00 UTC. Before 1996 it answers by the same rule; nothing here is that old.
int16_t denmark_offset_minutes(Instant at);

// What a Danish wall shows at an instant: the day, and the time since its midnight by the clock.
Date denmark_date(Instant at);
Duration denmark_clock(Instant at);
// The other way. A time that does not come that day, because summer time begins, is shown an hour later; of
// one that comes twice, because it ends, the first is meant. `clock` may be 24 h: the next midnight.
Instant denmark_time(Date day, Duration clock);

// "2026-11-21T20:59:00+01:00": seconds (microseconds only when there are any), Danish local offset.
std::string format_denmark(Instant at);
std::string format_utc(Instant at);  // "...Z"
// "21.11.2026 kl. 20.59" / "21 Nov 2026 20:59"
std::string format_person(Instant at, bool danish);

}  // namespace klynge
