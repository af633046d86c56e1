#pragma once
// The made-up people of a demonstration: whom a visitor may be, in one click. data/directory/people.yaml has
// those who work there; citizens and their relatives are among those who are there at that moment. Never used
// outside `klynge demo`. Pure; any thread.
#include <string>
#include <vector>

#include "base/bytes.h"
#include "core/record.h"
#include "core/setting.h"
#include "server/tokens.h"

namespace klynge::server {

struct Played {
  Person person;
  Caller caller;
  Words title;  // "Nurse"
};

// Problem.where is the file with line and column: an unknown party, a role that is not played, twice the
// same.
Result<std::vector<Played>> read_people(View text, const std::string& file_name, const Setting& setting);

// A citizen whom one may be, and the relative of one.
struct CitizenThere {
  CitizenNumber number = 0;
  Words how;           // "Home from hospital, inside the 72 hours"
  uint16_t voice = 0;  // what was stated of a relative (core/view/standing.h); 0: there is none
};

// What gives a relative of that citizen a say: the statement that lets somebody act, else who is told; 0:
// none.
uint16_t voice_in(const Record& record, Instant at);

// "citizen-17", "relative-17"
std::string id_of(CallerRole role, CitizenNumber number);
// The citizen or relative with that id; none: another kind of id.
std::optional<Caller> citizen_of(View id);

}  // namespace klynge::server
