#include "ledger/post.h"

#include <algorithm>

#include "ledger/body.h"
#include "message/care_communication_write.h"

namespace klynge {

Result<Position> entry_of_letter(store::Reader& reader, const Key& message, Position later) {
  std::vector<Position> newest = {later};  // of each record that may have it
  while (!newest.empty()) {
    Position at = newest.back();
    newest.pop_back();
    while (at != 0) {
      auto bytes = reader.entry(at);
      if (!bytes) return bytes.problem();
      if (!bytes->has_value())
        return not_understood("journal", "entry " + std::to_string(at) + " is missing");
      auto entry = message::decode(**bytes);
      if (!entry) return entry.problem();
      for (const Fact& fact : entry->facts) {
        const auto* sent = std::get_if<LetterSent>(&fact);
        const auto* noted = std::get_if<LetterNoted>(&fact);
        if ((sent != nullptr && sent->message == message) || (noted != nullptr && noted->message == message))
          return at;
        // The other half of a joining is the next entry, in the same commit: the last of the other record.
        if (std::holds_alternative<RecordsJoined>(fact)) newest.push_back(at + 1);
      }
      at = entry->header.previous_of_citizen;
    }
  }
  return not_understood("journal", "the letter's entry is missing");
}

Result<LetterOut> letter_out(store::Reader& reader, seal::Sealer& sealer, Position at,
                             store::Contents* contents) {
  auto bytes = reader.entry(at);
  if (!bytes) return bytes.problem();
  if (!bytes->has_value()) return not_understood("journal", "there is no such entry");
  auto entry = message::decode(**bytes);
  if (!entry) return entry.problem();
  const auto sent = std::ranges::find_if(
      entry->facts, [](const Fact& fact) { return std::holds_alternative<LetterSent>(fact); });
  if (sent == entry->facts.end()) return not_understood("journal", "no letter is sent in this entry");
  auto body = open_body(reader, sealer, contents, *entry);
  if (!body) return body.problem();
  const message::Reading reading = message::read(*body);
  if (!reading.header) return not_understood("body", "a letter was expected");
  return LetterOut{.entry = at,
                   .citizen = entry->header.citizen,
                   .said = std::get<LetterSent>(*sent),
                   .sent = entry->header.stamp,
                   .message_id = reading.header->message_id,
                   .gln_to = reading.header->receiver.gln,
                   .gln_from = reading.header->sender.gln,
                   .letter = std::move(*body)};
}

Result<Bytes> bytes_to_send(const LetterOut& letter, View envelope_id, Instant now, bool as_xml) {
  return message::put_in_envelope(letter.letter, envelope_id, now, as_xml);
}

}  // namespace klynge
