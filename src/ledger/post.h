#pragma once
// A letter that a person has sent, as what carries it needs it.
//
// What the outbox may rely on:
// - A letter is sent exactly where a LetterSent (core/fact.h) stands: in one entry of kind `command`, of the
//   citizen it is about, committed together with the letter itself, which is that entry's sealed body: the
//   whole Bundle, as JSON. Nothing sends a letter by itself; there is a named person behind every one.
// - The entry has a MessageNote whose `id` is LetterSent::message, the keyed hash ("message") of
//   MessageHeader.id. So the index of messages finds the entry of the letter that an acknowledgement names
//   (response.identifier), after a restart too; and a copy of our own letter that comes in is a duplicate.
// - Ids are made from installation, partition and position: the same entry always has the same. Envelope ids
//   are the outbox's own to make; it must not use those of the entry's position (n below 1000).
// - bytes_to_send() changes Bundle.id, Bundle.timestamp and the times of the letter's own Provenance, and
//   nothing else (message/care_communication_write.h): it is the same letter, however often.
// - LetterSent.to has a location number in the directory when it is sent; whether it can take letters is not
//   known here. Opening needs the citizen's key: a letter that was erased cannot be sent again (Problem
//   refused, "erased").
#include "core/fact.h"
#include "ledger/seal/seal.h"
#include "message/journal/entry.h"

namespace klynge {

struct LetterOut {
  Position entry = 0;
  CitizenNumber citizen = 0;
  LetterSent said;
  Instant sent;            // when the person sent it
  std::string message_id;  // MessageHeader.id
  std::string gln_to;      // as the letter has them
  std::string gln_from;
  Bytes letter;  // as it was written
};

// The entry of the letter, sent here or received, found from one of the citizen's that came later: back
// through that citizen's entries, and those of every record that has been joined with it since. Problem: not
// understood when it is not there.
Result<Position> entry_of_letter(store::Reader& reader, const Key& message, Position later);

// Problem: that entry sends no letter (not understood), or its content is gone (refused, "erased").
// `contents`: where large ones lie (Ledger::contents).
Result<LetterOut> letter_out(store::Reader& reader, seal::Sealer& sealer, Position entry,
                             store::Contents* contents = nullptr);

Result<Bytes> bytes_to_send(const LetterOut& letter, View envelope_id, Instant now, bool as_xml = false);

}  // namespace klynge
