#include "message/hospital_notification.h"

#include <algorithm>

#include "message/codes.h"
#include "message/parts.h"

namespace klynge::message {

namespace {

// The parts of a notification, found once. Any may be absent until the checks have passed.
struct Parts {
  const Bundle& bundle;
  const Chain& chain;
  const json::Node* header;
  const Resource* patient;
  const Resource* encounter;
  const json::Node* leave;      // the leave extension's valuePeriod
  const json::Node* flag;       // the extension that asks for an admission report
  const json::Node* recipient;  // the extension that says where it shall go
};

Parts parts_of(const Bundle& bundle, const Chain& chain) {
  const json::Node* header = bundle.header()->node;
  const Resource* encounter = bundle.resolve(json::at(json::find(header, "focus"), 0), "Encounter");
  const json::Node* encounter_node = encounter != nullptr ? encounter->node : nullptr;
  return {.bundle = bundle,
          .chain = chain,
          .header = header,
          .patient = bundle.resolve(json::find(encounter_node, "subject"), "Patient"),
          .encounter = encounter,
          .leave = json::find(find_extension(encounter_node, leave_period_extension), "valuePeriod"),
          .flag = find_extension(header, report_flag_extension),
          .recipient = find_extension(header, report_recipient_extension)};
}

const json::Node* period_of(const Parts& parts) {
  return json::find(parts.encounter->node, "period");
}

const json::Node* deceased_of(const Bundle& bundle) {
  const Resource* patient = bundle.first("Patient");
  if (patient == nullptr) return nullptr;
  const json::Node* flag = json::find(patient->node, "deceasedBoolean");
  return flag != nullptr ? flag : json::find(patient->node, "deceasedDateTime");
}

bool is_correction(View activity) {
  return activity.starts_with("revise-");
}
bool is_cancellation(View activity) {
  return activity.starts_with("cancel-");
}

bool corrects_a_death(const Chain& chain) {
  const Link* death = chain.find(chain.current->previous);
  if (death == nullptr || death == chain.current || death->role == "removal" ||
      is_correction(death->activity))
    return false;
  const Link* before = chain.find(death->previous);
  return before != nullptr && before != death && before->activity == death->activity &&
         before->agent == death->agent && chain.current->activity == death->activity;
}

// --- level 2 ---

void check_references(const Parts& parts, Report& report) {
  check_envelope_references(parts.bundle, parts.chain, report);
  check_focus(parts.header, parts.encounter, "Encounter", report);
  parts.bundle.require(report, parts.recipient, "valueReference", "Organization");
  if (parts.encounter == nullptr) return;
  parts.bundle.require(report, parts.encounter->node, "subject", "Patient");
  parts.bundle.require(report, parts.encounter->node, "serviceProvider", "Organization");
}

// --- level 3 ---

void check_header_elements(const Parts& parts, Report& report) {
  static constexpr Element elements[] = {
      {"focus", 1, 1, Shape::objects, "HN-focus-one"},
      {"extension", 0, many, Shape::objects, "element-shape"},
  };
  check_elements(report, parts.header, elements);
  if (const uint32_t flags = count_extensions(parts.header, report_flag_extension); flags > 1) {
    report.add(
        "HN-report-flag-one", parts.header, "extension",
        "At most one request for an admission report was expected, found " + std::to_string(flags) + ".");
  }
  if (const uint32_t recipients = count_extensions(parts.header, report_recipient_extension);
      recipients > 1) {
    report.add("HN-report-recipient-one", parts.header, "extension",
               "At most one recipient of the admission report was expected, found " +
                   std::to_string(recipients) + ".");
  }
  static constexpr Element flag_elements[] = {{"valueBoolean", 1, 1, Shape::boolean, "HN-report-flag-one"}};
  if (parts.flag != nullptr) check_elements(report, parts.flag, flag_elements);
  static constexpr Element recipient_elements[] = {
      {"valueReference", 1, 1, Shape::object, "HN-report-recipient-one"}};
  if (parts.recipient != nullptr) check_elements(report, parts.recipient, recipient_elements);
}

void check_deceased_elements(const json::Node* patient, Report& report) {
  static constexpr Element elements[] = {
      {"deceasedBoolean", 0, 1, Shape::boolean, "element-shape"},
      {"deceasedDateTime", 0, 1, Shape::text, "element-shape"},
  };
  check_elements(report, patient, elements);
}

void check_episode_elements(const json::Node* episode, Report& report) {
  static constexpr Element elements[] = {
      {"reference", 0, 0, Shape::any, "HN-forbidden-element"},
      {"identifier", 1, 1, Shape::object, "HN-episode-identifier"},
      {"identifier.system", 1, 1, Shape::text, "HN-episode-identifier"},
      {"identifier.value", 1, 1, Shape::text, "HN-episode-identifier"},
  };
  check_elements(report, episode, elements);
}

void check_encounter_elements(const Parts& parts, Report& report) {
  if (parts.encounter == nullptr) return;
  static constexpr Element elements[] = {
      {"status", 1, 1, Shape::text, "HN-status-required"},
      {"class", 1, 1, Shape::object, "HN-class-required"},
      {"class.code", 1, 1, Shape::text, "HN-class-required"},
      {"subject", 1, 1, Shape::object, "HN-subject-required"},
      {"subject.reference", 1, 1, Shape::text, "HN-subject-required"},
      {"episodeOfCare", 1, many, Shape::objects, "HN-episode-required"},
      {"period", 1, 1, Shape::object, "HN-period-required"},
      {"period.start", 1, 1, Shape::time, "HN-period-required"},
      {"period.end", 0, 1, Shape::time, "HN-period-required"},
      {"serviceProvider", 1, 1, Shape::object, "HN-provider-required"},
      {"serviceProvider.reference", 1, 1, Shape::text, "HN-provider-required"},
      {"type", 0, 0, Shape::any, "HN-forbidden-element"},
      {"serviceType", 0, 0, Shape::any, "HN-forbidden-element"},
      {"priority", 0, 0, Shape::any, "HN-forbidden-element"},
      {"basedOn", 0, 0, Shape::any, "HN-forbidden-element"},
      {"participant", 0, 0, Shape::any, "HN-forbidden-element"},
      {"appointment", 0, 0, Shape::any, "HN-forbidden-element"},
      {"length", 0, 0, Shape::any, "HN-forbidden-element"},
      {"reasonCode", 0, 0, Shape::any, "HN-forbidden-element"},
      {"reasonReference", 0, 0, Shape::any, "HN-forbidden-element"},
      {"diagnosis", 0, 0, Shape::any, "HN-forbidden-element"},
      {"account", 0, 0, Shape::any, "HN-forbidden-element"},
      {"hospitalization", 0, 0, Shape::any, "HN-forbidden-element"},
      {"location", 0, 0, Shape::any, "HN-forbidden-element"},
      {"partOf", 0, 0, Shape::any, "HN-forbidden-element"},
  };
  const json::Node* encounter = parts.encounter->node;
  check_elements(report, encounter, elements);
  const json::Node* episodes = json::find(encounter, "episodeOfCare");
  if (episodes != nullptr && episodes->is_array()) {
    for (const json::Node* item = episodes->first; item != nullptr; item = item->next) {
      if (item->is_object()) check_episode_elements(item, report);
    }
  }
  const uint32_t leaves = count_extensions(encounter, leave_period_extension);
  if (leaves == 0) return;
  if (leaves > 1) {
    report.add("HN-leave-period", encounter, "extension",
               "At most one leave was expected, found " + std::to_string(leaves) + ".");
  }
  static constexpr Element leave_elements[] = {
      {"valuePeriod", 1, 1, Shape::object, "HN-leave-period"},
      {"valuePeriod.start", 1, 1, Shape::time, "HN-leave-period"},
      {"valuePeriod.end", 0, 1, Shape::time, "HN-leave-period"},
  };
  check_elements(report, find_extension(encounter, leave_period_extension), leave_elements);
}

void check_organisations(const Parts& parts, Report& report) {
  const Bundle& bundle = parts.bundle;
  const Resource* sender = bundle.resolve(json::find(parts.header, "sender"), "Organization");
  const Resource* receiver = bundle.resolve(
      json::find(json::at(json::find(parts.header, "destination"), 0), "receiver"), "Organization");
  const Resource* recipient = bundle.resolve(json::find(parts.recipient, "valueReference"), "Organization");
  const Resource* agent = nullptr;
  if (parts.chain.current != nullptr) {
    agent = bundle.find("Organization", id_in_reference(parts.chain.current->agent, "Organization"));
  }
  const Resource* messaging[] = {sender, receiver, recipient, agent};
  for (auto one = std::begin(messaging); one != std::end(messaging); ++one) {
    if (std::find(std::begin(messaging), one, *one) == one)
      check_organisation(*one, Numbers::sor_and_gln, report);
  }
  if (parts.encounter == nullptr) return;
  const Resource* provider =
      bundle.resolve(json::find(parts.encounter->node, "serviceProvider"), "Organization");
  if (std::find(std::begin(messaging), std::end(messaging), provider) == std::end(messaging)) {
    check_organisation(provider, Numbers::sor, report);
  }
}

// --- level 4 ---

void check_entity_roles(const Link& link, Report& report) {
  const json::Node* entities = json::find(link.resource->node, "entity");
  const json::Node* entity = entities != nullptr ? entities->first : nullptr;
  for (; entity != nullptr; entity = entity->next) {
    const View role = json::text_of(entity, "role");
    if (role == "revision" || role == "removal") continue;
    report.add("provenance-entity-role", entity, "role",
               "The role \"revision\" or \"removal\" was expected, " + found(role) + ".");
  }
}

void check_codes(const Parts& parts, Report& report) {
  check_envelope_codes(parts.bundle, parts.chain, report);
  for (const Link& link : parts.chain.links) check_entity_roles(link, report);
  for (const Link& link : parts.chain.links) {
    if (row_of_activity(link.activity) != nullptr || !is_activity(link.activity)) continue;
    report.add("provenance-activity-code", json::find(link.resource->node, "activity"), "coding",
               "An activity of HospitalNotification was expected, " + found(link.activity) + ".");
  }
  const json::Node* encounter = parts.encounter->node;
  const View status = json::text_of(encounter, "status");
  static constexpr View statuses[] = {"in-progress", "onleave", "finished", "entered-in-error"};
  if (std::find(std::begin(statuses), std::end(statuses), status) == std::end(statuses)) {
    report.add(
        "HN-status-code", encounter, "status",
        "One of in-progress, onleave, finished and entered-in-error was expected, " + found(status) + ".");
  }
  const json::Node* clazz = json::find(encounter, "class");
  const View code = json::text_of(clazz, "code");
  if (json::text_of(clazz, "system") != act_code_system || (code != "EMER" && code != "IMP")) {
    report.add("HN-class-code", clazz, "code",
               "EMER or IMP of v3-ActCode was expected, " + found(code) + ".");
  }
}

// --- level 5 ---

void check_order(const json::Node* period, Report& report) {
  const auto start = time_of(period, "start"), end = time_of(period, "end");
  if (start && end && end->at < start->at) {
    report.add("period-order", period, "A period ends no earlier than it starts; found the opposite.");
  }
}

// Where the time of the event stands; nullptr when it is not there.
const json::Node* event_node(const Parts& parts, Notice notice) {
  switch (row_of(notice).event) {
    case EventTime::start:
      return json::find(period_of(parts), "start");
    case EventTime::end:
      return json::find(period_of(parts), "end");
    case EventTime::leave_start:
      return json::find(parts.leave, "start");
    case EventTime::leave_end:
      return json::find(parts.leave, "end");
    case EventTime::sent:
      return sent_node(parts.chain);
  }
  return nullptr;
}

std::optional<OutsideTime> event_time(const Parts& parts, Notice notice) {
  const json::Node* node = event_node(parts, notice);
  return node == nullptr ? std::nullopt : parse_time(node->text);
}

View event_element(Notice notice) {
  switch (row_of(notice).event) {
    case EventTime::start:
      return "period.start";
    case EventTime::end:
      return "period.end";
    case EventTime::leave_start:
      return "extension.valuePeriod.start";
    case EventTime::leave_end:
      return "extension.valuePeriod.end";
    case EventTime::sent:
      return "";
  }
  return "";
}

void check_invariants(const Parts& parts, Notice notice, Report& report) {
  check_destination_primary(parts.bundle, report);
  const json::Node* identifiers = json::find(parts.patient->node, "identifier");
  if (identifiers->count != 1 || json::text_of(identifiers->first, "system") != cpr_system) {
    report.add("patient-identifier-cpr", identifiers,
               "Exactly one identifier, a CPR number (urn:oid:1.2.208.176.1.2), was expected; found " +
                   std::to_string(identifiers->count) +
                   (identifiers->count == 1 ? " of another system." : "."));
  } else {
    check_identifier_use(*identifiers->first, report);
  }
  const json::Node* encounter = parts.encounter->node;
  const View status = json::text_of(encounter, "status");
  const bool without_leave_start = !time_of(parts.leave, "start");
  if (status == "onleave" && without_leave_start) {
    report.add("HN-leave-start", encounter, "extension",
               "With status onleave the start of the leave was expected, found none.");
  } else if (!event_time(parts, notice)) {
    report.add("HN-event-time", encounter, event_element(notice),
               "The time of the event was expected here for this type (" + std::string(word(notice)) +
                   "), found none.");
  }
  check_order(period_of(parts), report);
  check_order(parts.leave, report);
}

// --- level 6: only warnings ---

View role_words(Role role) {
  switch (role) {
    case Role::any:
      return "any";
    case Role::none:
      return "no earlier message";
    case Role::revision:
      return "an earlier message with the role \"revision\"";
    case Role::removal:
      return "an earlier message with the role \"removal\"";
  }
  return "";
}

bool is_role_in_order(Role wanted, const Link& link) {
  switch (wanted) {
    case Role::any:
      return true;
    case Role::none:
      return link.role.empty();
    case Role::revision:
      return link.role == "revision";
    case Role::removal:
      return link.role == "removal";
  }
  return true;
}

void check_use(const Parts& parts, Notice notice, Report& report) {
  const NoticeRow& row = row_of(notice);
  const json::Node* encounter = parts.encounter->node;
  const bool is_emergency = json::text_of(json::find(encounter, "class"), "code") == "EMER";
  if (is_emergency ? !row.emergency : !row.inpatient) {
    report.add("HN-type-inconsistent", json::find(encounter, "class"), "code",
               "The other class was expected for " + std::string(row.code) + ", found " +
                   (is_emergency ? "EMER." : "IMP."));
  }
  const View status = json::text_of(encounter, "status");
  if (!row.status.empty() && status != row.status) {
    report.add(
        "HN-type-inconsistent", encounter, "status",
        std::string(row.status) + " was expected for " + std::string(row.code) + ", " + found(status) + ".");
  }
  if (!is_role_in_order(row.role, *parts.chain.current)) {
    report.add(
        "HN-entity-role", parts.chain.current->resource->node, "entity",
        std::string(row.code) + " should name " + std::string(role_words(row.role)) + "; found otherwise.");
  }
  const json::Node* flag = json::find(parts.flag, "valueBoolean");
  const bool asked = flag != nullptr && flag->truth;
  if (asked != (parts.recipient != nullptr)) {
    report.add("HN-report-recipient", parts.header, "extension",
               asked ? "An admission report is asked for, but not where it shall go."
                     : "It is said where an admission report shall go, but none is asked for.");
  }
  if (asked && !row.may_request) {
    report.add(
        "HN-report-unexpected", parts.flag,
        "No request for an admission report was expected with " + std::string(row.code) + ", found one.");
  }
  if (const json::Node* date = json::find(parts.patient->node, "deceasedDateTime"); date != nullptr) {
    report.add("HN-deceased-date", date,
               "deceasedBoolean was expected; found a date, which is taken for true.");
  }
  check_chain_gaps(parts.chain, report);
  check_profile(&parts.bundle.root(), "medcom-hospitalNotification-message", report);
  check_profile(parts.bundle.header(), "medcom-hospitalNotification-messageHeader", report);
  check_envelope_use(parts.bundle, parts.chain, report);
}

// --- level 7 ---

void check_numbers(const Parts& parts, Report& report) {
  const json::Node* cpr = json::find(parts.patient->node, "identifier")->first;
  if (!valid_cpr(json::text_of(cpr, "value"))) {
    report.add(
        "cpr-format", cpr, "value",
        "A CPR number is ten digits that begin with a day and a month that exist; found something else.");
  }
  check_episode_numbers(parts.encounter->node, "HN-episode-uuid", report);
  check_organisation_numbers(parts.bundle, report);
}

}  // namespace

std::optional<Notice> tell_notice(const Bundle& bundle, const Chain& chain) {
  if (chain.current == nullptr) return std::nullopt;
  const json::Node* deceased = deceased_of(bundle);
  const bool is_boolean = deceased != nullptr && deceased->kind == json::Kind::boolean;
  const bool is_dead =
      deceased != nullptr && (is_boolean ? deceased->truth : deceased->key == "deceasedDateTime");
  if (is_dead) return corrects_a_death(chain) ? Notice::RE_MORS : Notice::MORS;
  if (is_boolean && chain.current->role == "removal" && !is_cancellation(chain.current->activity))
    return Notice::AN_MORS;
  const NoticeRow* row = row_of_activity(chain.current->activity);
  if (row == nullptr) return std::nullopt;
  return row->notice;
}

void check_hospital_notification(const Bundle& bundle, const Chain& chain, std::optional<Notice> notice,
                                 Report& report) {
  const Parts parts = parts_of(bundle, chain);
  check_references(parts, report);
  if (report.failed()) return;

  check_envelope_elements(bundle, chain, report);
  check_header_elements(parts, report);
  check_patient_elements(bundle, parts.patient, "HN-patient-one", "patient-identifier-cpr", report);
  if (parts.patient != nullptr) check_deceased_elements(parts.patient->node, report);
  check_encounter_elements(parts, report);
  check_organisations(parts, report);
  if (report.failed()) return;

  check_codes(parts, report);
  if (report.failed()) return;

  check_invariants(parts, notice.value(), report);
  if (report.failed()) return;

  check_use(parts, notice.value(), report);
  check_numbers(parts, report);
}

std::vector<const json::Node*> times_of_stay(const Bundle& bundle, const Chain& chain, Notice notice) {
  const Parts parts = parts_of(bundle, chain);
  std::vector times{json::find(period_of(parts), "start")};
  const json::Node* event = event_node(parts, notice);
  if (event != times.front() && event != sent_node(chain)) times.push_back(event);
  return times;
}

HospitalNotification read_hospital_notification(const Bundle& bundle, const Chain& chain, Notice notice) {
  const Parts parts = parts_of(bundle, chain);
  const json::Node* encounter = parts.encounter->node;
  HospitalNotification out;
  out.notice = notice;
  out.cpr = json::text_of(json::find(parts.patient->node, "identifier")->first, "value");
  PersonName name = read_name(parts.patient->node);
  out.family = std::move(name.family);
  out.given = std::move(name.given);
  out.episodes = read_episodes(encounter);
  out.emergency = json::text_of(json::find(encounter, "class"), "code") == "EMER";
  out.event = event_time(parts, notice).value();
  out.start = time_of(period_of(parts), "start").value();
  out.end = time_of(period_of(parts), "end");
  out.leave_start = time_of(parts.leave, "start");
  out.leave_end = time_of(parts.leave, "end");
  out.provider = read_organisation(*bundle.resolve(json::find(encounter, "serviceProvider"), "Organization"));
  const json::Node* flag = json::find(parts.flag, "valueBoolean");
  out.report_requested = flag != nullptr && flag->truth;
  if (parts.recipient != nullptr) {
    out.report_recipient =
        read_organisation(*bundle.resolve(json::find(parts.recipient, "valueReference"), "Organization"));
  }
  out.sent = chain.current->occurred;
  out.chain = read_links(chain);
  return out;
}

}  // namespace klynge::message
