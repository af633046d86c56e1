#pragma once
// Acknowledgement 2.0 (kvittering), as it is received. It is never answered. Writing: write.cc.
#include "message/envelope.h"

namespace klynge::message {

std::optional<Answer> answer_of(View response_code);

// Levels 2 to 7, as for every message.
void check_acknowledgement(const Bundle& bundle, const Chain& chain, Report& report);

// REQUIRES: the checks found no error.
AcknowledgementRead read_acknowledgement(const Bundle& bundle);

}  // namespace klynge::message
