#pragma once
// A pathway as a drawing that a nurse, a doctor and a municipal lead can read and sign: a lane for each
// party, time from left to right, each task a bar in the lane of who has it, arrows where it goes over to
// another, deadlines with their source, and beneath it who is told when nobody answers, where every rule is
// written down, and the signatures. Follows from the pathway alone. Pure; any thread.
#include "server/words.h"

namespace klynge::server {

// One SVG file.
std::string draw_pathway(const Pathway& pathway, Tongue tongue);

}  // namespace klynge::server
