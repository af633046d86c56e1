#include "ledger/body.h"

#include <algorithm>

#include "ledger/intake.h"

namespace klynge {

namespace {

// A large one lies in a file of its own; the body says where, and has its key.
Result<Bytes> open_content(View body, store::Contents* contents) {
  auto content = decode_content(body);
  if (!content) return content.problem();
  if (contents == nullptr) return refused("body", "its content is not at hand here");
  Bytes whole;
  auto read = read_content(*content, *contents, [&](View piece) { whole += piece; });
  if (!read) return read.problem();
  return whole;
}

}  // namespace

seal::Place place_of_body(const message::JournalEntry& entry) {
  const message::EntryHeader& header = entry.header;
  seal::Place place{header.controller, header.citizen, header.epoch, header.position,
                    message::associated_data(header)};
  if (header.kind != message::EntryKind::refused || !entry.message) return place;
  place.controller = std::max<uint64_t>(entry.message->receiver.sor, 1);
  place.citizen = seal::quarantine_citizen(header.stamp.us / days(1).us);
  return place;
}

Result<Bytes> open_body(store::Reader& reader, seal::Sealer& sealer, store::Contents* contents,
                        const message::JournalEntry& entry) {
  if (entry.body_parts == 0) return not_understood("body", "the entry has no body");
  auto sealed = reader.body(entry.header.position, 1);
  if (!sealed) return sealed.problem();
  if (!sealed->has_value()) return refused("body", "erased");
  auto plain = sealer.open(place_of_body(entry), 1, **sealed);
  if (!plain) return plain.problem();
  return entry.body_parts == message::body_is_content ? open_content(*plain, contents) : unpack(*plain);
}

}  // namespace klynge
