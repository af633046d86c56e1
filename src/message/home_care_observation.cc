#include "message/home_care_observation.h"

#include <algorithm>

#include "message/codes.h"
#include "message/parts.h"

namespace klynge::message {

namespace {

// The parts of a report, found once. Any may be absent until the checks have passed.
struct Parts {
  const Bundle& bundle;
  const Chain& chain;
  const json::Node* header;
  const json::Node* report;  // the DiagnosticReport
  const Resource* patient;
  const Resource* producer;   // who measured, as an organisation
  const Resource* requester;  // who asked for it
  const Resource* by;         // who measured, as a person in a role
};

const Resource* performer_of(const Bundle& bundle, const json::Node* report, View type) {
  for (const json::Node* one = json::first_of(report, "performer"); one != nullptr; one = one->next)
    if (const Resource* found = bundle.resolve(one, type)) return found;
  return nullptr;
}

Parts parts_of(const Bundle& bundle, const Chain& chain) {
  const json::Node* header = bundle.header()->node;
  const Resource* focus = bundle.resolve(json::at(json::find(header, "focus"), 0), "DiagnosticReport");
  const json::Node* report = focus != nullptr ? focus->node : nullptr;
  const json::Node* destination = json::first_of(header, "destination");
  return {.bundle = bundle,
          .chain = chain,
          .header = header,
          .report = report,
          .patient = bundle.resolve(json::find(report, "subject"), "Patient"),
          .producer = bundle.resolve(json::find(header, "sender"), "Organization"),
          .requester = bundle.resolve(json::find(destination, "receiver"), "Organization"),
          .by = performer_of(bundle, report, "PractitionerRole")};
}

template <class F>
void each_observation(const Parts& parts, F&& visit) {
  for (const json::Node* one = json::first_of(parts.report, "result"); one != nullptr; one = one->next)
    if (const Resource* found = parts.bundle.resolve(one, "Observation")) visit(found->node);
}

template <class F>
void each_file(const Parts& parts, F&& visit) {
  for (const json::Node* one = json::first_of(parts.report, "media"); one != nullptr; one = one->next)
    if (const Resource* found = parts.bundle.resolve(json::find(one, "link"), "Media")) visit(found->node);
}

const Resource* person_of(const Parts& parts) {
  const json::Node* reference = parts.by == nullptr ? nullptr : json::find(parts.by->node, "practitioner");
  return parts.bundle.resolve(reference, "Practitioner");
}

View phone_of(const Resource* person) {
  if (person == nullptr) return {};
  for (const json::Node* one = json::first_of(person->node, "telecom"); one != nullptr; one = one->next)
    if (json::text_of(one, "system") == "phone") return json::text_of(one, "value");
  return {};
}

bool is_withdrawn(const Parts& parts) {
  return tell_report(parts.chain) == NoteForm::annulment;
}

// The coding by which a measurement is known: NPU's or MedCom's own, else the first.
const json::Node* coding_of(const json::Node* observation) {
  const json::Node* first = json::first_of(json::find(observation, "code"), "coding");
  for (const json::Node* one = first; one != nullptr; one = one->next) {
    const View system = json::text_of(one, "system");
    if (system == npu_system || system == measurement_system) return one;
  }
  return first;
}

// --- level 2 ---

void check_all(const Parts& parts, const json::Node* in, View list, View inner, View type, Report& report) {
  for (const json::Node* one = json::first_of(in, list); one != nullptr; one = one->next) {
    const json::Node* reference = inner.empty() ? one : json::find(one, inner);
    if (reference == nullptr || parts.bundle.resolve(reference, type) != nullptr) continue;
    report.add("reference-unresolved", one,
               "A reference to " + std::string(type) +
                   "/<id> of this Bundle was expected; found one that leads nowhere in it.");
  }
}

void check_references(const Parts& parts, Report& report) {
  check_envelope_references(parts.bundle, parts.chain, report);
  if (parts.report == nullptr) return check_focus(parts.header, nullptr, "DiagnosticReport", report);
  parts.bundle.require(report, parts.report, "subject", "Patient");
  check_all(parts, parts.report, "result", "", "Observation", report);
  check_all(parts, parts.report, "media", "link", "Media", report);
  if (parts.by != nullptr) parts.bundle.require(report, parts.by->node, "practitioner", "Practitioner");
}

// --- level 3 ---

void check_header_elements(const Parts& parts, Report& report) {
  static constexpr Element elements[] = {
      {"focus", 1, 1, Shape::objects, "HCO-focus-one"},
      {"definition", 1, 1, Shape::text, "HCO-definition"},
  };
  check_elements(report, parts.header, elements);
  check_definition(parts.header, observation_definition, "HCO-definition",
                   "HomeCareObservation in a version 1", report);
}

void check_performers(const Parts& parts, Report& report) {
  const json::Node* performers = json::find(parts.report, "performer");
  const bool two = performers != nullptr && performers->is_array() && performers->count == 2;
  if (!two) return;  // told
  if (parts.by != nullptr && performer_of(parts.bundle, parts.report, "Organization") != nullptr) return;
  report.add("HCO-performers", parts.report, "performer",
             "The organisation that measured and the person who did were expected, each once; found another "
             "combination.");
}

void check_report_elements(const Parts& parts, Report& report) {
  static constexpr Element elements[] = {
      {"status", 1, 1, Shape::text, "HCO-report-status"},
      {"code", 1, 1, Shape::object, "HCO-report-code"},
      {"subject", 1, 1, Shape::object, "HCO-subject-required"},
      {"issued", 1, 1, Shape::time, "HCO-issued"},
      {"performer", 2, 2, Shape::objects, "HCO-performers"},
      {"result", 0, many, Shape::objects, "element-shape"},
      {"media", 0, many, Shape::objects, "element-shape"},
      {"conclusion", 0, 1, Shape::text, "element-shape"},
  };
  check_elements(report, parts.report, elements);
  const View status = json::text_of(parts.report, "status");
  if (!status.empty() && status != "final")
    report.add("HCO-report-status", parts.report, "status", "\"final\" was expected, " + found(status) + ".");
  check_performers(parts, report);
}

void check_observation_elements(const Parts& parts, Report& report) {
  static constexpr Element elements[] = {
      {"status", 1, 1, Shape::text, "HCO-observation-status"},
      {"code", 1, 1, Shape::object, "HCO-observation-code"},
      {"subject", 1, 1, Shape::object, "HCO-subject-required"},
      {"effectiveDateTime", 0, 1, Shape::time, "element-shape"},
      {"valueQuantity", 0, 1, Shape::object, "element-shape"},
      {"valueString", 0, 1, Shape::text, "element-shape"},
      {"note", 0, many, Shape::objects, "element-shape"},
  };
  each_observation(parts, [&](const json::Node* one) { check_elements(report, one, elements); });
}

void check_files(const Parts& parts, Report& report) {
  static constexpr Element elements[] = {
      {"identifier", 1, 1, Shape::objects, "HCO-media"},
      {"content", 1, 1, Shape::object, "HCO-media"},
      {"content.title", 1, 1, Shape::text, "HCO-media"},
      {"content.creation", 1, 1, Shape::text, "HCO-media"},
  };
  each_file(parts, [&](const json::Node* one) { check_elements(report, one, elements); });
}

void check_organisations(const Parts& parts, Report& report) {
  for (const Resource& resource : parts.bundle.resources()) {
    if (resource.type != "Organization") continue;
    const bool sends = &resource == parts.producer || &resource == parts.requester;
    check_organisation(&resource, sends ? Numbers::sor_and_gln : Numbers::sor, report);
  }
}

// --- level 4 ---

void check_codes(const Parts& parts, Report& report) {
  check_envelope_codes(parts.bundle, parts.chain, report);
  for (const Link& link : parts.chain.links) {
    if (report_form_of(link.activity) || !is_activity(link.activity)) continue;
    report.add("HCO-activity-code", json::find(link.resource->node, "activity"), "coding",
               "new-message, reply-message, modified-message or retract-message was expected, " +
                   found(link.activity) + ".");
  }
  each_file(parts, [&](const json::Node* one) { check_attachment_type(json::find(one, "content"), report); });
}

// --- level 5 ---

void check_practitioner(const Parts& parts, Report& report) {
  const bool coded =
      !json::text_of(json::first_of(json::first_of(parts.by->node, "code"), "coding"), "code").empty();
  const Resource* person = person_of(parts);
  if (coded && has_any_name(person) && !phone_of(person).empty()) return;
  report.add(
      "HCO-practitioner", parts.by->node,
      "Who measured was expected with a coded role, a name and a phone number; found one of them missing.");
}

void check_requester(const Parts& parts, Report& report) {
  const json::Node* contact =
      parts.requester == nullptr ? nullptr : json::first_of(parts.requester->node, "contact");
  const bool named = json::find(contact, "name") != nullptr;
  if (named || find_extension(contact, absent_reason_extension) != nullptr) return;
  report.add(
      "HCO-requester-contact", parts.requester == nullptr ? parts.header : parts.requester->node, "contact",
      "The initials of the doctor who asked, or that they are not known, were expected; found neither.");
}

void check_value(const json::Node* one, Report& report) {
  const json::Node* quantity = json::find(one, "valueQuantity");
  const json::Node* number = json::find(quantity, "value");
  const bool words = !json::text_of(one, "valueString").empty();
  if ((number != nullptr) == words)
    report.add(
        "HCO-value", one, "value",
        std::string("A value as a number or in words was expected, found ") + (words ? "both." : "neither."));
  const bool unit = !json::text_of(quantity, "unit").empty() || !json::text_of(quantity, "code").empty();
  if (number != nullptr && !unit)
    report.add("HCO-unit", quantity, "unit",
               "A unit or its code was expected with the number, found neither.");
}

void check_invariants(const Parts& parts, Report& report) {
  check_destination_primary(parts.bundle, report);
  check_practitioner(parts, report);
  check_requester(parts, report);
  if (!is_withdrawn(parts)) each_observation(parts, [&](const json::Node* one) { check_value(one, report); });
}

// --- level 6: only warnings ---

bool has_number(const Resource* organisation, View system) {
  if (organisation == nullptr) return false;
  for (const json::Node* one = json::first_of(organisation->node, "identifier"); one != nullptr;
       one = one->next)
    if (json::text_of(one, "system") == system) return true;
  return false;
}

void check_use(const Parts& parts, Report& report) {
  each_observation(parts, [&](const json::Node* one) {
    const View code = json::text_of(coding_of(one), "code");
    if (short_name_of(code).empty())
      report.add("HCO-code-unknown", one, "code",
                 "A code of MedCom's list of measurements was expected, " + found(code) + ".");
  });
  if (!has_number(parts.producer, producer_id_system))
    report.add("HCO-producer-number", parts.producer->node, "identifier",
               "The sender should have a ProducentID; found none.");
  if (!has_number(parts.requester, provider_number_system))
    report.add("HCO-requester-number", parts.requester->node, "identifier",
               "The receiver should have a ydernummer; found none.");
  const Link& current = *parts.chain.current;
  const bool follows = current.activity == "modified-message" || current.activity == "retract-message";
  if (follows && current.previous.empty())
    report.add("HCO-entity-before", current.resource->node, "entity",
               "The message that this one corrects or withdraws should be named; found none.");
  check_chain_gaps(parts.chain, report);
  check_profile(&parts.bundle.root(), "medcom-homecareobservation-message", report);
  check_profile(parts.bundle.header(), "medcom-homecareobservation-messageheader", report);
  check_envelope_use(parts.bundle, parts.chain, report);
}

// --- what it says ---

std::string comments_of(const json::Node* observation) {
  std::string all;
  for (const json::Node* one = json::first_of(observation, "note"); one != nullptr; one = one->next) {
    if (!all.empty()) all += ' ';
    all += json::text_of(one, "text");
  }
  return all;
}

Measurement read_measurement(const json::Node* one) {
  Measurement read;
  const json::Node* coding = coding_of(one);
  read.code = json::text_of(coding, "code");
  read.name = short_name_of(read.code);
  if (read.name.empty()) read.name = json::text_of(coding, "display");
  if (read.name.empty()) read.name = json::text_of(json::find(one, "code"), "text");
  const json::Node* quantity = json::find(one, "valueQuantity");
  if (const json::Node* number = json::find(quantity, "value")) {
    read.value = json::text_of(quantity, "comparator");
    read.value += number->text;
  } else {
    read.value = json::text_of(one, "valueString");
  }
  read.unit = json::text_of(quantity, "unit");
  if (read.unit.empty()) read.unit = json::text_of(quantity, "code");
  read.at = time_of(one, "effectiveDateTime").value_or(OutsideTime{});
  read.comment = comments_of(one);
  return read;
}

void read_people(const Parts& parts, HomeCareObservation& out) {
  if (const Resource* person = person_of(parts)) {
    const PersonName name = read_name(person->node, true);
    out.by = full_name(name.given, name.family);
    out.phone = phone_of(person);
  }
  const json::Node* role = json::first_of(parts.by->node, "code");
  const json::Node* coding = json::first_of(role, "coding");
  out.by_role = json::text_of(coding, "display");
  if (out.by_role.empty()) out.by_role = json::text_of(coding, "code");
  const json::Node* asked_by = json::find(json::first_of(parts.requester->node, "contact"), "name");
  const json::Node* given = json::at(json::find(asked_by, "given"), 0);
  if (given != nullptr) out.asked_by = given->text;
}

bool is_restricted(const Parts& parts) {
  for (const json::Node* one = json::first_of(json::find(parts.report, "meta"), "security"); one != nullptr;
       one = one->next)
    if (json::text_of(one, "code") == "R") return true;
  return false;
}

void put_line(std::string& out, std::initializer_list<View> fields) {
  bool first = true;
  for (const View field : fields) {
    if (!first) out += '\t';
    first = false;
    for (const char c : field) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  }
  out += '\n';
}

}  // namespace

std::optional<NoteForm> tell_report(const Chain& chain) {
  return chain.current == nullptr ? std::nullopt : report_form_of(chain.current->activity);
}

View report_word(NoteForm form) {
  switch (form) {
    case NoteForm::first:
    case NoteForm::by_hand:
      return "new";
    case NoteForm::correction:
      return "corrected";
    case NoteForm::annulment:
      return "withdrawn";
  }
  return "";
}

void check_home_care_observation(const Bundle& bundle, const Chain& chain, Report& report) {
  const Parts parts = parts_of(bundle, chain);
  check_references(parts, report);
  if (report.failed()) return;

  check_envelope_elements(bundle, chain, report);
  check_header_elements(parts, report);
  check_patient_elements(bundle, parts.patient, "HCO-patient-one", "HCO-patient-identifier", report);
  if (parts.report != nullptr) check_report_elements(parts, report);
  check_observation_elements(parts, report);
  check_files(parts, report);
  check_organisations(parts, report);
  if (report.failed()) return;

  check_codes(parts, report);
  if (report.failed()) return;

  check_invariants(parts, report);
  if (report.failed()) return;

  check_use(parts, report);
  check_patient_numbers(parts.patient, "HCO-patient-identifier", report);
  check_organisation_numbers(bundle, report);
}

HomeCareObservation read_home_care_observation(const Bundle& bundle, const Chain& chain, NoteForm form) {
  const Parts parts = parts_of(bundle, chain);
  HomeCareObservation out;
  out.form = form;
  out.numbers = read_patient_numbers(parts.patient);
  out.cpr = number_to_know_by(out.numbers);
  PersonName name = read_name(parts.patient->node);
  out.family = std::move(name.family);
  out.given = std::move(name.given);
  out.issued = time_of(parts.report, "issued").value_or(OutsideTime{});
  out.sent = chain.current->occurred;
  each_observation(parts, [&](const json::Node* one) { out.measurements.push_back(read_measurement(one)); });
  out.conclusion = json::text_of(parts.report, "conclusion");
  read_people(parts, out);
  each_file(parts, [&](const json::Node* one) {
    out.files.emplace_back(json::text_of(json::find(one, "content"), "title"));
  });
  out.restricted = is_restricted(parts);
  out.chain = read_links(chain);
  return out;
}

const json::Node* issued_node(const Bundle& bundle) {
  const json::Node* focus = json::first_of(bundle.header()->node, "focus");
  return json::find(bundle.resolve(focus, "DiagnosticReport")->node, "issued");
}

std::string lines_of(const HomeCareObservation& observation) {
  std::string out;
  for (const Measurement& one : observation.measurements)
    put_line(out, {one.code, one.name, one.value, one.unit, one.at.at.none() ? "" : format_utc(one.at.at),
                   one.comment});
  put_line(out, {"by", observation.by, observation.by_role, observation.phone});
  if (!observation.asked_by.empty()) put_line(out, {"asked-by", observation.asked_by});
  if (!observation.conclusion.empty()) put_line(out, {"conclusion", observation.conclusion});
  for (const std::string& file : observation.files) put_line(out, {"file", file});
  if (observation.restricted) put_line(out, {"restricted"});
  return out;
}

}  // namespace klynge::message
