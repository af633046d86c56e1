#pragma once
// Letters over the API: bodies into asks, drafts into letters. No I/O of its own: what a letter is made of is
// opened by the Lookup that is given. One thread.
#include <optional>

#include "ledger/lookup.h"

namespace klynge::server {

// What a draft says beside the command that prepares it, as it is kept (sealed): the members "topic", "text",
// "priority", "recipient", "sender_in_particular", "attachments" and "without" of the body, in that order.
struct LetterAsk {
  Ask ask;
  Bytes content;  // JSON; empty: nothing is kept of it
};

// "prepare" "reply" "forward" "withdraw"; "send" is read_signer's.
std::vector<std::string_view> letter_verb_names();
bool known_letter_verb(std::string_view verb);
Result<LetterAsk> read_letter(std::string_view verb, View body);

struct Signer {
  uint16_t draft = 0;
  std::string given, family, role, phone;
};
Result<Signer> read_signer(View body);

// The letter that a draft is, as it would be sent by that person now. Problem: no such draft, a member that
// is missing or wrong (where names it), or what it answers has been erased.
Result<LetterToSend> compose(const CitizenSeen& seen, Lookup& lookup, const Signer& signer, Party from,
                             const Setting& setting);

}  // namespace klynge::server
