#pragma once
// The worklist: the rows a record has on the lists of parties, and beside them one row for each course, with
// what all its duties have in common: a leave changes one row and not twelve. A pure function of the record;
// the ledger writes what a change makes of it. Rows exist only for open duties.
#include "base/bytes.h"
#include "core/record.h"

namespace klynge {

inline constexpr uint16_t worklist_view = 1;
inline constexpr uint16_t worklist_version = 4;

inline constexpr uint16_t course_view = 5;
inline constexpr uint16_t course_version = 3;

enum class WorkPart : uint8_t { holds = 1, is_asked = 2, is_told = 3 };  // why it is on this party's list

struct WorkRow {
  // Where it stands. Every open duty is once on the list of its holder.
  uint64_t list = 0;  // Party::sor
  CitizenNumber citizen = 0;
  uint16_t duty = 0;
  WorkPart part = WorkPart::holds;
  // What it says.
  uint16_t course = 0;
  std::string task;
  Strand strand{};
  Party holder;
  Ground ground{};
  std::string rule;
  Instant held_since;
  Party asked;
  Instant answer_by;  // none: not offered
  Instant due, silent_since;
  uint16_t silences = 0;
  Instant citizen_check_by;  // none: not left to the citizen
  Position identity_at = 0;  // where the name is sealed
  Position noted_at = 0;     // where the latest note on it is; 0: none
  Position said_at = 0;      // where it says in words what it is; 0: its task does
  Instant wakes;             // next_due of this duty
  bool operator==(const WorkRow&) const = default;
};

struct CourseRow {
  CitizenNumber citizen = 0;
  uint16_t course = 0;
  // What it says.
  std::string pathway;
  uint16_t version = 0;  // to find its words
  StayState stay{};
  Party ward;
  Instant stay_start;
  Instant discharge_expected;  // none: nobody has said
  Party municipality;          // where its notifications go
  bool operator==(const CourseRow&) const = default;
};

// The order in which a list is read: silent ones first, oldest silence first; then by deadline; then without.
int64_t reading_order(const WorkRow& row);

std::vector<WorkRow> worklist(const Record& record);
std::vector<CourseRow> course_rows(const Record& record);  // of the courses that are not put away
// What makes the rows of `before` those of `after`: rows that say the same are in neither list.
struct WorkChanges {
  std::vector<WorkRow> gone, put;
  std::vector<CourseRow> courses_gone, courses_put;
};
WorkChanges worklist_changes(const Record& before, const Record& after);
Bytes encode(const WorkRow& row);  // what it says; where it stands is the store's row key
std::optional<WorkRow> decode_work_row(uint64_t list, CitizenNumber citizen, uint16_t duty, WorkPart part,
                                       View bytes);
Bytes encode(const CourseRow& row);
std::optional<CourseRow> decode_course_row(CitizenNumber citizen, uint16_t course, View bytes);

}  // namespace klynge
