#pragma once
// Everything about a message that can be worked out before it stands in the queue: reading, checking, keyed
// hashes, compression. No state: any thread, many at once.
#include <optional>

#include "ledger/content.h"
#include "ledger/seal/secrets.h"
#include "message/message.h"

namespace klynge {

struct Prepared {
  message::Reading reading;
  Bytes packed;                         // the bytes as they came, zstd; empty when the message is large
  std::optional<klynge::Content> kept;  // of a large message, once it may be kept and is
  uint32_t size_bytes = 0;
  Key message, envelope;  // none when unreadable
  Key content;
  Key citizen;                      // of the CPR number; none when it is about nobody
  std::vector<Key> courses, chain;  // chain: earlier message ids
  Key previous;                     // the message that this one follows, corrects, annuls or answers; or none
  Key thread;                       // of a letter
  Key acknowledged;                 // the message that an acknowledgement is of
  // When it happened that is told of; none: it is about nobody.
  std::optional<Instant> about() const;

  bool is_large() const { return size_bytes > large_message_bytes; }
};

// Of an outside id of a course: with and without hyphens and "urn:uuid:", in either case, it is the same.
Key course_key(const seal::Secrets& secrets, View value);

Key thread_key(const seal::Secrets& secrets, View id);  // of the id of a thread, without urn:uuid:

Prepared prepare(View bytes, const seal::Secrets& secrets);

// Before the content of a large message is written anywhere: would it be kept? Writes nothing. Afterwards the
// message comes to the ledger with its content; what has changed meanwhile is seen then.
struct AskWhetherKept {
  Key message;
  Key citizen;  // none without a notification or a letter
  Instant event_at;
};
// Asks, and keeps the content of a large message where the answer is yes; others are left as they are.
// Problem: not now. `contents` may be null: then nothing large is kept.
Result<> keep_when_wanted(Prepared& prepared, View bytes,
                          const std::function<Result<bool>(const AskWhetherKept&)>& wanted,
                          store::Contents* contents, const seal::Random& random);

// zstd with the shipped dictionary (data/dictionary, versioned; its id is in the frame).
Bytes pack(View bytes);
Result<Bytes> unpack(View packed, size_t limit_bytes = 128u << 20);

}  // namespace klynge
