#pragma once
// A journal entry: a message to our future selves. One entry is one decision, whole: what came, who sent it,
// what was answered, the facts, and (sealed) what only some may read. Byte form, versions and upgrades:
// docs/format/journal.md. Older kinds of fact are brought up to date on reading; a newer format is refused.
#include "base/bytes.h"
#include "base/result.h"
#include "core/command.h"
#include "core/fact.h"
#include "message/message.h"

namespace klynge::message {

enum class EntryKind : uint16_t {
  message = 1,       // applied, or a duplicate of one applied
  command = 2,       // somebody's verb
  tick = 3,          // the clock's
  installation = 4,  // citizen 0: writer started, setting adopted, party learned, erased ...
  refused = 5,       // citizen 0: a message not accepted; its body is in quarantine
  no_basis = 6,      // citizen 0: nothing of the content is kept
};

struct EntryHeader {  // fixed size, big-endian, first in the bytes; with `kind` it is the seal's associated
                      // data
  uint64_t installation = 0;
  uint16_t partition = 0;
  Position position = 0;  // 48 bits
  uint32_t epoch = 0;     // of the writer; the fencing token
  CitizenNumber citizen = 0;
  uint64_t controller = 0;
  Instant stamp;
  EntryKind kind{};
  uint8_t kind_version = 1;
  uint64_t setting = 0;  // first 8 octets of the SHA-256 over the adopted settings
  Position previous_of_citizen = 0;
  Bytes previous_hash;  // 32 octets: SHA-256 of the whole previous entry; zeros for the first
};

struct MessageNote {  // all that a repeat needs to be answered the same
  Key id;             // keyed hash of MessageHeader.id
  Key envelope;       // keyed hash of Bundle.id
  Bytes content;      // 16 octets, keyed hash of the content digest; empty without basis
  Party sender, receiver;
  std::string type;  // "HN STIN"
  Answer answer = Answer::ok;
  std::vector<Issue> issues;
  std::string acknowledgement_id;  // MessageHeader.id of our acknowledgement; empty when none
  Instant sent;
  uint32_t size_bytes = 0;
};

struct JournalEntry {
  EntryHeader header;
  Caller caller;
  Key command;    // id of the command; for a message its MessageNote::id
  Bytes request;  // 16 octets, keyed hash of an API request's body; else empty
  std::optional<MessageNote> message;
  std::optional<klynge::Answer> answer;  // of a command
  std::vector<Fact> facts;
  Bytes sealed;     // sealed texts (ledger/seal); empty when there are none
  Bytes body_hash;  // SHA-256 of the sealed body, all parts; empty when there is none
  uint32_t body_parts = 0;
};

// `body_parts`: the body is what was sealed; or what was sealed says in which content file it lies.
inline constexpr uint32_t body_is_here = 1, body_is_content = 2;

inline constexpr uint8_t journal_format = 1;
inline constexpr size_t header_bytes =
    1 + 8 + 2 + 6 + 4 + 8 + 8 + 8 + 2 + 1 + 8 + 8 + 32;  // format octet first

Bytes encode(const JournalEntry& entry);
// Problem: newer format (refused), or not canonical (not_understood; where = "entry, field N").
Result<JournalEntry> decode(View bytes);
Result<EntryHeader> decode_header(View bytes);  // cheap: header only

// The header fields the seal binds: everything of the header but the previous hash.
Bytes associated_data(const EntryHeader& header);

// The sealed texts before sealing.
Bytes encode_texts(const std::vector<std::string>& texts);
Result<std::vector<std::string>> decode_texts(View bytes);

// fact_codec.cc: kind u16, version u8, tagged fields (field_lists.h).
void encode_fact(const Fact& fact, Bytes& out);  // appends
Result<Fact> decode_fact(View bytes);
// For people and export-journal: JSON object of one fact / entry, open parts only, keys as in the code.
// What is zero, empty or false is left out, as in the bytes.
void write_json(const Fact& fact, json::Writer& out);
void write_json(const JournalEntry& entry, json::Writer& out);

// --- canonical records (record_bytes.cc): snapshots, verify, and the tests' state keys ---
// Raised when the fold of the same facts gives another record, or its fields change: snapshots are then made
// anew at the next start (ledger/renew.h).
inline constexpr uint16_t record_version = 4;
Bytes encode_record(const Record& record);
Result<Record> decode_record(View bytes);

}  // namespace klynge::message
