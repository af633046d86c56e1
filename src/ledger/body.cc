#include "ledger/body.h"

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

Result<Bytes> open_body(store::Reader& reader, seal::Sealer& sealer, store::Contents* contents,
                        const message::JournalEntry& entry) {
  if (entry.body_parts == 0) return not_understood("body", "the entry has no body");
  const message::EntryHeader& header = entry.header;
  auto sealed = reader.body(header.position, 1);
  if (!sealed) return sealed.problem();
  if (!sealed->has_value()) return refused("body", "erased");
  auto plain = sealer.open(
      {header.controller, header.citizen, header.epoch, header.position, message::associated_data(header)}, 1,
      **sealed);
  if (!plain) return plain.problem();
  return entry.body_parts == message::body_is_content ? open_content(*plain, contents) : unpack(*plain);
}

}  // namespace klynge
