#pragma once
// Everything about a message that can be worked out before it stands in the queue: reading, checking, keyed
// hashes, compression. No state: any thread, many at once.
#include "ledger/seal/secrets.h"
#include "message/message.h"

namespace klynge {

struct Prepared {
  message::Reading reading;
  Bytes packed;  // the bytes as they came, zstd
  uint32_t size_bytes = 0;
  Key message, envelope;  // none when unreadable
  Key content;
  Key citizen;                      // of the CPR number; none without a notification
  std::vector<Key> courses, chain;  // chain: earlier message ids
  Key previous;                     // the message that this one follows, corrects or annuls; or none
};

// Of an outside id of a course: with and without hyphens and "urn:uuid:", in either case, it is the same.
Key course_key(const seal::Secrets& secrets, View value);

Prepared prepare(View bytes, const seal::Secrets& secrets);

// zstd with the shipped dictionary (data/dictionary, versioned; its id is in the frame).
Bytes pack(View bytes);
Result<Bytes> unpack(View packed, size_t limit_bytes = 128u << 20);

}  // namespace klynge
