#pragma once
// CareCommunication 5.0 (korrespondancemeddelelse): a letter about one citizen, as it is received. Writing:
// care_communication_write.h.
#include "message/envelope.h"

namespace klynge::message {

// New, reply or forward, by the activity of the current Provenance. Nothing is checked.
std::optional<LetterKind> tell_letter(const Chain& chain);

// Levels 2 to 7; level 1 and the Bundle's skeleton have been asked. Stops at the first level that fails.
// Where an invariant of the standard never fires as it is written, what it intends is asked: every author by
// itself, the organisation of a specific sender or recipient by its id, any profile in meta.profile. A
// narrative that is missing is only told: the guide's own examples have none, and nobody is helped by a
// letter that is sent back.
void check_care_communication(const Bundle& bundle, const Chain& chain, Report& report);

// REQUIRES: the checks found no error. `data` of the attachments points into the Bundle's document.
CareCommunication read_care_communication(const Bundle& bundle, const Chain& chain, LetterKind kind);

}  // namespace klynge::message
