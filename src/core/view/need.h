#pragma once
// What needs a person now: the rows of one list, in the order in which somebody who has just come to work
// wants them. A pure function of a row, its course and the moment; any thread.
#include <compare>

#include "core/view/worklist.h"

namespace klynge {

enum class Need : uint8_t {
  asked = 1,        // an offer to us that nobody has answered
  overdue = 2,      // ours, late or silent
  today = 3,        // ours, due before midnight in Denmark
  coming_home = 4,  // ours, and the citizen is expected home today
  waiting = 5,      // ours, and somebody else has been asked to take it
  told = 6,         // another's, and its silence has been told to us
  rest = 7,
};
inline constexpr Need all_needs[] = {Need::asked,   Need::overdue, Need::today, Need::coming_home,
                                     Need::waiting, Need::told,    Need::rest};
std::string_view word(Need need);

Need need_of(const WorkRow& row, const CourseRow& course, Instant now);

// Where a row stands among those of its list: by need, then the most pressing moment, those without one last.
struct NeedOrder {
  Need need{};
  int64_t moment_us = 0;
  CitizenNumber citizen = 0;
  uint16_t duty = 0;
  WorkPart part{};
  auto operator<=>(const NeedOrder&) const = default;
};
NeedOrder order_of(const WorkRow& row, const CourseRow& course, Instant now);

}  // namespace klynge
