#include "message/envelope.h"

#include <algorithm>

#include "message/codes.h"

namespace klynge::message {

namespace {

// The numbers in an endpoint "https://sor2.sum.dsdn.dk/#id=<SOR>", or "".
View sor_of_endpoint(View endpoint) {
  if (!endpoint.starts_with(endpoint_base)) return {};
  const View sor = endpoint.substr(endpoint_base.size());
  return valid_sor(sor) ? sor : View();
}

bool is_digits(View text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

uint32_t count_identifiers(const json::Node* resource, View system) {
  const json::Node* list = json::find(resource, "identifier");
  uint32_t count = 0;
  if (list == nullptr || !list->is_array()) return 0;
  for (const json::Node* item = list->first; item != nullptr; item = item->next) {
    if (json::text_of(item, "system") == system && !json::text_of(item, "value").empty()) ++count;
  }
  return count;
}

Organisation read_party(const Bundle& bundle, const json::Node* reference, View endpoint) {
  const Resource* resource = bundle.resolve(reference, "Organization");
  Organisation organisation = resource != nullptr ? read_organisation(*resource) : Organisation{};
  if (organisation.sor.empty()) organisation.sor = sor_of_endpoint(endpoint);
  return organisation;
}

const json::Node* first_destination(const json::Node* header) {
  return json::at(json::find(header, "destination"), 0);
}

// The entity that names the message before; others name what was added (CareCommunication).
const json::Node* entity_before(const json::Node* entities) {
  const json::Node* entity = entities != nullptr && entities->is_array() ? entities->first : nullptr;
  for (; entity != nullptr; entity = entity->next) {
    const View role = json::text_of(entity, "role");
    if (role == "revision" || role == "removal") return entity;
  }
  return nullptr;
}

Link read_link(const Resource& resource) {
  Link link;
  link.resource = &resource;
  const json::Node* node = resource.node;
  link.target =
      id_in_reference(json::text_of(json::at(json::find(node, "target"), 0), "reference"), "MessageHeader");
  const json::Node* codings = json::find(json::find(node, "activity"), "coding");
  for (const json::Node* coding = codings != nullptr && codings->is_array() ? codings->first : nullptr;
       coding != nullptr && link.activity.empty(); coding = coding->next) {
    if (json::text_of(coding, "system") == activity_system) link.activity = json::text_of(coding, "code");
  }
  link.agent = json::text_of(json::find(json::at(json::find(node, "agent"), 0), "who"), "reference");
  const json::Node* entity = entity_before(json::find(node, "entity"));
  const json::Node* what = json::find(entity, "what");
  link.role = json::text_of(entity, "role");
  link.previous = id_in_reference(json::text_of(what, "reference"), "MessageHeader");
  if (link.previous.empty()) link.previous = json::text_of(json::find(what, "identifier"), "value");
  link.occurred = parse_time(json::text_of(node, "occurredDateTime")).value_or(OutsideTime{});
  return link;
}

}  // namespace

Organisation read_organisation(const Resource& resource) {
  Organisation organisation{.id = std::string(resource.id), .sor = {}, .gln = {}, .name = {}};
  organisation.name = json::text_of(resource.node, "name");
  const json::Node* list = json::find(resource.node, "identifier");
  if (list == nullptr || !list->is_array()) return organisation;
  for (const json::Node* item = list->first; item != nullptr; item = item->next) {
    const View system = json::text_of(item, "system"), value = json::text_of(item, "value");
    if (system == sor_system && organisation.sor.empty() && valid_sor(value)) organisation.sor = value;
    const bool could_be_gln = value.size() == 13 && is_digits(value);
    if (system == gln_system && organisation.gln.empty() && could_be_gln) organisation.gln = value;
  }
  return organisation;
}

Header read_header(const Bundle& bundle) {
  const json::Node* node = bundle.header()->node;
  const json::Node* destination = first_destination(node);
  Header header;
  header.bundle_id = json::text_of(&bundle.root(), "id");
  header.message_id = bundle.header()->id;
  header.event_code = json::text_of(json::find(node, "eventCoding"), "code");
  header.sender =
      read_party(bundle, json::find(node, "sender"), json::text_of(json::find(node, "source"), "endpoint"));
  header.receiver =
      read_party(bundle, json::find(destination, "receiver"), json::text_of(destination, "endpoint"));
  header.built = parse_time(json::text_of(&bundle.root(), "timestamp")).value_or(OutsideTime{});
  return header;
}

const json::Node* find_extension(const json::Node* in, View url) {
  const json::Node* list = json::find(in, "extension");
  if (list == nullptr || !list->is_array()) return nullptr;
  for (const json::Node* item = list->first; item != nullptr; item = item->next) {
    if (json::text_of(item, "url") == url) return item;
  }
  return nullptr;
}

uint32_t count_extensions(const json::Node* in, View url) {
  const json::Node* list = json::find(in, "extension");
  if (list == nullptr || !list->is_array()) return 0;
  uint32_t count = 0;
  for (const json::Node* item = list->first; item != nullptr; item = item->next) {
    if (json::text_of(item, "url") == url) ++count;
  }
  return count;
}

bool Chain::names(View message_id) const {
  return std::binary_search(targets.begin(), targets.end(), message_id);
}

const Link* Chain::find(View message_id) const {
  if (message_id.empty() || !names(message_id)) return nullptr;
  const auto place =
      std::find_if(links.begin(), links.end(), [&](const Link& link) { return link.target == message_id; });
  return &*place;
}

const Link* Chain::latest() const {
  if (current != nullptr) return current;
  return links.empty() ? nullptr : &links.back();
}

Chain read_chain(const Bundle& bundle, View message_id) {
  Chain chain;
  for (const Resource& resource : bundle.resources()) {
    if (resource.type == "Provenance") chain.links.push_back(read_link(resource));
  }
  const auto is_current = [&](const Link& link) { return !message_id.empty() && link.target == message_id; };
  std::sort(chain.links.begin(), chain.links.end(), [&](const Link& a, const Link& b) {
    if (is_current(a) != is_current(b)) return is_current(b);
    if (a.occurred.at != b.occurred.at) return a.occurred.at < b.occurred.at;
    return a.resource < b.resource;  // as they stand in the Bundle
  });
  for (const Link& link : chain.links) {
    chain.targets.push_back(link.target);
    if (!is_current(link)) continue;
    ++chain.current_count;
    chain.current = &link;
  }
  std::sort(chain.targets.begin(), chain.targets.end());
  return chain;
}

const json::Node* sent_node(const Chain& chain) {
  return json::find(chain.current->resource->node, "occurredDateTime");
}

void check_envelope_references(const Bundle& bundle, const Chain& chain, Report& report) {
  const json::Node* header = bundle.header()->node;
  bundle.require(report, header, "sender", "Organization");
  const json::Node* destinations = json::find(header, "destination");
  if (destinations != nullptr && destinations->is_array()) {
    for (const json::Node* item = destinations->first; item != nullptr; item = item->next) {
      bundle.require(report, item, "receiver", "Organization");
    }
  }
  for (const Link& link : chain.links) {
    const json::Node* agents = json::find(link.resource->node, "agent");
    if (agents == nullptr || !agents->is_array()) continue;
    for (const json::Node* agent = agents->first; agent != nullptr; agent = agent->next) {
      // What others wrote earlier is copied, and official senders leave its organisations out.
      if (&link == chain.current) {
        bundle.require(report, agent, "who", "Organization");
      } else {
        bundle.require(report, agent, "who", "Organization", "reference-unresolved-old");
      }
    }
  }
}

namespace {

void check_destination_elements(const json::Node* destination, Report& report) {
  static constexpr Element elements[] = {
      {"endpoint", 1, 1, Shape::text, "destination-endpoint-required"},
      {"receiver", 1, 1, Shape::object, "receiver-required"},
      {"receiver.reference", 1, 1, Shape::text, "receiver-required"},
      {"extension", 0, many, Shape::objects, "destination-use-required"},
  };
  check_elements(report, destination, elements);
  const uint32_t uses = count_extensions(destination, destination_use_extension);
  if (uses != 1) {
    report.add("destination-use-required", destination, "extension",
               "Exactly one extension that tells the use of the destination was expected, found " +
                   std::to_string(uses) + ".");
    return;
  }
  static constexpr Element use_elements[] = {
      {"valueCoding", 1, 1, Shape::object, "destination-use-required"},
      {"valueCoding.code", 1, 1, Shape::text, "destination-use-required"},
  };
  check_elements(report, find_extension(destination, destination_use_extension), use_elements);
}

void check_provenance_elements(const json::Node* provenance, Report& report) {
  static constexpr Element elements[] = {
      {"target", 1, 1, Shape::objects, "provenance-target-one"},
      {"occurredDateTime", 1, 1, Shape::time, "provenance-occurred-required"},
      {"recorded", 1, 1, Shape::time, "provenance-recorded-required"},
      {"activity", 1, 1, Shape::object, "provenance-activity-required"},
      {"activity.coding", 1, many, Shape::objects, "provenance-activity-required"},
      {"agent", 1, many, Shape::objects, "provenance-agent-required"},
      {"entity", 0, many, Shape::objects, "provenance-entity-what"},
  };
  check_elements(report, provenance, elements);
  const json::Node* target = json::at(json::find(provenance, "target"), 0);
  if (target != nullptr && target->is_object() &&
      id_in_reference(json::text_of(target, "reference"), "MessageHeader").empty()) {
    report.add("provenance-target-one", target, "reference",
               "MessageHeader/<id> was expected, found something else.");
  }
  static constexpr Element agent_elements[] = {{"who", 1, 1, Shape::object, "provenance-agent-required"}};
  const json::Node* agents = json::find(provenance, "agent");
  if (agents != nullptr && agents->is_array()) {
    for (const json::Node* agent = agents->first; agent != nullptr; agent = agent->next) {
      check_elements(report, agent, agent_elements);
    }
  }
  static constexpr Element entity_elements[] = {{"what", 1, 1, Shape::object, "provenance-entity-what"}};
  const json::Node* entities = json::find(provenance, "entity");
  if (entities != nullptr && entities->is_array()) {
    for (const json::Node* entity = entities->first; entity != nullptr; entity = entity->next) {
      check_elements(report, entity, entity_elements);
    }
  }
}

}  // namespace

void check_envelope_elements(const Bundle& bundle, const Chain& chain, Report& report) {
  static constexpr Element elements[] = {
      {"eventCoding", 1, 1, Shape::object, "event-required"},
      {"eventCoding.code", 1, 1, Shape::text, "event-required"},
      {"destination", 1, many, Shape::objects, "destination-one"},
      {"sender", 1, 1, Shape::object, "sender-required"},
      {"sender.reference", 1, 1, Shape::text, "sender-required"},
      {"source", 1, 1, Shape::object, "source-required"},
      {"source.endpoint", 1, 1, Shape::text, "source-required"},
  };
  const json::Node* header = bundle.header()->node;
  check_elements(report, header, elements);
  const json::Node* destinations = json::find(header, "destination");
  if (destinations != nullptr && destinations->is_array()) {
    for (const json::Node* item = destinations->first; item != nullptr; item = item->next) {
      if (item->is_object()) check_destination_elements(item, report);
    }
  }
  for (const Link& link : chain.links) check_provenance_elements(link.resource->node, report);
  if (chain.links.empty()) {
    report.add("provenance-required", json::find(&bundle.root(), "entry"),
               "At least one Provenance was expected, found none.");
  } else if (chain.current_count != 1) {
    report.add("provenance-current-one", json::find(&bundle.root(), "entry"),
               "Exactly one Provenance whose target is this MessageHeader was expected, found " +
                   std::to_string(chain.current_count) + ".");
  }
}

void check_envelope_codes(const Bundle& bundle, const Chain& chain, Report& report) {
  const json::Node* destinations = json::find(bundle.header()->node, "destination");
  for (const json::Node* item = destinations->first; item != nullptr; item = item->next) {
    const json::Node* coding = json::find(find_extension(item, destination_use_extension), "valueCoding");
    const View code = json::text_of(coding, "code");
    if (json::text_of(coding, "system") != destination_use_system || (code != "primary" && code != "cc")) {
      report.add(
          "destination-use-code", coding, "code",
          "The code \"primary\" of medcom-messaging-destinationUse was expected, " + found(code) + ".");
    }
  }
  for (const Link& link : chain.links) {
    const json::Node* node = link.resource->node;
    if (!is_activity(link.activity)) {
      report.add("provenance-activity-code", json::find(node, "activity"), "coding",
                 "A code of medcom-messaging-activityCodes was expected, " + found(link.activity) + ".");
    }
  }
}

void check_destination_primary(const Bundle& bundle, Report& report) {
  const json::Node* destinations = json::find(bundle.header()->node, "destination");
  uint32_t primary = 0;
  for (const json::Node* item = destinations->first; item != nullptr; item = item->next) {
    const json::Node* coding = json::find(find_extension(item, destination_use_extension), "valueCoding");
    if (json::text_of(coding, "code") == "primary") {
      ++primary;
    } else {
      report.add("destination-primary", item,
                 "This message has no copy receivers, but a destination \"cc\" was found.");
    }
  }
  if (primary != 1) {
    report.add("destination-one", destinations,
               "Exactly one primary destination was expected, found " + std::to_string(primary) + ".");
  }
}

namespace {

void check_endpoint(const json::Node* in, const Resource* organisation, Report& report) {
  const View sor = sor_of_endpoint(json::text_of(in, "endpoint"));
  if (organisation != nullptr && !sor.empty() && sor == read_organisation(*organisation).sor) return;
  report.add("endpoint-sor", in, "endpoint",
             "The endpoint should be https://sor2.sum.dsdn.dk/#id= and the organisation's own SOR id; found "
             "another.");
}

}  // namespace

void check_envelope_use(const Bundle& bundle, const Chain& chain, Report& report) {
  const json::Node* header = bundle.header()->node;
  check_endpoint(json::find(header, "source"), bundle.resolve(json::find(header, "sender"), "Organization"),
                 report);
  const json::Node* destination = first_destination(header);
  check_endpoint(destination, bundle.resolve(json::find(destination, "receiver"), "Organization"), report);

  if (chain.current != nullptr) {
    const json::Node* provenance = chain.current->resource->node;
    const auto recorded = parse_time(json::text_of(provenance, "recorded"));
    if (recorded && recorded->at != chain.current->occurred.at) {
      report.add("times-order", provenance, "recorded",
                 "recorded should be the same time as occurredDateTime; found another.");
    }
    const auto built = parse_time(json::text_of(&bundle.root(), "timestamp"));
    if (built && built->at > chain.current->occurred.at) {
      report.add("times-order", &bundle.root(), "timestamp",
                 "The Bundle should be built no later than it was sent; found a later time.");
    }
  }
  check_narrative(bundle, report);
}

void check_identifier_use(const json::Node& identifier, Report& report) {
  const View use = json::text_of(&identifier, "use");
  if (json::find(&identifier, "use") == nullptr || use == "official") return;
  report.add("identifier-use", &identifier, "use",
             "The use \"official\" or none was expected, " + found(use) + ".");
}

void check_organisation(const Resource* resource, Numbers numbers, Report& report) {
  if (resource == nullptr) return;
  static constexpr Element elements[] = {
      {"identifier", 1, many, Shape::objects, "organization-sor-one"},
      {"name", 0, 1, Shape::text, "element-shape"},
  };
  check_elements(report, resource->node, elements);
  const json::Node* list = json::find(resource->node, "identifier");
  if (list == nullptr || !list->is_array()) return;
  for (const json::Node* item = list->first; item != nullptr; item = item->next) {
    const View system = json::text_of(item, "system");
    if (system == sor_system || system == gln_system) check_identifier_use(*item, report);
  }
  const uint32_t sors = count_identifiers(resource->node, sor_system);
  if (sors != 1) {
    report.add(
        "organization-sor-one", resource->node, "identifier",
        "Exactly one SOR id (urn:oid:1.2.208.176.1.1) was expected, found " + std::to_string(sors) + ".");
  }
  const uint32_t glns = count_identifiers(resource->node, gln_system);
  if (glns > 1 || (glns == 0 && numbers == Numbers::sor_and_gln)) {
    report.add("organization-gln-one", resource->node, "identifier",
               "Exactly one location number (https://www.gs1.org/gln) was expected, found " +
                   std::to_string(glns) + ".");
  }
}

void check_organisation_numbers(const Bundle& bundle, Report& report) {
  for (const Resource& resource : bundle.resources()) {
    if (resource.type != "Organization") continue;
    const json::Node* list = json::find(resource.node, "identifier");
    if (list == nullptr || !list->is_array()) continue;
    for (const json::Node* item = list->first; item != nullptr; item = item->next) {
      const View system = json::text_of(item, "system"), value = json::text_of(item, "value");
      if (system == sor_system && !valid_sor(value)) {
        report.add("sor-format", item, "value", "A SOR id is 11 to 19 digits; found something else.");
      }
      if (system == gln_system && !valid_gln(value)) {
        report.add("gln-format", item, "value",
                   "A location number is 13 digits with a right check digit; found something else.");
      }
    }
  }
}

void check_profile(const json::Node* node, View name, Report& report) {
  const json::Node* list = json::find(json::find(node, "meta"), "profile");
  for (const json::Node* item = list != nullptr && list->is_array() ? list->first : nullptr; item != nullptr;
       item = item->next) {
    const View profile = item->is_string() ? item->text : View();
    const View without_version = profile.substr(0, profile.find('|'));
    if (without_version.starts_with(profile_base) && without_version.ends_with(name)) return;
  }
  report.add("profile", node, "meta.profile",
             "meta.profile should name " + std::string(name) + " under " + std::string(profile_base) +
                 "; found no such.");
}

void check_profile(const Resource* resource, View name, Report& report) {
  if (resource != nullptr) check_profile(resource->node, name, report);
}

}  // namespace klynge::message
