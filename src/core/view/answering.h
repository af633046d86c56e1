#pragma once
// Whom to call: the pathway's answering table, read for one who asks at one moment. 112 always comes first,
// for acute danger. It says whom to call, never who is responsible for what. Pure; any thread.
#include "core/record.h"
#include "core/setting.h"

namespace klynge {

struct WhomToCall {
  enum class Kind : uint8_t { emergency = 1, party = 2, on_call_doctor = 3, own_gp = 4 };
  Kind kind{};
  Party party{};        // of a party; none: own_gp who is not known here, and the others
  Words name{};         // of what is no party of the directory
  std::string phone{};  // or empty
  std::string rule{};   // citation
};

// 112, then whoever answers; a relative is told no place where the address is protected (standing.h); 112
// alone when the pathway has no table. REQUIRES: the course is open.
std::vector<WhomToCall> whom_to_call(const Record& record, const Course& course, const Setting& setting,
                                     Asker asker, Strand about, Instant at);

// When another answers than at that moment: the hours change, or a rule that has been announced passes the
// calls on. None: nothing that is known now changes it.
Instant answered_until(const Record& record, const Course& course, const Setting& setting, Asker asker,
                       Strand about, Instant at);

// What the answering table is read for when no course is open: nothing is so of it but where the citizen
// lives. None: that is not known, or no pathway of that moment has a table.
std::optional<Course> without_course(const Record& record, const Setting& setting, Instant at);

// Days that the citizen was ready for discharge and in hospital, until then: each calendar day in Denmark
// from the one on which it was said, but not the one on which it ended. Ready and home on one day is none.
uint32_t ready_days(const Record& record, const Course& course, Instant until);
// Of these periods, each ended where the stay did; the same, for whoever has no course at hand.
std::vector<ReadyPeriod> ready_periods(const Record& record, const Course& course);
uint32_t ready_days(const std::vector<ReadyPeriod>& periods, Instant until);

}  // namespace klynge
