#include "message/care_communication.h"

#include <algorithm>

#include "message/codes.h"
#include "message/parts.h"

namespace klynge::message {

namespace {

const json::Node* extension_value(const json::Node* in, View url, View member) {
  return json::find(find_extension(in, url), member);
}

// A reference in `in` to a person in a role, or to a team.
const Resource* resolve_correspondent(const Bundle& bundle, const json::Node* reference) {
  const Resource* person = bundle.resolve(reference, "PractitionerRole");
  return person != nullptr ? person : bundle.resolve(reference, "CareTeam");
}

// The parts of a letter, found once. Any may be absent until the checks have passed.
struct Parts {
  const Bundle& bundle;
  const Chain& chain;
  const json::Node* header;
  const json::Node* letter;  // the Communication
  const Resource* patient;
  const Resource* encounter;
  const json::Node* sender_reference;  // in particular; recipient likewise
  const json::Node* recipient_reference;
};

Parts parts_of(const Bundle& bundle, const Chain& chain) {
  const json::Node* header = bundle.header()->node;
  const Resource* focus = bundle.resolve(json::at(json::find(header, "focus"), 0), "Communication");
  const json::Node* letter = focus != nullptr ? focus->node : nullptr;
  return {.bundle = bundle,
          .chain = chain,
          .header = header,
          .letter = letter,
          .patient = bundle.resolve(json::find(letter, "subject"), "Patient"),
          .encounter = bundle.resolve(json::find(letter, "encounter"), "Encounter"),
          .sender_reference = extension_value(letter, sender_extension, "valueReference"),
          .recipient_reference = json::first_of(letter, "recipient")};
}

const Resource* receiver_of(const Parts& parts) {
  return parts.bundle.resolve(json::find(json::first_of(parts.header, "destination"), "receiver"),
                              "Organization");
}

const Resource* sender_of(const Parts& parts) {
  return parts.bundle.resolve(json::find(parts.header, "sender"), "Organization");
}

const json::Node* payloads_of(const Parts& parts) {
  return json::first_of(parts.letter, "payload");
}

bool is_text(const json::Node* payload) {
  return json::find(payload, "contentString") != nullptr;
}

bool is_attachment(const json::Node* payload) {
  return json::find(payload, "contentAttachment") != nullptr;
}

View segment_id(const json::Node* payload) {
  return json::text_of(extension_value(payload, identifier_extension, "valueIdentifier"), "value");
}

const Resource* author_of(const Parts& parts, const json::Node* payload) {
  return parts.bundle.resolve(extension_value(payload, author_extension, "valueReference"),
                              "PractitionerRole");
}

// --- level 2 ---

void check_correspondent_reference(const Bundle& bundle, const json::Node* reference, Report& report) {
  if (reference == nullptr || resolve_correspondent(bundle, reference) != nullptr) return;
  report.add(
      "reference-unresolved", reference,
      "A reference to PractitionerRole/<id> or CareTeam/<id> of this Bundle was expected; found one that "
      "leads nowhere in it.");
}

void check_references(const Parts& parts, Report& report) {
  check_envelope_references(parts.bundle, parts.chain, report);
  if (parts.letter == nullptr) return check_focus(parts.header, nullptr, "Communication", report);
  parts.bundle.require(report, parts.letter, "subject", "Patient");
  parts.bundle.require(report, parts.letter, "encounter", "Encounter");
  check_correspondent_reference(parts.bundle, parts.sender_reference, report);
  check_correspondent_reference(parts.bundle, parts.recipient_reference, report);
  for (const json::Node* payload = payloads_of(parts); payload != nullptr; payload = payload->next) {
    parts.bundle.require(report, find_extension(payload, author_extension), "valueReference",
                         "PractitionerRole");
  }
}

// --- level 3 ---

void check_header_elements(const Parts& parts, Report& report) {
  static constexpr Element elements[] = {
      {"focus", 1, 1, Shape::objects, "CC-focus-one"},
      {"definition", 1, 1, Shape::text, "CC-definition"},
  };
  check_elements(report, parts.header, elements);
  check_definition(parts.header, letter_definition, "CC-definition", "CareCommunication in a version 5",
                   report);
}

void check_letter_elements(const Parts& parts, Report& report) {
  static constexpr Element elements[] = {
      {"identifier", 1, 1, Shape::objects, "CC-thread-id-one"},
      {"status", 1, 1, Shape::text, "CC-status"},
      {"category", 1, 1, Shape::objects, "CC-category-one"},
      {"priority", 0, 1, Shape::text, "element-shape"},
      {"subject", 1, 1, Shape::object, "CC-subject-required"},
      {"subject.reference", 1, 1, Shape::text, "CC-subject-required"},
      {"topic", 0, 1, Shape::object, "element-shape"},
      {"topic.text", 1, 1, Shape::text, "CC-topic-text"},
      {"encounter", 0, 1, Shape::object, "element-shape"},
      {"recipient", 0, 1, Shape::objects, "CC-recipient-one"},
      {"extension", 0, many, Shape::objects, "element-shape"},
      {"payload", 1, many, Shape::objects, "CC-text-required"},
  };
  check_elements(report, parts.letter, elements);
  static constexpr Element identifier_elements[] = {{"value", 1, 1, Shape::text, "CC-thread-id-one"}};
  if (const json::Node* identifier = json::first_of(parts.letter, "identifier"))
    check_elements(report, identifier, identifier_elements);
  static constexpr Element category_elements[] = {{"coding", 1, 1, Shape::objects, "CC-category-one"}};
  static constexpr Element coding_elements[] = {
      {"system", 1, 1, Shape::text, "CC-category-one"},
      {"code", 1, 1, Shape::text, "CC-category-one"},
  };
  if (const json::Node* category = json::first_of(parts.letter, "category")) {
    check_elements(report, category, category_elements);
    if (const json::Node* coding = json::first_of(category, "coding"))
      check_elements(report, coding, coding_elements);
  }
  const View status = json::text_of(parts.letter, "status");
  if (!status.empty() && status != "unknown")
    report.add("CC-status", parts.letter, "status", "\"unknown\" was expected, " + found(status) + ".");
  if (const uint32_t senders = count_extensions(parts.letter, sender_extension); senders > 1) {
    report.add("CC-sender-one", parts.letter, "extension",
               "At most one specific sender was expected, found " + std::to_string(senders) + ".");
  }
}

void check_count(const json::Node* payload, View url, uint32_t min, RuleId rule, View what, Report& report) {
  const uint32_t count = count_extensions(payload, url);
  if (count >= min && count <= 1) return;
  report.add(rule, payload, "extension",
             std::string(min == 1 ? "Exactly one " : "At most one ") + std::string(what) +
                 " was expected, found " + (count == 0 ? "none" : std::to_string(count)) + ".");
}

void check_extension_values(const json::Node* payload, Report& report) {
  static constexpr Element date[] = {{"valueDateTime", 1, 1, Shape::time, "CC-segment-date"}};
  static constexpr Element identifier[] = {
      {"valueIdentifier", 1, 1, Shape::object, "CC-segment-id"},
      {"valueIdentifier.value", 1, 1, Shape::text, "CC-segment-id"},
      {"valueIdentifier.assigner", 1, 1, Shape::object, "CC-segment-id"},
  };
  static constexpr Element author[] = {{"valueReference", 1, 1, Shape::object, "CC-segment-author"}};
  static constexpr Element contact[] = {
      {"valueContactPoint", 1, 1, Shape::object, "CC-segment-contact"},
      {"valueContactPoint.system", 1, 1, Shape::text, "CC-segment-contact"},
      {"valueContactPoint.value", 1, 1, Shape::text, "CC-segment-contact"},
  };
  if (const auto* one = find_extension(payload, date_extension)) check_elements(report, one, date);
  if (const auto* one = find_extension(payload, identifier_extension))
    check_elements(report, one, identifier);
  if (const auto* one = find_extension(payload, author_extension)) check_elements(report, one, author);
  if (const auto* one = find_extension(payload, contact_extension)) check_elements(report, one, contact);
}

void check_segment_elements(const json::Node* payload, Report& report) {
  if (is_text(payload) == is_attachment(payload)) {
    report.add(
        "CC-segment-content", payload, "content",
        "Either a text (contentString) or an attachment (contentAttachment) was expected; found another.");
    return;
  }
  const uint32_t by = is_text(payload) ? 1 : 0;
  check_count(payload, date_extension, 1, "CC-segment-date", "date of the segment", report);
  check_count(payload, identifier_extension, 1, "CC-segment-id", "identifier of the segment", report);
  check_count(payload, author_extension, by, "CC-segment-author", "author of the segment", report);
  check_count(payload, contact_extension, by, "CC-segment-contact", "phone number of the author", report);
  check_extension_values(payload, report);
  static constexpr Element text[] = {{"contentString", 1, 1, Shape::text, "CC-segment-content"}};
  static constexpr Element attachment[] = {
      {"contentAttachment", 1, 1, Shape::object, "CC-segment-content"},
      {"contentAttachment.title", 1, 1, Shape::text, "CC-attachment-title"},
      {"contentAttachment.contentType", 0, 1, Shape::text, "element-shape"},
      {"contentAttachment.data", 0, 1, Shape::text, "element-shape"},
      {"contentAttachment.url", 0, 1, Shape::text, "element-shape"},
  };
  if (is_text(payload)) return check_elements(report, payload, text);
  check_elements(report, payload, attachment);
}

void check_segments(const Parts& parts, Report& report) {
  bool has_text = false;
  for (const json::Node* payload = payloads_of(parts); payload != nullptr; payload = payload->next) {
    if (!payload->is_object()) continue;  // told
    has_text |= is_text(payload);
    check_segment_elements(payload, report);
  }
  if (!has_text && payloads_of(parts) != nullptr)
    report.add("CC-text-required", parts.letter, "payload",
               "At least one text was expected, found only attachments.");
}

void check_team_elements(const Parts& parts, Report& report) {
  static constexpr Element elements[] = {
      {"name", 1, 1, Shape::text, "CC-team-name"},
      {"managingOrganization", 0, 1, Shape::objects, "element-shape"},
  };
  for (const Resource& resource : parts.bundle.resources())
    if (resource.type == "CareTeam") check_elements(report, resource.node, elements);
}

void check_provenances(const Parts& parts, Report& report) {
  static constexpr Element identifier[] = {
      {"identifier", 1, 1, Shape::object, "CC-provenance-source"},
      {"identifier.value", 1, 1, Shape::text, "CC-provenance-source"},
  };
  for (const Link& link : parts.chain.links) {
    uint32_t sources = 0, before = 0;
    for (const json::Node* one = json::first_of(link.resource->node, "entity"); one != nullptr;
         one = one->next) {
      before += json::text_of(one, "role") == "revision";
      if (json::text_of(one, "role") != "source") continue;
      ++sources;
      if (const json::Node* what = json::find(one, "what")) check_elements(report, what, identifier);
    }
    if (sources == 0)
      report.add("CC-provenance-source", link.resource->node, "entity",
                 "At least one segment that the letter added was expected (role \"source\"), found none.");
    if (before > 1)
      report.add("CC-provenance-one-before", link.resource->node, "entity",
                 "At most one earlier message was expected (role \"revision\"), found " +
                     std::to_string(before) + ".");
  }
}

void check_organisations(const Parts& parts, Report& report) {
  const Resource* agent =
      parts.chain.current == nullptr
          ? nullptr
          : parts.bundle.find("Organization", id_in_reference(parts.chain.current->agent, "Organization"));
  const Resource* messaging[] = {sender_of(parts), receiver_of(parts), agent};
  for (const Resource& resource : parts.bundle.resources()) {
    if (resource.type != "Organization") continue;
    const bool sends = std::ranges::find(messaging, &resource) != std::end(messaging);
    check_organisation(&resource, sends ? Numbers::sor_and_gln : Numbers::sor, report);
  }
}

// --- level 4 ---

void check_provenance_codes(const Parts& parts, Report& report) {
  for (const Link& link : parts.chain.links) {
    if (!letter_kind_of(link.activity) && is_activity(link.activity))
      report.add("CC-activity-code", json::find(link.resource->node, "activity"), "coding",
                 "new-message, reply-message or forward-message was expected, " + found(link.activity) + ".");
    for (const json::Node* one = json::first_of(link.resource->node, "entity"); one != nullptr;
         one = one->next) {
      const View role = json::text_of(one, "role");
      if (role == "revision" || role == "source") continue;
      report.add("CC-entity-role", one, "role",
                 "The role \"revision\" or \"source\" was expected, " + found(role) + ".");
    }
  }
}

void check_codes(const Parts& parts, Report& report) {
  check_envelope_codes(parts.bundle, parts.chain, report);
  check_provenance_codes(parts, report);
  const json::Node* coding = json::first_of(json::first_of(parts.letter, "category"), "coding");
  const View category = json::text_of(coding, "code");
  if (json::text_of(coding, "system") != category_system || category_of(category) == nullptr)
    report.add("CC-category-code", coding, "code",
               "A code of medcom-careCommunication-categoryCodes was expected, " + found(category) + ".");
  const View priority = json::text_of(parts.letter, "priority");
  if (!priority.empty() && priority != "routine" && priority != "asap")
    report.add("CC-priority-code", parts.letter, "priority",
               "routine or asap was expected, " + found(priority) + ".");
  for (const json::Node* payload = payloads_of(parts); payload != nullptr; payload = payload->next) {
    const json::Node* attachment = json::find(payload, "contentAttachment");
    check_attachment_type(attachment, report);
    const json::Node* contact = extension_value(payload, contact_extension, "valueContactPoint");
    if (contact != nullptr && json::text_of(contact, "system") != "phone")
      report.add("CC-segment-contact", contact, "system",
                 "\"phone\" was expected, " + found(json::text_of(contact, "system")) + ".");
  }
}

// --- level 5 ---

// medcom-careCommunication-7, -8 and -13, of each author by itself.
void check_author(const Parts& parts, const Resource* author, Report& report) {
  const json::Node* practitioner = json::find(author->node, "practitioner");
  if (!has_any_name(parts.bundle.resolve(practitioner, "Practitioner")))
    report.add("CC-author-name", author->node, "practitioner",
               "A reference to a Practitioner of this Bundle with a name was expected; found none.");
  const json::Node* role = json::first_of(author->node, "code");
  const bool coded = !json::text_of(json::first_of(role, "coding"), "code").empty();
  const bool worded = !json::text_of(role, "text").empty();
  if (coded == worded)
    report.add("CC-author-role", author->node, "code",
               std::string("The author's role as a code or as text was expected, found ") +
                   (coded ? "both." : "neither."));
}

bool is_at(const Parts& parts, const Resource* correspondent, const Resource* organisation) {
  const json::Node* node = correspondent->node;
  if (organisation == nullptr) return false;
  if (parts.bundle.resolve(json::find(node, "organization"), "Organization") == organisation) return true;
  for (const json::Node* one = json::first_of(node, "managingOrganization"); one != nullptr; one = one->next)
    if (parts.bundle.resolve(one, "Organization") == organisation) return true;
  return false;
}

// medcom-careCommunication-11 and -12, by id.
void check_place(const Parts& parts, const json::Node* reference, const Resource* organisation, RuleId rule,
                 View whose, Report& report) {
  const Resource* correspondent = resolve_correspondent(parts.bundle, reference);
  if (correspondent == nullptr || is_at(parts, correspondent, organisation)) return;
  report.add(rule, correspondent->node,
             "The organisation of the specific " + std::string(whose) +
                 " should be that of the MessageHeader; found another or none.");
}

void check_invariants(const Parts& parts, Report& report) {
  check_destination_primary(parts.bundle, report);
  const View category =
      json::text_of(json::first_of(json::first_of(parts.letter, "category"), "coding"), "code");
  if (category != "regarding-referral" && json::find(parts.letter, "priority") != nullptr)
    report.add("CC-priority", parts.letter, "priority",
               "A priority was expected with the category regarding-referral only, " + found(category) + ".");
  if (category == "other" && json::find(parts.letter, "topic") == nullptr)
    report.add("CC-topic-required", parts.letter, "topic",
               "With the category \"other\" a topic was expected, found none.");
  for (const Resource& resource : parts.bundle.resources())
    if (resource.type == "PractitionerRole") check_author(parts, &resource, report);
  check_place(parts, parts.sender_reference, sender_of(parts), "CC-sender-organisation", "sender", report);
  check_place(parts, parts.recipient_reference, receiver_of(parts), "CC-recipient-organisation", "recipient",
              report);
  if (parts.encounter != nullptr && read_episodes(parts.encounter->node).empty())
    report.add("CC-encounter-episode", parts.encounter->node, "episodeOfCare",
               "An Encounter carries the id of an episode of care, found none.");
  const Resource* any = parts.bundle.first("Encounter");
  if (any != nullptr && any != parts.encounter)
    report.add("CC-encounter-reference", any->node,
               "The letter should refer to the Encounter that comes with it; found another or no reference.");
}

// --- level 6: only warnings ---

bool is_phone(View number) {
  if (number.starts_with('+')) number.remove_prefix(1);
  return !number.empty() &&
         std::ranges::all_of(number, [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == ' '; });
}

void check_new_segments(const Parts& parts, Report& report) {
  std::vector<View> added, here;
  for (const json::Node* one = json::first_of(parts.chain.current->resource->node, "entity"); one != nullptr;
       one = one->next)
    if (json::text_of(one, "role") == "source")
      added.push_back(json::text_of(json::find(json::find(one, "what"), "identifier"), "value"));
  for (const json::Node* one = payloads_of(parts); one != nullptr; one = one->next)
    here.push_back(segment_id(one));
  for (const View id : added) {
    if (std::ranges::find(here, id) != here.end()) continue;
    report.add("CC-source-unknown", json::find(parts.chain.current->resource->node, "entity"),
               "Each segment that the Provenance names should be in the letter; found one that is not.");
    break;
  }
  for (const json::Node* one = payloads_of(parts); one != nullptr; one = one->next) {
    const json::Node* attachment = json::find(one, "contentAttachment");
    const bool is_new = std::ranges::find(added, segment_id(one)) != added.end();
    const bool empty = json::text_of(attachment, "data").empty() && json::text_of(attachment, "url").empty();
    if (attachment != nullptr && is_new && empty)
      report.add("CC-attachment-empty", attachment,
                 "An attachment that this letter brings should have data or an address; found neither.");
  }
}

void check_narrative_status(const Parts& parts, Report& report) {
  for (const Resource& resource : parts.bundle.resources()) {
    const View status = json::text_of(json::find(resource.node, "text"), "status");
    if (status.empty() || status == "generated" || status == "extensions") continue;
    return report.add("CC-narrative-status", json::find(resource.node, "text"), "status",
                      "generated or extensions was expected, " + found(status) + ".");
  }
}

void check_use(const Parts& parts, Report& report) {
  const Link& current = *parts.chain.current;
  const bool is_new = current.activity == "new-message";
  if (is_new == !current.previous.empty())
    report.add("CC-entity-before", current.resource->node, "entity",
               is_new ? "A new letter answers no earlier message, but one is named."
                      : "The message that this one answers or forwards should be named; found none.");
  check_new_segments(parts, report);
  for (const json::Node* one = payloads_of(parts); one != nullptr; one = one->next) {
    const json::Node* contact = extension_value(one, contact_extension, "valueContactPoint");
    if (contact == nullptr || is_phone(json::text_of(contact, "value"))) continue;
    report.add("CC-contact-number", contact, "value",
               "A phone number has digits, blanks and hyphens, and may begin with +; found something else.");
  }
  check_chain_gaps(parts.chain, report);
  check_profile(&parts.bundle.root(), "medcom-careCommunication-message", report);
  check_profile(parts.bundle.header(), "medcom-careCommunication-messageHeader", report);
  check_narrative_status(parts, report);
  check_envelope_use(parts.bundle, parts.chain, report);
}

// --- level 7 ---

bool is_urn_uuid(View value) {
  return value.starts_with("urn:uuid:") && looks_like_uuid(value.substr(9));
}

void check_numbers(const Parts& parts, Report& report) {
  check_patient_numbers(parts.patient, "CC-patient-identifier", report);
  if (parts.encounter != nullptr) check_episode_numbers(parts.encounter->node, "CC-episode-uuid", report);
  const json::Node* thread = json::first_of(parts.letter, "identifier");
  if (!is_urn_uuid(json::text_of(thread, "value")))
    report.add("CC-uuid-format", thread, "value",
               "urn:uuid: and a lower-case UUID were expected; found another form.");
  for (const json::Node* one = payloads_of(parts); one != nullptr; one = one->next)
    if (!is_urn_uuid(segment_id(one)))
      report.add("CC-uuid-format", extension_value(one, identifier_extension, "valueIdentifier"), "value",
                 "urn:uuid: and a lower-case UUID were expected; found another form.");
  check_organisation_numbers(parts.bundle, report);
}

// --- what it says ---

std::optional<Correspondent> read_correspondent(const Bundle& bundle, const json::Node* reference) {
  const Resource* resource = resolve_correspondent(bundle, reference);
  if (resource == nullptr) return std::nullopt;
  Correspondent read;
  read.id = resource->id;
  read.team = resource->type == "CareTeam";
  if (read.team) {
    read.name = json::text_of(resource->node, "name");
    return read;
  }
  const Resource* person = bundle.resolve(json::find(resource->node, "practitioner"), "Practitioner");
  if (person != nullptr) {
    PersonName name = read_name(person->node, true);
    read.family = std::move(name.family);
    read.given = std::move(name.given);
  }
  const json::Node* role = json::first_of(resource->node, "code");
  const json::Node* coding = json::first_of(role, "coding");
  read.role = json::text_of(coding, "code");
  if (!read.role.empty())
    read.role_system = json::text_of(coding, "system");
  else
    read.role = json::text_of(role, "text");
  return read;
}

Segment read_segment(const Parts& parts, const json::Node* payload) {
  Segment read;
  const json::Node* identifier = extension_value(payload, identifier_extension, "valueIdentifier");
  read.id = json::text_of(identifier, "value");
  if (const Resource* origin = parts.bundle.resolve(json::find(identifier, "assigner"), "Organization"))
    read.origin = read_organisation(*origin);
  read.at = time_of(find_extension(payload, date_extension), "valueDateTime").value_or(OutsideTime{});
  if (author_of(parts, payload) != nullptr)
    read.author =
        read_correspondent(parts.bundle, extension_value(payload, author_extension, "valueReference"));
  read.phone = json::text_of(extension_value(payload, contact_extension, "valueContactPoint"), "value");
  read.attachment = is_attachment(payload);
  read.text = json::text_of(payload, "contentString");
  const json::Node* attachment = json::find(payload, "contentAttachment");
  read.title = json::text_of(attachment, "title");
  read.content_type = json::text_of(attachment, "contentType");
  read.url = json::text_of(attachment, "url");
  read.creation = json::text_of(attachment, "creation");
  read.data = json::text_of(attachment, "data");
  return read;
}

// What the conversion from XDIS91 puts where the older standard has nothing (SKA 4.1.4): a topic of its own,
// and an author without role or telephone.
bool looks_converted(const CareCommunication& letter) {
  if (letter.category != "other" || letter.kind != LetterKind::first) return false;
  if (letter.topic == "Ukendt emne") return true;
  return std::ranges::any_of(letter.segments, [](const Segment& segment) {
    return segment.author && segment.author->role == "ukendt" && segment.phone == "0000 0000";
  });
}

}  // namespace

std::optional<LetterKind> tell_letter(const Chain& chain) {
  return chain.current == nullptr ? std::nullopt : letter_kind_of(chain.current->activity);
}

void check_care_communication(const Bundle& bundle, const Chain& chain, Report& report) {
  const Parts parts = parts_of(bundle, chain);
  check_references(parts, report);
  if (report.failed()) return;

  check_envelope_elements(bundle, chain, report);
  check_header_elements(parts, report);
  check_patient_elements(bundle, parts.patient, "CC-patient-one", "CC-patient-identifier", report);
  if (parts.letter != nullptr) {
    check_letter_elements(parts, report);
    check_segments(parts, report);
  }
  check_team_elements(parts, report);
  check_provenances(parts, report);
  check_organisations(parts, report);
  if (report.failed()) return;

  check_codes(parts, report);
  if (report.failed()) return;

  check_invariants(parts, report);
  if (report.failed()) return;

  check_use(parts, report);
  check_numbers(parts, report);
}

CareCommunication read_care_communication(const Bundle& bundle, const Chain& chain, LetterKind kind) {
  const Parts parts = parts_of(bundle, chain);
  CareCommunication out;
  out.kind = kind;
  out.thread_id = json::text_of(json::first_of(parts.letter, "identifier"), "value").substr(9);
  out.numbers = read_patient_numbers(parts.patient);
  out.cpr = number_to_know_by(out.numbers);
  PersonName name = read_name(parts.patient->node);
  out.family = std::move(name.family);
  out.given = std::move(name.given);
  out.category = json::text_of(json::first_of(json::first_of(parts.letter, "category"), "coding"), "code");
  out.topic = json::text_of(json::find(parts.letter, "topic"), "text");
  out.priority = json::text_of(parts.letter, "priority");
  out.sender = read_correspondent(bundle, parts.sender_reference);
  out.recipient = read_correspondent(bundle, parts.recipient_reference);
  if (parts.encounter != nullptr) out.episodes = read_episodes(parts.encounter->node);
  for (const json::Node* one = payloads_of(parts); one != nullptr; one = one->next)
    out.segments.push_back(read_segment(parts, one));
  std::ranges::stable_sort(out.segments, {}, [](const Segment& one) { return one.at.at; });
  out.sent = chain.current->occurred;
  out.chain = read_links(chain);
  out.converted = looks_converted(out);
  return out;
}

}  // namespace klynge::message
