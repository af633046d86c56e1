#pragma once
// What messages about a citizen have in common, whatever they tell: the Patient's name, ids of the course,
// and the chain of Provenances as it is read.
#include "message/envelope.h"

namespace klynge::message {

std::optional<OutsideTime> time_of(const json::Node* in, View member);

// Level 2: the header's focus leads to `found`, of that type; nullptr: nowhere in the Bundle.
void check_focus(const json::Node* header, const Resource* found, View type, Report& report);
// Level 3: the definition begins with `start`, and goes on with a minor version of one or two digits.
void check_definition(const json::Node* header, View start, RuleId rule, View expected, Report& report);
// Level 4: what an attachment of a letter or a measurement may be.
void check_attachment_type(const json::Node* attachment, Report& report);
// Level 3: one Patient in the Bundle (`one` is told when not), with a name and an identifier.
void check_patient_elements(const Bundle& bundle, const Resource* patient, RuleId one, RuleId identifier,
                            Report& report);
// Level 7: LPR3's form; a local id should be a UUID (`local_uuid` is told when not).
void check_episode_numbers(const json::Node* encounter, RuleId local_uuid, Report& report);
// Level 6: the chain names a message whose Provenance is not in the Bundle.
void check_chain_gaps(const Chain& chain, Report& report);

// Level 7: a CPR number or a replacement number, of the right form (`identifier` is told when there is
// neither).
void check_patient_numbers(const Resource* patient, RuleId identifier, Report& report);

struct PersonName {
  std::string family, given;  // given may be ""
};
std::string full_name(View given, View family);
// The official name, or the first where `any` one will do.
PersonName read_name(const json::Node* person, bool any = false);
bool has_any_name(const Resource* practitioner);
std::vector<PatientNumber> read_patient_numbers(const Resource* patient);
// The CPR number, else the first replacement number.
std::string number_to_know_by(const std::vector<PatientNumber>& numbers);
// The local id binds the course when there are both, so it comes first.
std::vector<EpisodeId> read_episodes(const json::Node* encounter);
std::vector<ChainLink> read_links(const Chain& chain);

}  // namespace klynge::message
