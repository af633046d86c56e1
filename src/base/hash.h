#pragma once
// SHA-256 and HMAC-SHA-256 over OpenSSL, and nothing else of it. Pure functions; any thread.
#include "base/bytes.h"

namespace klynge {

Bytes sha256(View data);                 // 32 bytes
Bytes hmac_sha256(View key, View data);  // 32 bytes

}  // namespace klynge
