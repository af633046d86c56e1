// Every rule has something that breaks it: a sample in test/samples/complaint, or one change to a good
// message.
#include "message/rule.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "message/samples_test.h"

namespace klynge::message::test {
namespace {

std::string good(View name) {
  if (name.starts_with("letter "))
    return compact(sample("care-communication/" + std::string(name.substr(7)) + ".json"));
  if (name.starts_with("measured "))
    return compact(sample("home-care-observation/measured-" + std::string(name.substr(9)) + ".json"));
  if (name != "acknowledgement")
    return compact(sample("hospital-notification/" + std::string(name) + ".json"));
  const Reading original = read(sample("complaint/missing-class.json"));
  return write_acknowledgement(original, original.answer, original.issues, some_ids());
}

struct Change {
  View base;      // a sample, "letter " or "measured " and one, or "acknowledgement"
  View from, to;  // the first occurrence
  View rule, path;
};

// clang-format off
const Change changes[] = {
    {"STIN", R"("id":")",                       R"("identity":")",                 "bundle-id-required",            "Bundle.id"},
    {"STIN", R"("entry":[)",                    R"("entry":[],"entries":[)",       "bundle-entry-required",         "Bundle.entry"},
    {"STIN", R"("resource":{)",                 R"("res":{)",                      "bundle-entry-resource",         "Bundle.entry[0].resource"},
    {"STIN", R"("resourceType":"Patient")",     R"("resourceType":"")",            "bundle-entry-resource",         "Bundle.entry[1].resource.resourceType"},
    {"STIN", R"("Patient","id":)",              R"("Patient","no":)",              "resource-id-required",          "Bundle.entry[1].resource.id"},
    {"STIN", R"("Patient","id":")",             R"("Patient","id":"_)",            "resource-id-format",            "Bundle.entry[1].resource.id"},
    {"STIN", R"("Bundle","id":")",              R"("Bundle","id":"_)",             "resource-id-format",            "Bundle.id"},
    {"STIN", R"("Bundle","id":")",              R"("Bundle","id":"x)",             "resource-id-uuid",              "Bundle.id"},
    {"STIN", R"("Provenance","id":")",          R"("Provenance","id":"x)",         "resource-id-uuid",              "Bundle.entry[5].resource.id"},
    {"STIN", R"("fullUrl":"https)",             R"("fullUrl":"urn)",               "full-url",                      "Bundle.entry[0]"},
    {"STIN", R"("resourceType":"Patient")",     R"("resourceType":"MessageHeader")", "header-one",                  "Bundle.entry"},
    {"STIN", R"("focus":[{"reference":"E)",     R"("focus":[{"reference":"e)",     "reference-unresolved",          "Bundle.entry[0].resource.focus[0]"},
    {"STIN", R"("sender":{"reference":"O)",     R"("sender":{"reference":"o)",     "reference-unresolved",          "Bundle.entry[0].resource.sender"},
    {"STIN", R"("receiver":{"reference":"O)",   R"("receiver":{"reference":"o)",   "reference-unresolved",          "Bundle.entry[0].resource.destination[0].receiver"},
    {"STIN", R"("subject":{"reference":"P)",    R"("subject":{"reference":"p)",    "reference-unresolved",          "Bundle.entry[2].resource.subject"},
    {"STIN", R"("who":{"reference":"O)",        R"("who":{"reference":"o)",        "reference-unresolved",          "Bundle.entry[5].resource.agent[0].who"},
    {"STIN", R"("valueReference":{"reference":"O)", R"("valueReference":{"reference":"o)", "reference-unresolved",  "Bundle.entry[0].resource.extension[1].valueReference"},
    {"STOR", R"("who":{"reference":"O)",        R"("who":{"reference":"o)",        "reference-unresolved-old",      "Bundle.entry[5].resource.agent[0].who"},
    {"STIN", R"("eventCoding":)",               R"("eventUri":)",                  "event-required",                "Bundle.entry[0].resource.eventCoding"},
    {"STIN", R"("destination":)",               R"("destinations":)",              "destination-one",               "Bundle.entry[0].resource.destination"},
    {"STIN", "medcom-messaging-destinationUseExtension", "another",                "destination-use-required",      "Bundle.entry[0].resource.destination[0].extension"},
    {"STIN", R"("valueCoding":)",               R"("valueCode":)",                 "destination-use-required",      "Bundle.entry[0].resource.destination[0].extension[0].valueCoding"},
    {"STIN", R"("endpoint":)",                  R"("address":)",                   "destination-endpoint-required", "Bundle.entry[0].resource.destination[0].endpoint"},
    {"STIN", R"("source":)",                    R"("sources":)",                   "source-required",               "Bundle.entry[0].resource.source"},
    {"STIN", R"("source":{"endpoint":)",        R"("source":{"name":)",            "source-required",               "Bundle.entry[0].resource.source.endpoint"},
    {"STIN", R"("sender":{"reference":)",       R"("sender":{"display":)",         "reference-unresolved",          "Bundle.entry[0].resource.sender"},
    {"STIN", R"("urn:oid:1.2.208.176.1.1")",    R"("urn:oid:1.2.208.176.1.4")",    "organization-sor-one",          "Bundle.entry[3].resource.identifier"},
    {"STIN", R"("https://www.gs1.org/gln")",    R"("urn:oid:1.2.208.176.1.1")",    "organization-sor-one",          "Bundle.entry[3].resource.identifier"},
    {"STIN", R"("use":"official","system":"https)", R"("use":"temp","system":"https)", "identifier-use",            "Bundle.entry[3].resource.identifier[0].use"},
    {"STIN", R"("use":"official","system":"urn)",   R"("use":"temp","system":"urn)",   "identifier-use",            "Bundle.entry[1].resource.identifier[0].use"},
    {"STIN", R"("target":)",                    R"("targets":)",                   "provenance-target-one",         "Bundle.entry[5].resource.target"},
    {"STIN", R"("target":[{"reference":"Mess)", R"("target":[{"reference":"mess)", "provenance-target-one",         "Bundle.entry[5].resource.target[0].reference"},
    {"STIN", R"("occurredDateTime":)",          R"("occurredPeriod":)",            "provenance-occurred-required",  "Bundle.entry[5].resource.occurredDateTime"},
    {"STIN", R"("recorded":)",                  R"("written":)",                   "provenance-recorded-required",  "Bundle.entry[5].resource.recorded"},
    {"STIN", R"("activity":)",                  R"("act":)",                       "provenance-activity-required",  "Bundle.entry[5].resource.activity"},
    {"STIN", R"("coding":[)",                   R"("coding":[],"codes":[)",        "provenance-activity-required",  "Bundle.entry[5].resource.activity.coding"},
    {"STIN", R"("agent":)",                     R"("agents":)",                    "provenance-agent-required",     "Bundle.entry[5].resource.agent"},
    {"STIN", R"("who":)",                       R"("whom":)",                      "provenance-agent-required",     "Bundle.entry[5].resource.agent[0].who"},
    {"STOR", R"("what":)",                      R"("which":)",                     "provenance-entity-what",        "Bundle.entry[6].resource.entity[0].what"},
    {"STIN", R"("focus":)",                     R"("focuses":)",                   "HN-focus-one",                  "Bundle.entry[0].resource.focus"},
    {"STIN", R"("valueBoolean":true)",          R"("valueString":"ja")",           "HN-report-flag-one",            "Bundle.entry[0].resource.extension[0].valueBoolean"},
    {"STIN", "reportOfAdmissionRecipientExtension", "reportOfAdmissionExtension",  "HN-report-flag-one",            "Bundle.entry[0].resource.extension"},
    {"STIN", R"("valueReference":)",            R"("valueString":)",               "HN-report-recipient-one",       "Bundle.entry[0].resource.extension[1].valueReference"},
    {"STIN", "reportOfAdmissionExtension",      "reportOfAdmissionRecipientExtension", "HN-report-recipient-one",   "Bundle.entry[0].resource.extension"},
    {"STIN", R"("subject":)",                   R"("person":)",                    "HN-subject-required",           "Bundle.entry[2].resource.subject"},
    {"STIN", R"("episodeOfCare":[{"identifier":)", R"("episodeOfCare":[{"no":)",   "HN-episode-identifier",         "Bundle.entry[2].resource.episodeOfCare[0].identifier"},
    {"STIN", R"("episodeOfCare":[{)",           R"("episodeOfCare":[{"reference":"x",)", "HN-forbidden-element",    "Bundle.entry[2].resource.episodeOfCare[0].reference"},
    {"STIN", R"("period":)",                    R"("when":)",                      "HN-period-required",            "Bundle.entry[2].resource.period"},
    {"STOR", R"("valuePeriod":{"start":)",      R"("valuePeriod":{"from":)",       "HN-leave-period",               "Bundle.entry[2].resource.extension[0].valuePeriod.start"},
    {"STOR", R"("valuePeriod":)",               R"("valueString":)",               "HN-leave-period",               "Bundle.entry[2].resource.extension[0].valuePeriod"},
    {"STIN", R"("serviceProvider":)",           R"("provider":)",                  "HN-provider-required",          "Bundle.entry[2].resource.serviceProvider"},
    {"STIN", R"("family":)",                    R"("surname":)",                   "patient-name-official",         "Bundle.entry[1].resource.name[0].family"},
    {"STIN", R"("use":"official","family")",    R"("use":"usual","family")",       "patient-name-official",         "Bundle.entry[1].resource.name"},
    {"STIN", R"("status":"in-progress")",       R"("status":7)",                   "element-shape",                 "Bundle.entry[2].resource.status"},
    {"STIN", R"("code":"primary")",             R"("code":"secondary")",           "destination-use-code",          "Bundle.entry[0].resource.destination[0].extension[0].valueCoding.code"},
    {"STIN", "v3-ActCode",                      "v2-ActCode",                      "HN-class-code",                 "Bundle.entry[2].resource.class.code"},
    {"STIN", "medcom-messaging-eventCodes",     "another-system",                  "event-code",                    "Bundle.entry[0].resource.eventCoding.code"},
    {"STIN", "medcom-messaging-activityCodes",  "another-system",                  "provenance-activity-code",      "Bundle.entry[5].resource.activity.coding"},
    {"STIN", R"("code":"admit-inpatient")",     R"("code":"new-message")",         "provenance-activity-code",      "Bundle.entry[5].resource.activity.coding"},
    {"STOR", R"("role":"revision")",            R"("role":"source")",              "provenance-entity-role",        "Bundle.entry[6].resource.entity[0].role"},
    {"STIN", R"("code":"IMP")",                 R"("code":"EMER")",                "HN-type-inconsistent",          "Bundle.entry[2].resource.class.code"},
    {"STIN", R"("status":"in-progress")",       R"("status":"finished")",          "HN-type-inconsistent",          "Bundle.entry[2].resource.status"},
    {"STOR", R"("role":"revision")",            R"("role":"removal")",             "HN-entity-role",                "Bundle.entry[6].resource.entity"},
    {"STIN", R"("valueBoolean":true)",          R"("valueBoolean":false)",         "HN-report-recipient",           "Bundle.entry[0].resource.extension"},
    {"STIN", R"("code":"admit-inpatient")",     R"("code":"discharge-inpatient-home")", "HN-event-time",            "Bundle.entry[2].resource.period.end"},
    {"MORS", R"("deceasedBoolean":true)",       R"("deceasedDateTime":"2026-11-10")", "HN-deceased-date",           "Bundle.entry[1].resource.deceasedDateTime"},
    {"STIN", R"("episodeOfCare":[{"identifier":{"system":"https://sor2.sum.dsdn.dk/#id=265161000016000","value":")",
             R"("episodeOfCare":[{"identifier":{"system":"https://sor2.sum.dsdn.dk/#id=265161000016000","value":"x)", "HN-episode-uuid", "Bundle.entry[2].resource.episodeOfCare[0].identifier.value"},
    {"STOR", R"("what":{"reference":"MessageHeader/)", R"("what":{"reference":"MessageHeader/0)", "chain-gap",      "Bundle.entry[6].resource.entity"},
    {"STIN", R"("recorded":"2026-11-02T09:15:00+01:00")", R"("recorded":"2026-11-02T09:15:00Z")", "times-order",    "Bundle.entry[5].resource.recorded"},
    {"STIN", R"("timestamp":"2026-11-02T09:14:58)", R"("timestamp":"2026-11-02T09:16:58)", "times-order",           "Bundle.timestamp"},
    {"STIN", R"("source":{"endpoint":"https://sor2.sum.dsdn.dk/#id=2)", R"("source":{"endpoint":"https://sor2.sum.dsdn.dk/#id=3)", "endpoint-sor", "Bundle.entry[0].resource.source.endpoint"},
    {"STIN", "medcom-hospitalNotification-message\"", "another\"",                 "profile",                       "Bundle.meta.profile"},
    {"STIN", R"("status":"generated")",         R"("status":"")",                  "narrative",                     "Bundle.entry[0].resource.text"},
    {"STIN", "\"urn:uuid:",                     "\"urn:oid:",                      "lpr3-format",                   "Bundle.entry[2].resource.episodeOfCare[1].identifier.value"},

    {"letter new", R"("definition":)", R"("defined":)", "CC-definition", "Bundle.entry[0].resource.definition"},
    {"letter new", R"(Definition|5.0")", R"(Definition|5.x")", "CC-definition", "Bundle.entry[0].resource.definition"},
    {"letter new", R"("focus":)", R"("focuses":)", "CC-focus-one", "Bundle.entry[0].resource.focus"},
    {"letter new", R"("focus":[{"reference":"C)", R"("focus":[{"reference":"c)", "reference-unresolved", "Bundle.entry[0].resource.focus[0]"},
    {"letter new", R"("resourceType":"Practitioner")", R"("resourceType":"Patient")", "CC-patient-one", "Bundle.entry"},
    {"letter new", R"("identifier":[{"value":"urn:uuid:)", R"("identifiers":[{"value":"urn:uuid:)", "CC-thread-id-one", "Bundle.entry[2].resource.identifier"},
    {"letter new", R"("identifier":[{"value":"urn:uuid:)", R"("identifier":[{"value":"urn:oid:)", "CC-uuid-format", "Bundle.entry[2].resource.identifier[0].value"},
    {"letter new", R"("valueIdentifier":{"value":"urn:uuid:)", R"("valueIdentifier":{"value":"urn:oid:)", "CC-uuid-format", "Bundle.entry[2].resource.payload[0].extension[1].valueIdentifier.value"},
    {"letter new", R"("status":"unknown")", R"("status":"completed")", "CC-status", "Bundle.entry[2].resource.status"},
    {"letter new", R"("category":[{"coding":[)", R"("category":[{"coding":[{},)", "CC-category-one", "Bundle.entry[2].resource.category[0].coding"},
    {"letter new", R"("subject":)", R"("person":)", "CC-subject-required", "Bundle.entry[2].resource.subject"},
    {"letter new", R"("subject":{"reference":"P)", R"("subject":{"reference":"p)", "reference-unresolved", "Bundle.entry[2].resource.subject"},
    {"letter new", R"("encounter":{"reference":"E)", R"("encounter":{"reference":"e)", "reference-unresolved", "Bundle.entry[2].resource.encounter"},
    {"letter new", R"("topic":{"text":)", R"("topic":{"word":)", "CC-topic-text", "Bundle.entry[2].resource.topic.text"},
    {"letter new", R"("}],"encounter")", R"("},{}],"encounter")", "CC-recipient-one", "Bundle.entry[2].resource.recipient"},
    {"letter new", R"("recipient":[{"reference":"C)", R"("recipient":[{"reference":"c)", "reference-unresolved", "Bundle.entry[2].resource.recipient[0]"},
    {"letter new", R"("valueReference":{"reference":"P)", R"("valueReference":{"reference":"p)", "reference-unresolved", "Bundle.entry[2].resource.payload[0].extension[2].valueReference"},
    {"letter new", R"("payload":[)", R"("payload":[],"payloads":[)", "CC-text-required", "Bundle.entry[2].resource.payload"},
    {"letter new", R"("contentString":)", R"("contentText":)", "CC-segment-content", "Bundle.entry[2].resource.payload[0].content"},
    {"letter new", R"("contentString":"Bruno)", R"("contentAttachment":{"title":"a"},"text":"Bruno)", "CC-text-required", "Bundle.entry[2].resource.payload"},
    {"letter new", R"(medcom-core-datetime-extension)", R"(another)", "CC-segment-date", "Bundle.entry[2].resource.payload[0].extension"},
    {"letter new", R"("valueDateTime":)", R"("valueDate":)", "CC-segment-date", "Bundle.entry[2].resource.payload[0].extension[0].valueDateTime"},
    {"letter new", R"(medcom-core-identifier-extension)", R"(another)", "CC-segment-id", "Bundle.entry[2].resource.payload[0].extension"},
    {"letter new", R"("assigner":)", R"("given":)", "CC-segment-id", "Bundle.entry[2].resource.payload[0].extension[1].valueIdentifier.assigner"},
    {"letter new", R"(medcom-core-contact-extension)", R"(another)", "CC-segment-contact", "Bundle.entry[2].resource.payload[0].extension"},
    {"letter new", R"("system":"phone")", R"("system":"fax")", "CC-segment-contact", "Bundle.entry[2].resource.payload[0].extension[3].valueContactPoint.system"},
    {"letter new", R"("title":)", R"("name":)", "CC-attachment-title", "Bundle.entry[2].resource.payload[1].contentAttachment.title"},
    {"letter new", R"("name":"Plejecenter Herlev, team 1")", R"("title":"x")", "CC-team-name", "Bundle.entry[3].resource.name"},
    {"letter new", R"("role":"source")", R"("role":"revision")", "CC-entity-before", "Bundle.entry[9].resource.entity"},
    {"letter new", R"("entity":)", R"("entities":)", "CC-provenance-source", "Bundle.entry[9].resource.entity"},
    {"letter new", R"("role":"source")", R"("role":"quotation")", "CC-entity-role", "Bundle.entry[9].resource.entity[0].role"},
    {"letter reply", R"({"role":"revision")", R"({"role":"revision","what":{"reference":"MessageHeader/x"}},{"role":"revision")", "CC-provenance-one-before", "Bundle.entry[11].resource.entity"},
    {"letter new", R"("code":"discharge")", R"("code":"planned")", "CC-category-code", "Bundle.entry[2].resource.category[0].coding[0].code"},
    {"letter referral", R"("priority":"asap")", R"("priority":"stat")", "CC-priority-code", "Bundle.entry[2].resource.priority"},
    {"letter new", R"("code":"new-message")", R"("code":"carboncopy-message")", "CC-activity-code", "Bundle.entry[9].resource.activity.coding"},
    {"letter new", R"("code":[{"coding")", R"("code":[{"text":"x","coding")", "CC-author-role", "Bundle.entry[5].resource.code"},
    {"letter new", R"("practitioner":{"reference":"P)", R"("practitioner":{"reference":"p)", "CC-author-name", "Bundle.entry[5].resource.practitioner"},
    {"letter new", R"("family":"Burns","given":)", R"("text":"","prefix":)", "CC-author-name", "Bundle.entry[5].resource.practitioner"},
    {"letter new", R"("episodeOfCare":)", R"("episodes":)", "CC-encounter-episode", "Bundle.entry[4].resource.episodeOfCare"},
    {"letter new", R"("organization":{"reference":"O)", R"("organization":{"reference":"o)", "CC-sender-organisation", "Bundle.entry[5].resource"},
    {"letter new", R"("managingOrganization":[{"reference":"O)", R"("managingOrganization":[{"reference":"o)", "CC-recipient-organisation", "Bundle.entry[3].resource"},
    {"letter new", R"("encounter":)", R"("during":)", "CC-encounter-reference", "Bundle.entry[4].resource"},
    {"letter reply", R"("code":"reply-message")", R"("code":"new-message")", "CC-entity-before", "Bundle.entry[11].resource.entity"},
    {"letter new", R"("data":)", R"("bytes":)", "CC-attachment-empty", "Bundle.entry[2].resource.payload[1].contentAttachment"},
    {"letter new", R"("value":"38683868")", R"("value":"lokal 3868")", "CC-contact-number", "Bundle.entry[2].resource.payload[0].extension[3].valueContactPoint.value"},
    {"letter new", R"("status":"generated")", R"("status":"empty")", "CC-narrative-status", "Bundle.entry[0].resource.text.status"},
    {"letter new", R"("episodeOfCare":[{"identifier":{"system":"https://sor2.sum.dsdn.dk/#id=265161000016000","value":")", R"("episodeOfCare":[{"identifier":{"system":"https://sor2.sum.dsdn.dk/#id=265161000016000","value":"x)", "CC-episode-uuid", "Bundle.entry[4].resource.episodeOfCare[0].identifier.value"},
    {"letter replacement-number", R"("value":"0703925AB4")", R"("value":"0703929AB4")", "CC-replacement-format", "Bundle.entry[1].resource.identifier[0].value"},
    {"letter new", R"("value":"2509479989")", R"("value":"2513479989")", "cpr-format", "Bundle.entry[1].resource.identifier[0].value"},

    {"acknowledgement", R"("response":)",          R"("responses":)",              "ACK-response-required",         "Bundle.entry[0].resource.response"},
    {"acknowledgement", R"("code":"fatal-error")", R"("code":"error")",            "ACK-response-code",             "Bundle.entry[0].resource.response.code"},
    {"acknowledgement", R"("details":{"reference")", R"("detail":{"reference")",   "ACK-outcome-required",          "Bundle.entry[0].resource.response.details"},
    {"acknowledgement", R"("details":{"reference":"O)", R"("details":{"reference":"o)", "reference-unresolved",     "Bundle.entry[0].resource.response.details"},
    {"acknowledgement", R"("issue":[)",            R"("issue":[],"issues":[)",     "ACK-outcome-required",          "Bundle.entry[5].resource.issue"},
    {"acknowledgement", R"("code":"acknowledgement")", R"("code":"reply-message")", "ACK-activity",                 "Bundle.entry[2].resource.activity.coding"},
    {"acknowledgement", R"("response":{"identifier":")", R"("response":{"identifier":"0)", "ACK-identifier",        "Bundle.entry[0].resource.response.identifier"},
    {"acknowledgement", "MSG_RESOURCE_REQUIRED",   "message-development-error",    "ACK-detail-code",               "Bundle.entry[5].resource.issue[0].details.coding[0].code"},

    {"measured new", R"("focus":)", R"("focuses":)", "HCO-focus-one", "Bundle.entry[0].resource.focus"},
    {"measured corrected", R"("resourceType":"Provenance")", R"("resourceType":"Patient")", "HCO-patient-one", "Bundle.entry"},
    {"measured new", R"("code":{"coding":[{"system":"http://medcomfhir.dk/ig/terminology/CodeSystem/MedComDiag)", R"("kind":{"coding":[{"system":"http://medcomfhir.dk/ig/terminology/CodeSystem/MedComDiag)", "HCO-report-code", "Bundle.entry[2].resource.code"},
    {"measured new", R"("issued":)", R"("sent":)", "HCO-issued", "Bundle.entry[2].resource.issued"},
    {"measured new", R"("subject":)", R"("person":)", "HCO-subject-required", "Bundle.entry[2].resource.subject"},
    {"measured new", R"("code":{"coding":[{"system":"http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-obs)", R"("kind":{"coding":[{"system":"http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-obs)", "HCO-observation-code", "Bundle.entry[3].resource.code"},
    {"measured new", R"("status":"final","code":{"coding":[{"system":"http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-obs)", R"("state":"final","code":{"coding":[{"system":"http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-obs)", "HCO-observation-status", "Bundle.entry[3].resource.status"},
    {"measured in-words", R"("title":)", R"("name":)", "HCO-media", "Bundle.entry[5].resource.content.title"},
    {"measured new", R"("NPU21692")", R"("NPU99999")", "HCO-code-unknown", "Bundle.entry[4].resource.code"},
    {"measured new", R"(CodeSystem/MedComProducentID)", R"(CodeSystem/Other)", "HCO-producer-number", "Bundle.entry[12].resource.identifier"},
    {"measured new", R"("urn:oid:1.2.208.176.1.4")", R"("urn:oid:1.2.3")", "HCO-requester-number", "Bundle.entry[13].resource.identifier"},
    {"measured corrected", R"("entity":)", R"("entities":)", "HCO-entity-before", "Bundle.entry[15].resource.entity"},
    {"measured new", R"("urn:oid:1.2.208.176.1.2")", R"("urn:oid:1.2.3")", "HCO-patient-identifier", "Bundle.entry[1].resource.identifier"},
};
// clang-format on

// Breaks made by more than one replacement of text.
std::vector<std::pair<std::string, View>> further_breaks() {
  std::vector<std::pair<std::string, View>> all;
  const auto with = [](std::string text, View from, View to) {
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  // A second Provenance with the first one's id.
  const std::string leave = good("STOR");
  const Reading reading = read(leave);
  const auto id = [&](uint32_t at) {
    return std::string(json::text_of(
        json::find(json::at(json::find(&reading.document->root(), "entry"), at), "resource"), "id"));
  };
  std::string twice = leave;
  for (size_t at = twice.find(id(6)); at != std::string::npos; at = twice.find(id(6)))
    twice.replace(at, id(6).size(), id(5));
  all.emplace_back(twice, "provenance-duplicate");
  // A request for a report where none belongs.
  const View focus = R"("focus":)";
  all.emplace_back(
      with(leave, focus,
           R"("extension":[{"url":"http://medcomfhir.dk/ig/hospitalnotification/StructureDefinition/)"
           R"(medcom-messaging-reportOfAdmissionExtension","valueBoolean":true}],"focus":)"),
      "HN-report-unexpected");
  // An LPR3 id of version 4.
  std::string version = good("STIN");
  version[version.find("urn:uuid:") + 9 + 14] = '4';
  all.emplace_back(version, "lpr3-version");
  // Two specific senders, and a Provenance that names what is not in the letter.
  const std::string letter = good("letter new");
  all.emplace_back(
      with(
          letter, R"("}}],"recipient")",
          R"("}},{"url":"http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-sender-extension"}],"recipient")"),
      "CC-sender-one");
  const View source = R"({"role":"source","what":{"identifier":{"value":"urn:uuid:)";
  all.emplace_back(with(letter, source, std::string(source) + "0"), "CC-source-unknown");
  // An acknowledgement with one Provenance.
  const Reading alone = read(sample("complaint/missing-provenance.json"));
  all.emplace_back(write_acknowledgement(alone, alone.answer, alone.issues, some_ids()),
                   "ACK-provenance-two");
  // More faults than are listed.
  std::string many_faults = good("STIN");
  std::string destinations = R"("destination":[)";
  for (int i = 0; i < 60; ++i) destinations += "{},";
  all.emplace_back(with(many_faults, R"("destination":[)", destinations), "more-left-out");
  return all;
}

TEST(Rules, EachChangeBreaksItsRuleAtItsPath) {
  for (const Change& change : changes) {
    std::string text = good(change.base);
    const size_t at = text.find(change.from);
    ASSERT_NE(at, std::string::npos) << change.from;
    text.replace(at, change.from.size(), change.to);
    const Reading reading = read(text);
    bool found_there = false;
    for (const Issue& issue : reading.issues)
      found_there |= issue.rule == change.rule && issue.path == change.path;
    EXPECT_TRUE(found_there) << change.rule << " at " << change.path << " was expected\n" << listed(reading);
  }
}

// Every kind of message, at each place where it says when.
TEST(Rules, NothingIsToldOfMoreThanADayAhead) {
  struct Place {
    View base, element, path;
  };
  const Place places[] = {
      {"SLHJ", R"("end":")", "Bundle.entry[2].resource.period.end"},
      {"STOR", R"("valuePeriod":{"start":")", "Bundle.entry[2].resource.extension[0].valuePeriod.start"},
      {"STIN", R"("period":{"start":")", "Bundle.entry[2].resource.period.start"},
      {"STIN", R"("occurredDateTime":")", "Bundle.entry[5].resource.occurredDateTime"},
      {"letter new", R"("occurredDateTime":")", "Bundle.entry[9].resource.occurredDateTime"},
      {"measured new", R"("issued":")", "Bundle.entry[2].resource.issued"},
  };
  const Instant now = some_ids().now;
  const auto told = [&](const Place& place, Duration ahead) {
    std::string text = good(place.base);
    const size_t at = text.find(place.element) + place.element.size();
    text.replace(at, text.find('"', at) - at, format_utc(now + ahead));
    Reading reading = read(text);
    EXPECT_EQ(reading.answer, Answer::ok) << listed(reading);
    check_ahead(reading, now);
    return reading;
  };
  for (const Place& place : places) {
    const Reading ahead = told(place, seconds(86'401));
    EXPECT_EQ(ahead.answer, Answer::fatal_error) << place.path;
    ASSERT_NE(issue_of(ahead, "time-ahead"), nullptr) << place.path << "\n" << listed(ahead);
    EXPECT_EQ(issue_of(ahead, "time-ahead")->path, place.path);
    EXPECT_FALSE(ahead.notification || ahead.letter || ahead.observation);
    EXPECT_EQ(told(place, days(1)).answer, Answer::ok) << place.path;
  }
}

TEST(Rules, WarningsNeverRefuse) {
  for (const Change& change : changes) {
    std::string text = good(change.base);
    text.replace(text.find(change.from), change.from.size(), change.to);
    const Reading reading = read(text);
    if (reading.has_error()) continue;
    const bool acknowledgement = change.base == "acknowledgement";
    EXPECT_EQ(reading.answer, acknowledgement ? Answer::none : Answer::ok) << change.rule;
    EXPECT_EQ(reading.notification || reading.letter || reading.observation, !acknowledgement) << change.rule;
  }
}

TEST(Rules, EachHasSomethingThatBreaksIt) {
  std::set<std::string> broken;
  const auto note = [&](View bytes) {
    for (const Issue& issue : received(bytes).issues) broken.insert(issue.rule);
  };
  for (const auto& row : expectations("complaint")) note(sample("complaint/" + row[0]));
  for (const Change& change : changes) {
    std::string text = good(change.base);
    if (const size_t at = text.find(change.from); at != std::string::npos)
      text.replace(at, change.from.size(), change.to);
    note(text);
  }
  for (const auto& [text, rule] : further_breaks()) {
    EXPECT_NE(issue_of(read(text), rule), nullptr) << rule << "\n" << listed(read(text));
    note(text);
  }
  for (const Rule& rule : rules) EXPECT_TRUE(broken.contains(rule.id)) << rule.id << " is broken by nothing";
}

TEST(Rules, IdsAreUniqueAndDetailsAreMedComs) {
  std::set<View> ids;
  for (const Rule& rule : rules) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_TRUE(rule.level >= 1 && rule.level <= 7) << rule.id;
  }
}

TEST(Rules, AreDocumented) {
  std::ifstream file(KLYNGE_SOURCE_DIR "/docs/format/messages.md");
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  for (const Rule& rule : rules) {
    const std::string row = "| " + std::to_string(rule.level) + " | `" + rule.id + "` | " +
                            std::string(word(rule.severity)) + " | " + rule.type + " | " + rule.detail +
                            (rule.detail[0] == '\0' ? "| " : " | ") + rule.source + " |\n";
    EXPECT_NE(text.find(row), std::string::npos) << "docs/format/messages.md lacks or differs in:\n" << row;
  }
}

TEST(Report, KeepsErrorsBeforeTheRestAndCountsWhatItLeavesOut) {
  Report report;
  for (int i = 0; i < 70; ++i) report.add_at("narrative", "a", "A warning.");
  EXPECT_FALSE(report.failed());
  for (int i = 0; i < 3; ++i) report.add_at("json-syntax", "b", "An error.");
  EXPECT_TRUE(report.failed());
  const auto issues = report.take();
  ASSERT_EQ(issues.size(), Report::issues_max + 1);
  EXPECT_EQ(issues[2].severity, Severity::error);
  EXPECT_EQ(issues[3].severity, Severity::warning);
  EXPECT_EQ(issues.back().rule, "more-left-out");
  EXPECT_EQ(issues.back().text, "23 further issues are left out.");
}

// A CPR number or a name can stand anywhere; a complaint quotes only codes it knows.
TEST(Report, NeverQuotesWhatItDoesNotKnow) {
  for (const Change& change : changes) {
    std::string text = good(change.base);
    text.replace(text.find(change.from), change.from.size(), change.to);
    for (const Issue& issue : read(text).issues) {
      for (const View secret : {"2509479989", "Elmer", "Bruno", "komme hjem", "Burns", "38683868"}) {
        EXPECT_EQ((issue.text + issue.path).find(secret), std::string::npos) << issue.text;
      }
    }
  }
  EXPECT_EQ(found("2509479989"), "found an unknown value of 10 characters");
  EXPECT_EQ(found("planned"), "found \"planned\"");
}

}  // namespace
}  // namespace klynge::message::test
