#include "message/parts.h"

#include <algorithm>

#include "message/codes.h"

namespace klynge::message {

namespace {

View without_urn(View value) {
  return value.starts_with("urn:uuid:") ? value.substr(9) : value;
}

void check_episode_number(const json::Node* identifier, RuleId local_uuid, Report& report) {
  const View value = json::text_of(identifier, "value"), uuid = without_urn(value);
  std::string lower(uuid);  // LPR3 allows both cases
  for (char& c : lower) c = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool is_lpr3 = json::text_of(identifier, "system") == lpr3_system;
  if (!is_lpr3) {
    if (!looks_like_uuid(lower))
      report.add(local_uuid, identifier, "value", "A local course id should be a UUID; found another form.");
    return;
  }
  if (!value.starts_with("urn:uuid:") || !looks_like_uuid(lower)) {
    report.add("lpr3-format", identifier, "value",
               "An LPR3 course id is urn:uuid: and a UUID; found another form.");
  } else if (lower[14] != '5' || View("89ab").find(lower[19]) == View::npos) {
    report.add("lpr3-version", identifier, "value",
               "An LPR3 course id should be a UUID of version 5; found another version.");
  }
}

}  // namespace

std::optional<OutsideTime> time_of(const json::Node* in, View member) {
  return parse_time(json::text_of(in, member));
}

void check_focus(const json::Node* header, const Resource* found, View type, Report& report) {
  const json::Node* focus = json::first_of(header, "focus");
  if (focus == nullptr || found != nullptr) return;
  report.add("reference-unresolved", focus,
             "A reference to " + std::string(type) +
                 "/<id> of this Bundle was expected; found one that leads nowhere in it.");
}

void check_definition(const json::Node* header, View start, RuleId rule, View expected, Report& report) {
  const View definition = json::text_of(header, "definition");
  if (definition.empty()) return;  // told
  const View minor = definition.starts_with(start) ? definition.substr(start.size()) : View{};
  const bool is_number = std::ranges::all_of(minor, [](char c) { return c >= '0' && c <= '9'; });
  if (minor.empty() || minor.size() > 2 || !is_number)
    report.add(rule, header, "definition",
               "The definition of " + std::string(expected) + " was expected; found another.");
}

void check_attachment_type(const json::Node* attachment, Report& report) {
  const View type = json::text_of(attachment, "contentType");
  if (!type.empty() && !is_attachment_type(type))
    report.add(
        "CC-attachment-type", attachment, "contentType",
        "application/pdf or an image of type gif, jpeg, png, tiff or bmp was expected, " + found(type) + ".");
}

std::string full_name(View given, View family) {
  return std::string(given) + (given.empty() || family.empty() ? "" : " ") + std::string(family);
}

void check_patient_elements(const Bundle& bundle, const Resource* patient, RuleId one, RuleId identifier,
                            Report& report) {
  if (const uint32_t patients = bundle.count("Patient"); patients != 1) {
    report.add(one, json::find(&bundle.root(), "entry"),
               "Exactly one Patient was expected, found " + std::to_string(patients) + ".");
  }
  if (patient == nullptr) return;
  const Element elements[] = {
      {"identifier", 1, many, Shape::objects, identifier},
      {"name", 1, many, Shape::objects, "patient-name-official"},
  };
  check_elements(report, patient->node, elements);
  const json::Node* names = json::find(patient->node, "name");
  if (names == nullptr || !names->is_array()) return;
  uint32_t official = 0;
  static constexpr Element name_elements[] = {
      {"family", 1, 1, Shape::text, "patient-name-official"},
      {"given", 0, 1, Shape::any, "element-shape"},
  };
  for (const json::Node* name = names->first; name != nullptr; name = name->next) {
    if (json::text_of(name, "use") != "official") continue;
    ++official;
    check_elements(report, name, name_elements);
  }
  if (official != 1) {
    report.add(
        "patient-name-official", patient->node, "name",
        "Exactly one name with use \"official\" was expected, found " + std::to_string(official) + ".");
  }
}

void check_episode_numbers(const json::Node* encounter, RuleId local_uuid, Report& report) {
  for (const json::Node* item = json::first_of(encounter, "episodeOfCare"); item != nullptr;
       item = item->next) {
    const json::Node* identifier = json::find(item, "identifier");
    if (!json::text_of(identifier, "value").empty()) check_episode_number(identifier, local_uuid, report);
  }
}

void check_chain_gaps(const Chain& chain, Report& report) {
  for (const Link& link : chain.links) {
    if (link.previous.empty() || chain.names(link.previous)) continue;
    report.add("chain-gap", json::find(link.resource->node, "entity"),
               "A message is named here whose Provenance is not in the Bundle.");
  }
}

PersonName read_name(const json::Node* person, bool any) {
  PersonName out;
  for (const json::Node* name = json::first_of(person, "name"); name != nullptr; name = name->next) {
    if (!any && json::text_of(name, "use") != "official") continue;
    out.family = json::text_of(name, "family");
    for (const json::Node* part = json::first_of(name, "given"); part != nullptr; part = part->next) {
      if (!part->is_string()) continue;
      if (!out.given.empty()) out.given += ' ';
      out.given += part->text;
    }
    if (any && out.family.empty() && out.given.empty()) out.family = json::text_of(name, "text");
    break;
  }
  return out;
}

std::vector<EpisodeId> read_episodes(const json::Node* encounter) {
  std::vector<EpisodeId> episodes;
  for (const bool lpr3 : {false, true}) {
    for (const json::Node* item = json::first_of(encounter, "episodeOfCare"); item != nullptr;
         item = item->next) {
      const json::Node* identifier = json::find(item, "identifier");
      const View system = json::text_of(identifier, "system"), value = json::text_of(identifier, "value");
      if ((system == lpr3_system) != lpr3 || value.empty()) continue;
      episodes.push_back({.system = std::string(system), .value = std::string(value)});
    }
  }
  return episodes;
}

std::vector<ChainLink> read_links(const Chain& chain) {
  std::vector<ChainLink> links;
  links.reserve(chain.links.size());
  for (const Link& link : chain.links) {
    ChainLink read{.message_id = std::string(link.target),
                   .activity = std::string(link.activity),
                   .occurred = link.occurred,
                   .previous_message_id = std::string(link.previous),
                   .previous_role = std::string(link.role)};
    for (const json::Node* entity = json::first_of(link.resource->node, "entity"); entity != nullptr;
         entity = entity->next) {
      if (json::text_of(entity, "role") != "source") continue;
      read.segments.emplace_back(
          json::text_of(json::find(json::find(entity, "what"), "identifier"), "value"));
    }
    links.push_back(std::move(read));
  }
  return links;
}

bool has_any_name(const Resource* practitioner) {
  if (practitioner == nullptr) return false;
  const PersonName name = read_name(practitioner->node, true);
  return !name.family.empty() || !name.given.empty();
}

// --- whose it is ---

namespace {

bool is_replacement_system(View system) {
  return system == national_replacement_system || system == regional_replacement_system ||
         system.starts_with(std::string(regional_replacement_system) + ".");
}

const json::Node* first_identifier(const Resource* patient) {
  const json::Node* all = patient == nullptr ? nullptr : json::find(patient->node, "identifier");
  return all != nullptr && all->is_array() ? all->first : nullptr;
}

}  // namespace

void check_patient_numbers(const Resource* patient, RuleId identifier, Report& report) {
  bool known = false;
  for (const json::Node* one = first_identifier(patient); one != nullptr; one = one->next) {
    const View system = json::text_of(one, "system"), value = json::text_of(one, "value");
    if (system == cpr_system && !valid_cpr(value))
      report.add(
          "cpr-format", one, "value",
          "A CPR number is ten digits that begin with a day and a month that exist; found something else.");
    if (is_replacement_system(system) && !valid_replacement_cpr(value))
      report.add("CC-replacement-format", one, "value",
                 "A replacement number is a day, a year, one of 0 1 5 6 7, two capitals and a digit; found "
                 "something else.");
    known |= system == cpr_system || is_replacement_system(system);
  }
  if (!known)
    report.add(identifier, patient->node, "identifier",
               "A CPR number or a replacement number was expected, found neither.");
}

std::vector<PatientNumber> read_patient_numbers(const Resource* patient) {
  std::vector<PatientNumber> numbers;
  for (const json::Node* one = first_identifier(patient); one != nullptr; one = one->next)
    numbers.push_back({std::string(json::text_of(one, "system")), std::string(json::text_of(one, "value"))});
  return numbers;
}

std::string number_to_know_by(const std::vector<PatientNumber>& numbers) {
  const auto cpr = std::ranges::find(numbers, cpr_system, &PatientNumber::system);
  if (cpr != numbers.end()) return cpr->value;
  const auto replacement = std::ranges::find_if(
      numbers, [](const PatientNumber& one) { return is_replacement_system(one.system); });
  return replacement != numbers.end() ? replacement->value : std::string{};
}

}  // namespace klynge::message
