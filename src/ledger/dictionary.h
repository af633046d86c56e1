#pragma once
// The zstd dictionary messages are packed with: trained on generated messages only (test/samples), shipped in
// the program, never changed. A new one gets a new id; old ones stay for reading.
#include "base/bytes.h"

namespace klynge {
View shipped_dictionary();
}
