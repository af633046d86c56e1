#pragma once
// The worklist: the rows a record has on the lists of parties. A pure function of the record; the ledger
// writes the difference between before and after. Rows exist only for open duties.
#include "base/bytes.h"
#include "core/record.h"

namespace klynge {

inline constexpr uint16_t worklist_view = 1;
inline constexpr uint16_t worklist_version = 1;

enum class WorkPart : uint8_t { holds = 1, is_asked = 2, is_told = 3 };  // why it is on this party's list

struct WorkRow {
  // Where it stands. list 0 is everybody's: every open duty once, as the holder has it.
  uint64_t list = 0;  // Party::sor
  int64_t order = 0;  // silent ones first, oldest silence first; then by deadline; then without
  CitizenNumber citizen = 0;
  uint16_t duty = 0;
  WorkPart part = WorkPart::holds;
  // What it says.
  std::string task;
  std::string pathway;
  uint16_t version = 0;  // to find its words
  Strand strand{};
  Party holder;
  Ground ground{};
  std::string rule;
  Instant held_since;
  Party asked;
  Instant answer_by;  // none: not offered
  Instant due, silent_since;
  uint16_t silences = 0;
  StayState stay{};
  Party ward;
  Instant stay_start;
  Position identity_at = 0;  // where the name is sealed
  Instant wakes;             // next_due of this duty
  bool operator==(const WorkRow&) const = default;
};

std::vector<WorkRow> worklist(const Record& record);
Bytes encode(const WorkRow& row);  // what it says; where it stands is the store's row key
std::optional<WorkRow> decode_work_row(uint64_t list, int64_t order, CitizenNumber citizen, uint16_t duty,
                                       WorkPart part, View bytes);

}  // namespace klynge
