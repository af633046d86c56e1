#pragma once
// What a fuzz target demands of a reader beyond "it ends": a broken demand stops the run and keeps the input.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "base/bytes.h"

#define REQUIRE(condition)                                                 \
  do {                                                                     \
    if (!(condition)) {                                                    \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                        \
    }                                                                      \
  } while (false)

inline klynge::View view_of(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}
