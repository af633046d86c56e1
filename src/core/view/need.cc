#include "core/view/need.h"

#include <limits>

namespace klynge {
namespace {

bool is_today(Instant at, Instant now) {
  return !at.none() && denmark_date(at) == denmark_date(now);
}

// What is over at midnight is due the day before, as the pages say it.
bool is_due_today(Instant at, Instant now) {
  return !at.none() && is_today({at.us - 1}, now);
}

bool is_past(Instant at, Instant now) {
  return !at.none() && at < now;
}

// Since when it is late, or silent; none: neither.
Instant late_since(const WorkRow& row, Instant now) {
  Instant since = row.silent_since;
  for (const Instant deadline : {row.due, row.citizen_check_by})
    if (is_past(deadline, now) && (since.none() || deadline < since)) since = deadline;
  return since;
}

// What of it comes first.
Instant next_deadline(const WorkRow& row) {
  if (row.due.none() || row.citizen_check_by.none()) return row.due.none() ? row.citizen_check_by : row.due;
  return std::min(row.due, row.citizen_check_by);
}

Instant moment_of(Need need, const WorkRow& row, const CourseRow& course, Instant now) {
  switch (need) {
    case Need::asked:
    case Need::waiting:
      return row.answer_by;
    case Need::overdue:
    case Need::told:
      return late_since(row, now);
    case Need::coming_home:
      return course.discharge_expected;
    case Need::today:
    case Need::rest:
      return next_deadline(row);
  }
  return {};
}

}  // namespace

std::string_view word(Need need) {
  switch (need) {
    case Need::asked:
      return "asked";
    case Need::overdue:
      return "overdue";
    case Need::today:
      return "today";
    case Need::coming_home:
      return "coming-home";
    case Need::waiting:
      return "waiting";
    case Need::told:
      return "told";
    case Need::rest:
      return "rest";
  }
  return "";
}

Need need_of(const WorkRow& row, const CourseRow& course, Instant now) {
  if (row.part == WorkPart::is_asked) return Need::asked;
  if (row.part == WorkPart::is_told) return Need::told;
  if (!late_since(row, now).none()) return Need::overdue;
  if (is_due_today(next_deadline(row), now)) return Need::today;
  if (in_hospital(course.stay) && is_today(course.discharge_expected, now)) return Need::coming_home;
  return row.asked.none() ? Need::rest : Need::waiting;
}

NeedOrder order_of(const WorkRow& row, const CourseRow& course, Instant now) {
  const Need need = need_of(row, course, now);
  const Instant moment = moment_of(need, row, course, now);
  return {need, moment.none() ? std::numeric_limits<int64_t>::max() : moment.us, row.citizen, row.duty,
          row.part};
}

}  // namespace klynge
