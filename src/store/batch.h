#pragma once
// What every store asks of a batch before it writes any of it. Pure.
#include <string>

#include "store/store.h"

namespace klynge::store {

// A body's place is one number of 63 bits: 47 for its position, 16 for its part.
inline constexpr Position position_max = (1ull << 47) - 1;
inline constexpr int part_bits = 16;
inline constexpr uint32_t part_max = (1u << part_bits) - 1;

// Refused when the entries do not go on where the journal ends, or a body has no place.
Result<> check_batch(const Batch& batch, Position last, const std::string& where);

}  // namespace klynge::store
