#pragma once
// SHA-256 and HMAC-SHA-256 over OpenSSL, and nothing else of it. Pure functions; any thread.
#include <memory>

#include "base/bytes.h"

namespace klynge {

Bytes sha256(View data);                 // 32 bytes
Bytes hmac_sha256(View key, View data);  // 32 bytes

// SHA-256 of what comes piece by piece and is never whole in memory.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(View piece);
  Bytes finish();  // 32 bytes; once

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace klynge
