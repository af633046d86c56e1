#pragma once
// The sealed body of an entry, opened: a message as it came, a letter as it was written, or what a draft
// says.
#include "ledger/seal/seal.h"
#include "message/journal/entry.h"

namespace klynge {

// Under which key the body lies. Of a message that was refused, in quarantine: with a key of its receiver and
// the day (receive.cc, refuse).
seal::Place place_of_body(const message::JournalEntry& entry);

// Problem: refused "erased" when its key is gone or it has been destroyed; not understood when the entry has
// none. `contents`: where large ones lie; null: they are refused.
Result<Bytes> open_body(store::Reader& reader, seal::Sealer& sealer, store::Contents* contents,
                        const message::JournalEntry& entry);

}  // namespace klynge
