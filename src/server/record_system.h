#pragma once
// The way out to the record system of whoever looks: one address that opens a course there. Which system an
// organisation has, and since when, is the setting `record_systems` (docs/operate/record-system.md). A CPR
// number never stands in an address: a template asks for the course and for nothing else. Pure; any thread.
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "core/setting.h"

namespace klynge::server {

struct RecordSystem {
  Party organisation;  // a unit, or the organisation that it is of
  std::string name;    // as those call it who use it
  std::string url;     // https://record.example.dk/open?episode={course}
  Instant from, to;    // in use from (none: always) until (none: for ever)
};

// Problem: why no link may be made of it.
Result<> check_record_url(const std::string& url);

// The unit's own before its organisation's; nullptr: none on that day.
const RecordSystem* record_system_of(Party viewer, const std::vector<RecordSystem>& systems,
                                     const Directory& directory, Instant at);

// The address of the course with that outside id; empty when the id must stand in no address.
std::string record_url(const RecordSystem& system, View course);

}  // namespace klynge::server
