#pragma once
// Letters that made-up people write to each other: CareCommunication 5.0, as the bytes of messages. Pure; any
// thread.
#include "simulate/letter.h"

namespace klynge::simulate {

// About a citizen's discharge. `answers`: the bytes of the letter that it answers; empty: it begins a thread.
Bytes write_correspondence(const Person& about, const Unit& from, const Unit& to, std::string text,
                           View answers, Instant now, Dice& dice);

}  // namespace klynge::simulate
