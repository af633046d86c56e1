#include "ledger/body.h"

#include "ledger/intake.h"

namespace klynge {

Result<Bytes> open_body(store::Reader& reader, seal::Sealer& sealer, const message::JournalEntry& entry) {
  if (entry.body_parts == 0) return not_understood("body", "the entry has no body");
  const message::EntryHeader& header = entry.header;
  auto sealed = reader.body(header.position, 1);
  if (!sealed) return sealed.problem();
  if (!sealed->has_value()) return refused("body", "erased");
  auto packed = sealer.open(
      {header.controller, header.citizen, header.epoch, header.position, message::associated_data(header)}, 1,
      **sealed);
  if (!packed) return packed.problem();
  return unpack(*packed);
}

}  // namespace klynge
