#pragma once
// The link by which a party without an account answers one offer (docs/decision/0010), and the code that is
// sent by another way than the link. Both follow from the keys of the installation, so that nothing of either
// is kept: the token carries citizen and duty, encrypted, and a keyed hash over citizen, duty, party, moment
// of the offer and end of the link, which the record is asked for again. Nothing in it can be read or made
// elsewhere. Pure but for the keys; any thread.
#include <optional>
#include <string>

#include "core/command.h"
#include "ledger/seal/secrets.h"

namespace klynge::server {

struct Linked {
  CitizenNumber citizen = 0;
  uint16_t duty = 0;
  Bytes tag;  // over what the link names; 12 octets
};

// REQUIRES: `offer` is what the record says of the duty.
Bytes tag_of(const seal::Secrets& secrets, CitizenNumber citizen, uint16_t duty, const LinkedOffer& offer);
std::string write_token(const seal::Secrets& secrets, const Linked& link);
// nullopt: not one of ours.
std::optional<Linked> read_token(const seal::Secrets& secrets, std::string_view token);

std::string code_of(const seal::Secrets& secrets, const Linked& link);  // eight digits
// What the form carries once the code was right, so that it is asked for once.
std::string pass_of(const seal::Secrets& secrets, const Linked& link);

}  // namespace klynge::server
