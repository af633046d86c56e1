#pragma once
// The content of a large message: packed, cut in chunks, each sealed, in a file of its own (store::Contents).
//
// The key is random and used for this content only; it lies in the body that the entry seals, and goes when
// that is erased (docs/decision/0009, docs/format/keys.md). So the work is done before the message has a
// place in the journal, on any thread, and the writer never waits for it. Nothing here decides whether the
// content may be kept: ask first (AskWhetherKept in ledger.h).
#include "ledger/seal/secrets.h"
#include "store/store.h"

namespace klynge {

inline constexpr size_t message_bytes_max = 100'000'000;   // with its envelope, unpacked; JSON or XML
inline constexpr size_t large_message_bytes = 256u << 10;  // larger ones are kept as content
inline constexpr size_t content_chunk_bytes = 64u << 10;   // before it is sealed

struct Content {
  std::string name;  // of the file
  Bytes key;         // 32 octets
  uint64_t packed_bytes = 0;
  uint32_t chunks = 0;
};

// Durable when it answers. A Problem leaves nothing behind but what the next start sweeps away.
Result<Content> keep_content(View bytes, store::Contents& contents, const seal::Random& random);
// The octets as they came, piece by piece. Problem: refused when the file is not there, not understood when
// it is not what was kept.
Result<> read_content(const Content& content, store::Contents& contents,
                      const std::function<void(View)>& visit);

// What the entry's body is, before it is sealed.
Bytes encode(const Content& content);
Result<Content> decode_content(View bytes);

}  // namespace klynge
