#pragma once
// What has to be put right around every decision, whoever asked for it.
#include "core/draft.h"

namespace klynge {

// Before: parties that have ceased hold nothing and are asked for nothing. A duty goes to the successor;
// where none is named, to operations, which is given the duty to find one.
void repair(Draft& draft);

// After: the new holder has shown that it knows; what makes sure of something no longer so is ended; a course
// with nothing left to do is closed.
void settle(Draft& draft);

// Duties to make sure of what the caller was given by rule in that course. A party that acts in a course
// knows what it has there: when its act succeeds, these are done.
std::vector<uint16_t> arrivals_answered(const Draft& draft, uint16_t course);
void end_arrivals(Draft& draft, const std::vector<uint16_t>& arrivals);

}  // namespace klynge
