#include "ledger/dictionary.h"

#include <cstdint>

// The file's octets, as they are, in the program: it must read what it wrote wherever it is moved.
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    "klynge_dictionary_begin:\n"
    ".incbin \"" KLYNGE_DICTIONARY
    "\"\n"
    "klynge_dictionary_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const char klynge_dictionary_begin[];
extern "C" const char klynge_dictionary_end[];

namespace klynge {

View shipped_dictionary() {
  return {klynge_dictionary_begin, static_cast<size_t>(klynge_dictionary_end - klynge_dictionary_begin)};
}

}  // namespace klynge
