#pragma once
// HospitalNotification 3.0 (advis om sygehusophold): its 18 types and its own rules.
#include "message/envelope.h"

namespace klynge::message {

// Which of the 18 types a message is, or nothing when it cannot be told. Nothing is checked.
//
// A death repeats the activity of the message before it, so the activity tells the type only when nobody
// died: deceasedBoolean true is MORS; false, in a message that removes another and is not itself written as
// a cancellation, is AN_MORS. A correction of a death (RE_MORS) is told from a first death by the chain: the
// message we revise is a death too when it, in its turn, revised one with the very same activity, sent by
// the same unit, that is not itself a correction, because nothing but a death repeats an activity. Where
// the chain does not show it (a correction of a death on arrival) it is MORS: the record knows better.
std::optional<Notice> tell_notice(const Bundle& bundle, const Chain& chain);

// Levels 2 to 7; level 1 and the Bundle's skeleton have been asked. Stops at the first level that fails.
void check_hospital_notification(const Bundle& bundle, const Chain& chain, std::optional<Notice> notice,
                                 Report& report);

// When the stay began and, unless it is when the message was sent, when the event was: where it says so.
// REQUIRES: the checks found no error.
std::vector<const json::Node*> times_of_stay(const Bundle& bundle, const Chain& chain, Notice notice);

// REQUIRES: the checks found no error.
HospitalNotification read_hospital_notification(const Bundle& bundle, const Chain& chain, Notice notice);

}  // namespace klynge::message
