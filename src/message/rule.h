#pragma once
// Every rule we hold a message to, one row each, and the report that breaches are written into.
//
// A rule's id is ours and never changes meaning; docs/format/messages.md shows the same rows to readers
// (a test compares them). Ids are looked up while compiling: `report.add("HN-class-required", ...)` with
// an id that is not in the table does not compile.
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "message/message.h"

namespace klynge::message {

struct Rule {
  const char* id;
  uint8_t level;
  Severity severity;
  const char* type;    // HL7 issue-type
  const char* detail;  // MedCom detail code, or ""
  const char* source;  // where the rule comes from
};

// clang-format off
inline constexpr Rule rules[] = {
    {"json-syntax",                    1, Severity::error,       "structure",     "MSG_BAD_SYNTAX",                          "RFC 8259"},
    {"json-encoding",                  1, Severity::error,       "structure",     "MSG_BAD_SYNTAX",                          "RFC 8259: UTF-8"},
    {"json-depth",                     1, Severity::error,       "structure",     "MSG_BAD_SYNTAX",                          "Klynge: at most 64 levels"},
    {"json-duplicate-key",             1, Severity::error,       "structure",     "MSG_BAD_SYNTAX",                          "FHIR R4 JSON"},
    {"xml-syntax",                     1, Severity::error,       "structure",     "",                                        "FHIR R4 XML"},

    {"bundle-resource-type",           2, Severity::error,       "structure",     "MSG_RESOURCE_TYPE_MISMATCH",              "messaging-message"},
    {"bundle-type",                    2, Severity::error,       "value",         "MSG_BAD_FORMAT",                          "messaging-message: type = message"},
    {"bundle-id-required",             2, Severity::error,       "required",      "MSG_RESOURCE_ID_MISSING",                 "messaging-message: id 1..1"},
    {"bundle-timestamp-required",      2, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-message: timestamp 1..1"},
    {"bundle-entry-required",          2, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 messaging"},
    {"bundle-entry-resource",          2, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 messaging"},
    {"resource-id-required",           2, Severity::error,       "required",      "MSG_RESOURCE_ID_MISSING",                 "messaging profiles: id"},
    {"resource-id-format",             2, Severity::error,       "value",         "MSG_INVALID_ID",                          "FHIR R4 id"},
    {"resource-id-uuid",               2, Severity::warning,     "value",         "MSG_INVALID_ID",                          "MedCom governance: ids are UUIDs"},
    {"resource-duplicate",             2, Severity::error,       "duplicate",     "MSG_DUPLICATE_ID",                        "FHIR R4 bdl-7"},
    {"provenance-duplicate",           2, Severity::warning,     "duplicate",     "MSG_DUPLICATE_ID",                        "FHIR R4 bdl-7, tolerated"},
    {"full-url",                       2, Severity::warning,     "value",         "MSG_BAD_FORMAT",                          "FHIR R4 Bundle.entry.fullUrl, tolerated"},
    {"header-required",                2, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "medcom-messaging-1"},
    {"header-first",                   2, Severity::error,       "structure",     "MSG_BAD_FORMAT",                          "medcom-messaging-1"},
    {"header-one",                     2, Severity::error,       "structure",     "MSG_BAD_FORMAT",                          "FHIR R4 messaging"},
    {"header-id-required",             2, Severity::error,       "required",      "MSG_RESOURCE_ID_MISSING",                 "messaging-messageHeader: id 1..1"},
    {"reference-unresolved",           2, Severity::error,       "not-found",     "MSG_NO_EXIST",                            "messaging profiles: in Bundle"},
    {"reference-unresolved-old",       2, Severity::warning,     "not-found",     "MSG_NO_EXIST",                            "messaging-provenance: agent.who, tolerated in old ones"},

    {"element-shape",                  3, Severity::error,       "structure",     "MSG_Datatype_Wrong",                      "FHIR R4 data types"},
    {"time-format",                    3, Severity::error,       "value",         "MSG_DATE_FORMAT",                         "FHIR R4 dateTime and instant, with zone"},
    {"event-required",                 3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-messageHeader: eventCoding 1..1"},
    {"destination-one",                3, Severity::error,       "structure",     "MSG_RESOURCE_REQUIRED",                   "HN-5, messaging-messageHeader: destination"},
    {"destination-use-required",       3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-destinationUseExtension 1..1"},
    {"destination-endpoint-required",  3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 MessageHeader.destination.endpoint"},
    {"receiver-required",              3, Severity::error,       "required",      "MSG_Receiver_Identifier_MISSING",         "messaging-messageHeader: receiver 1..1"},
    {"sender-required",                3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-messageHeader: sender 1..1"},
    {"source-required",                3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 MessageHeader.source.endpoint"},
    {"organization-sor-one",           3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "core-organization: SOR-ID 1..1"},
    {"organization-gln-one",           3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-organization: EAN-ID 1..1"},
    {"identifier-use",                 3, Severity::error,       "value",         "MSG_VALUESET_VALUE_UNKNOWN",              "dk-core identifiers: use = official"},
    {"provenance-required",            3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "medcom-messaging-2"},
    {"provenance-current-one",         3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-provenance: target names the message"},
    {"provenance-target-one",          3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-provenance: target 1..1"},
    {"provenance-occurred-required",   3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-provenance: occurredDateTime 1..1"},
    {"provenance-recorded-required",   3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 Provenance.recorded"},
    {"provenance-activity-required",   3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-provenance: activity 1..1"},
    {"provenance-agent-required",      3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "messaging-provenance: agent.who"},
    {"provenance-entity-what",         3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 Provenance.entity.what"},

    {"HN-focus-one",                   3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HN messageHeader: focus 1..1"},
    {"HN-patient-one",                 3, Severity::error,       "structure",     "MSG_RESOURCE_REQUIRED",                   "HN-2"},
    {"HN-report-flag-one",             3, Severity::error,       "structure",     "MSG_BAD_FORMAT",                          "HN messageHeader: reportOfAdmissionFlag 0..1"},
    {"HN-report-recipient-one",        3, Severity::error,       "structure",     "MSG_BAD_FORMAT",                          "HN messageHeader: reportOfAdmissionRecipient 0..1"},
    {"HN-status-required",             3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 Encounter.status"},
    {"HN-class-required",              3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 Encounter.class"},
    {"HN-subject-required",            3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HN encounter: subject 1..1"},
    {"HN-episode-required",            3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HN encounter: episodeOfCare 1..*"},
    {"HN-episode-identifier",          3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HN encounter: episodeOfCare.identifier 1..1"},
    {"HN-period-required",             3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HN encounter: period.start 1..1"},
    {"HN-leave-period",                3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HN leave period extension 0..1, start 1..1"},
    {"HN-provider-required",           3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HN encounter: serviceProvider 1..1"},
    {"HN-forbidden-element",           3, Severity::error,       "structure",     "MSG_RESOURCE_NOT_ALLOWED",                "HN encounter: elements 0..0"},
    {"patient-name-official",          3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "core-patient: name:official.family 1..1"},

    {"CC-focus-one",                   3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC messageHeader: focus 1..1"},
    {"CC-definition",                  3, Severity::error,       "value",         "MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE", "medcom-carecommunication-definition-url"},
    {"CC-patient-one",                 3, Severity::error,       "structure",     "MSG_RESOURCE_REQUIRED",                   "CC-2"},
    {"CC-thread-id-one",               3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: identifier.value 1..1"},
    {"CC-status",                      3, Severity::error,       "value",         "MSG_VALUESET_VALUE_UNKNOWN",              "CC communication: status = unknown"},
    {"CC-category-one",                3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: category.coding 1..1"},
    {"CC-subject-required",            3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: subject 1..1"},
    {"CC-topic-text",                  3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: topic.text 1..1"},
    {"CC-recipient-one",               3, Severity::error,       "structure",     "MSG_BAD_FORMAT",                          "CC communication: recipient 0..1"},
    {"CC-sender-one",                  3, Severity::error,       "structure",     "MSG_BAD_FORMAT",                          "CC communication: extension:sender 0..1"},
    {"CC-text-required",               3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: payload:string 1..*"},
    {"CC-segment-content",             3, Severity::error,       "structure",     "MSG_BAD_FORMAT",                          "CC communication: payload.content[x]"},
    {"CC-segment-date",                3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: payload.extension:date 1..1"},
    {"CC-segment-id",                  3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: payload.extension:identifier 1..1"},
    {"CC-segment-author",              3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: payload.extension:author"},
    {"CC-segment-contact",             3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: payload.extension:authorContact"},
    {"CC-attachment-title",            3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC communication: attachment title 1..1"},
    {"CC-team-name",                   3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "core-careteam: name 1..1"},
    {"CC-provenance-source",           3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "CC provenance: entity:payload 1..*"},
    {"CC-provenance-one-before",       3, Severity::error,       "structure",     "MSG_BAD_FORMAT",                          "CC provenance: entity:preceedingMessage 0..1"},

    {"HCO-focus-one",                   3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HCO messageHeader: focus 1..1"},
    {"HCO-definition",                  3, Severity::error,       "value",         "MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE", "medcom-hcobs-definition-url, as intended"},
    {"HCO-patient-one",                 3, Severity::error,       "structure",     "MSG_RESOURCE_REQUIRED",                   "messaging-message: one Patient"},
    {"HCO-report-status",               3, Severity::error,       "value",         "MSG_VALUESET_VALUE_UNKNOWN",              "HCO diagnosticReport: status = final"},
    {"HCO-report-code",                 3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 DiagnosticReport.code"},
    {"HCO-issued",                      3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HCO diagnosticReport: issued 1..1"},
    {"HCO-subject-required",            3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HCO diagnosticReport: subject 1..1"},
    {"HCO-performers",                  3, Severity::error,       "structure",     "MSG_RESOURCE_REQUIRED",                   "HCO diagnosticReport: performer 2..2, closed"},
    {"HCO-observation-code",            3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 Observation.code"},
    {"HCO-observation-status",          3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "FHIR R4 Observation.status"},
    {"HCO-media",                       3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "core-media: identifier, title and creation 1..1"},

    {"event-code",                     4, Severity::error,       "code-invalid",  "MSG_CodeSystem_VALUE_UNKNOWN",            "messaging-messageTypes"},
    {"event-not-supported",            4, Severity::error,       "not-supported", "MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE", "Klynge: message types received"},
    {"destination-use-code",           4, Severity::error,       "code-invalid",  "MSG_CodeSystem_VALUE_UNKNOWN",            "messaging-destinationUse"},
    {"provenance-activity-code",       4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "HN-3, messaging-activityCodes"},
    {"provenance-entity-role",         4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "messaging-provenance: revision or removal"},
    {"HN-status-code",                 4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "hospitalNotification-encounterStatus"},
    {"HN-class-code",                  4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "hospitalNotification-encounterClass"},

    {"CC-category-code",               4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "careCommunication-categories"},
    {"CC-priority-code",               4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "careCommunication-requestPriority"},
    {"CC-attachment-type",             4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "core-attachmentMimeTypes"},
    {"CC-activity-code",               4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "careCommunication-messagingActivities"},
    {"CC-entity-role",                 4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "CC provenance: revision or source"},

    {"HCO-activity-code",               4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "medcom-homecareObsMessage-2"},

    {"destination-primary",            5, Severity::error,       "business-rule", "MSG_BAD_FORMAT",                          "HN-5: no carbon copy"},
    {"patient-identifier-cpr",         5, Severity::error,       "invariant",     "MSG_BAD_FORMAT",                          "HN-4: exactly one identifier, a CPR number"},
    {"HN-leave-start",                 5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "HN-6"},
    {"HN-event-time",                  5, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "HN type table: event time"},
    {"period-order",                   5, Severity::error,       "invariant",     "MSG_BAD_FORMAT",                          "FHIR R4 per-1"},
    {"time-ahead",                     5, Severity::error,       "business-rule", "MSG_DATE_FORMAT",                         "S.BR13, Klynge: at most a day after receipt"},

    {"CC-priority",                    5, Severity::error,       "invariant",     "MSG_BAD_FORMAT",                          "CC-5"},
    {"CC-topic-required",              5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "CC-6"},
    {"CC-author-role",                 5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "CC-7"},
    {"CC-author-name",                 5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "CC-4, CC-8, CC-13"},
    {"CC-encounter-episode",           5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "CC-9"},
    {"CC-sender-organisation",         5, Severity::error,       "invariant",     "MSG_BAD_FORMAT",                          "CC-11"},
    {"CC-recipient-organisation",      5, Severity::error,       "invariant",     "MSG_BAD_FORMAT",                          "CC-12"},
    {"CC-encounter-reference",         5, Severity::error,       "invariant",     "MSG_BAD_FORMAT",                          "CC-15"},

    {"HCO-practitioner",                5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "medcom-homecareReport-1, -2, -3"},
    {"HCO-requester-contact",           5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "medcom-homecareObservation-4"},
    {"HCO-unit",                        5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "dk-core-observation-mandatory-units"},
    {"HCO-value",                       5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "Klynge: a value in a number or in words, once"},

    {"HN-type-inconsistent",           6, Severity::warning,     "business-rule", "",                                        "HN type table: class and status"},
    {"HN-entity-role",                 6, Severity::warning,     "business-rule", "",                                        "HN type table: entity role"},
    {"HN-report-recipient",            6, Severity::warning,     "business-rule", "",                                        "HN test protocol: recipient when asked"},
    {"HN-report-unexpected",           6, Severity::warning,     "business-rule", "",                                        "S.BR6-10, 12"},
    {"HN-deceased-date",               6, Severity::warning,     "business-rule", "",                                        "HN type table: deceasedBoolean"},
    {"HN-episode-uuid",                6, Severity::warning,     "business-rule", "",                                        "HN encounter: local course id is a UUID"},
    {"chain-gap",                      6, Severity::information, "incomplete",    "",                                        "messaging: every Provenance of the course"},
    {"times-order",                    6, Severity::warning,     "business-rule", "",                                        "messaging: timestamp not after sent; sent = recorded"},
    {"endpoint-sor",                   6, Severity::warning,     "business-rule", "",                                        "messaging: endpoint is the SOR unit"},
    {"profile",                        6, Severity::warning,     "business-rule", "",                                        "MedCom governance: meta.profile"},
    {"narrative",                      6, Severity::warning,     "business-rule", "",                                        "MedCom governance: narrative"},

    {"CC-entity-before",               6, Severity::warning,     "business-rule", "",                                        "CC provenance: entity:preceedingMessage"},
    {"CC-source-unknown",              6, Severity::warning,     "business-rule", "",                                        "CC provenance: entity:payload"},
    {"CC-attachment-empty",            6, Severity::warning,     "business-rule", "",                                        "CC communication: data or url of a new attachment"},
    {"CC-contact-number",              6, Severity::warning,     "value",         "",                                        "medcom-core-contact, as intended"},
    {"CC-narrative-status",            6, Severity::warning,     "business-rule", "",                                        "MedCom governance: narrative generated or extensions"},
    {"CC-episode-uuid",                6, Severity::warning,     "business-rule", "",                                        "CC: local course id is a UUID"},

    {"HCO-code-unknown",                6, Severity::warning,     "code-invalid",  "",                                        "npu-observation-codes, medcom-observation-codes: preferred"},
    {"HCO-producer-number",             6, Severity::warning,     "business-rule", "",                                        "producer-organization: ProducentID"},
    {"HCO-requester-number",            6, Severity::warning,     "business-rule", "",                                        "requesterorganization: ydernummer"},
    {"HCO-entity-before",               6, Severity::warning,     "business-rule", "",                                        "messaging-provenance: what it follows"},

    {"cpr-format",                     7, Severity::error,       "value",         "MSG_BAD_FORMAT",                          "dk-core cpr"},
    {"gln-format",                     7, Severity::error,       "value",         "MSG_BAD_FORMAT",                          "dk-core gln-length, gln-modulus-10"},
    {"sor-format",                     7, Severity::error,       "value",         "MSG_BAD_FORMAT",                          "dk-core min-digits-sor"},
    {"lpr3-format",                    7, Severity::error,       "value",         "MSG_BAD_FORMAT",                          "core lpr3-Identifier"},
    {"lpr3-version",                   7, Severity::warning,     "value",         "MSG_BAD_FORMAT",                          "core uuidv5, tolerated"},

    {"CC-patient-identifier",          7, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "core-patient: identifier 1..*, of a known kind"},
    {"CC-replacement-format",          7, Severity::error,       "value",         "MSG_BAD_FORMAT",                          "dk-core x-ecpr, d-ecpr"},
    {"CC-uuid-format",                 7, Severity::error,       "value",         "MSG_BAD_FORMAT",                          "medcom-uuidv4, any version accepted"},

    {"HCO-patient-identifier",          7, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "core-patient: identifier 1..*, of a known kind"},

    {"ACK-response-required",          3, Severity::error,       "required",      "MSG_RESOURCE_REQUIRED",                   "acknowledgementHeader: response 1..1"},
    {"ACK-response-code",              4, Severity::error,       "code-invalid",  "MSG_VALUESET_VALUE_UNKNOWN",              "FHIR R4 response-code"},
    {"ACK-outcome-required",           5, Severity::error,       "invariant",     "MSG_RESOURCE_REQUIRED",                   "medcom-acknowledgement-1"},
    {"ACK-provenance-two",             6, Severity::warning,     "business-rule", "",                                        "Acknowledgement 2.0: two Provenances"},
    {"ACK-activity",                   6, Severity::warning,     "business-rule", "",                                        "Acknowledgement 2.0: activity acknowledgement"},
    {"ACK-identifier",                 6, Severity::warning,     "business-rule", "",                                        "Acknowledgement 2.0: response.identifier"},
    {"ACK-detail-code",                6, Severity::warning,     "business-rule", "",                                        "acknowledgement-issue-details, old codes tolerated"},

    {"more-left-out",                  6, Severity::information, "informational", "",                                        "Klynge: at most 50 are listed"},
};
// clang-format on

class RuleId {
 public:
  consteval RuleId(const char* id) : row_(find(id)) {}
  const Rule& row() const { return *row_; }

 private:
  static consteval const Rule* find(View id) {
    for (const Rule& rule : rules) {
      if (id == rule.id) return &rule;
    }
    throw "no such rule";
  }
  const Rule* row_;
};

// Collects issues, errors before the rest, at most `issues_max`: what is beyond is counted and said so.
// Paths are made only when a rule is broken; a message in order costs nothing here.
class Report {
 public:
  static constexpr size_t issues_max = 50;

  void add(RuleId rule, const json::Node* at, View text);               // about an element that is there
  void add(RuleId rule, const json::Node* in, View member, View text);  // about a member, there or not
  void add_at(RuleId rule, std::string path, View text);                // when there is no document

  bool failed() const { return failed_; }  // an error so far: the next level is not to be asked
  std::vector<Issue> take();

 private:
  bool full(const Rule& rule);

  std::vector<Issue> errors_, others_;
  size_t left_out_ = 0;
  bool failed_ = false;
};

// --- cardinalities and data types as rows ---
enum class Shape : uint8_t { any, text, boolean, object, objects, time };  // objects: a list of them

inline constexpr uint32_t many = UINT32_MAX;

struct Element {
  View path;  // dots lead through single objects: "period.start"
  uint32_t min, max;
  Shape shape;
  RuleId rule;  // told when there are too few or too many
};
void check_elements(Report& report, const json::Node* in, std::span<const Element> elements);

// A word from outside in a sentence: known codes are quoted, all else is only measured, because a name or
// a CPR number can stand anywhere.
std::string found(View value);

}  // namespace klynge::message
