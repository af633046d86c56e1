#pragma once
// Four receipts, never mixed up: delivered (it reached the party's system), received (that system took it),
// reviewed (a person opened or answered it), owned (the party said that it has it). Each is known to be so,
// known not to be so yet, or cannot be known here. A pure function of record and setting; any thread.
#include "core/record.h"
#include "core/setting.h"

namespace klynge {

struct Receipt {
  enum class Known : uint8_t { not_visible_here = 0, not_yet = 1, yes = 2 } known{};
  Instant at;  // since when; none unless it is so
  bool operator==(const Receipt&) const = default;
};
std::string_view word(Receipt::Known known);

// Of one duty and the party it has been put to: who is asked, else who holds it.
struct Receipts {
  uint16_t duty = 0;
  Party to;
  bool asked = false;
  Receipt delivered, received, reviewed, owned;
  bool operator==(const Receipts&) const = default;
};

Receipts receipts_of(const Duty& duty, const Directory& directory);
std::vector<Receipts> receipts_of(const Record& record, const Directory& directory);  // of open duties

// Of a letter and the party it was written to. `duty`: to answer it, the latest that it opened; 0: none.
Receipts receipts_of_letter(const Record& record, const Thread& thread, const Letter& letter,
                            const Directory& directory);

}  // namespace klynge
