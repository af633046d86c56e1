#pragma once
// What every MedCom message has: the MessageHeader, organisations with their numbers, and the chain of
// Provenances. Reading is as lenient as can be (an answer needs an address even when the message is wrong);
// checking is apart from it.
#include <vector>

#include "message/bundle.h"

namespace klynge::message {

Organisation read_organisation(const Resource& resource);

// REQUIRES: bundle.header().
Header read_header(const Bundle& bundle);

// The value of an extension with this url, or nullptr: `find_extension(node, url)` is the extension itself.
const json::Node* find_extension(const json::Node* in, View url);
uint32_t count_extensions(const json::Node* in, View url);

struct Link {  // one Provenance
  const Resource* resource = nullptr;
  View target;    // id of the message it describes
  View activity;  // code
  View agent;     // reference as written
  View previous;  // id of the message before, or ""
  View role;      // of that entity
  OutsideTime occurred;
};

struct Chain {
  Chain() = default;
  Chain(Chain&&) = default;  // not copied: `current` points into `links`

  std::vector<Link> links;        // oldest first, the message's own last
  const Link* current = nullptr;  // the one whose target is this message
  uint32_t current_count = 0;     // how many claim to be
  std::vector<View> targets;      // sorted, for look-ups

  bool names(View message_id) const;
  const Link* find(View message_id) const;  // nullptr when the message is not in the chain
  const Link* latest() const;               // the current one, or else the last in time
};
Chain read_chain(const Bundle& bundle, View message_id);
// Where the message says when it was sent. REQUIRES: chain.current.
const json::Node* sent_node(const Chain& chain);

// Level 2: MessageHeader's and the Provenances' references.
void check_envelope_references(const Bundle& bundle, const Chain& chain, Report& report);
// Level 3.
void check_envelope_elements(const Bundle& bundle, const Chain& chain, Report& report);
// Level 4 and 5.
void check_envelope_codes(const Bundle& bundle, const Chain& chain, Report& report);
void check_destination_primary(const Bundle& bundle, Report& report);
// Level 6.
void check_envelope_use(const Bundle& bundle, const Chain& chain, Report& report);
// Level 7: of every organisation in the Bundle.
void check_organisation_numbers(const Bundle& bundle, Report& report);

enum class Numbers : uint8_t { sor, sor_and_gln };  // what an organisation must have, once each
void check_organisation(const Resource* resource, Numbers numbers, Report& report);

// Identifier.use, when it is there, has its one allowed value.
void check_identifier_use(const json::Node& identifier, Report& report);

// Level 6: meta.profile of header and Bundle are those of the message.
void check_profile(const Resource* resource, View name, Report& report);
void check_profile(const json::Node* node, View name, Report& report);

}  // namespace klynge::message
