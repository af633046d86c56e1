#pragma once
// HomeCareObservation 1.2 (kommunale prøvesvar): what was measured at a citizen's home, as it is received. A
// score (TOBS) is what the nurse stated; nothing is calculated here.
#include "message/envelope.h"

namespace klynge::message {

// New (or an answer to what was asked), corrected or withdrawn, by the activity of the current Provenance.
std::optional<NoteForm> tell_report(const Chain& chain);
View report_word(NoteForm form);  // "new" "corrected" "withdrawn"

// Levels 2 to 7; level 1 and the Bundle's skeleton have been asked. Stops at the first level that fails.
void check_home_care_observation(const Bundle& bundle, const Chain& chain, Report& report);

// REQUIRES: the checks found no error.
HomeCareObservation read_home_care_observation(const Bundle& bundle, const Chain& chain, NoteForm form);

// Where it says when it was issued. REQUIRES: the checks found no error.
const json::Node* issued_node(const Bundle& bundle);

// One line for each measurement (code, name, value, unit, time, comment), then lines that begin with "by"
// (name, role, phone), "asked-by", "conclusion", "file" or "restricted"; fields are parted by tabs. It is
// what the ledger seals.
std::string lines_of(const HomeCareObservation& observation);

}  // namespace klynge::message
