#include "messages.h"

#include <fmt/format.h>

namespace klynge::bench {
namespace {

struct Kind {
  const char* status;
  const char* activity;
  const char* leave;  // extension, or nothing
  bool end;
};
// A stay: in, on leave and back as often as there is room, home.
constexpr Kind kinds[] = {
    {"in-progress", "admit-inpatient", "", false},
    {"onleave", "start-leave-inpatient", "start", false},
    {"in-progress", "end-leave-inpatient", "both", false},
    {"finished", "discharge-inpatient-home", "", true},
};

const Kind& kind_of(uint32_t step, uint32_t length) {
  const uint32_t at = step % length;
  if (at == 0) return kinds[0];
  if (at == length - 1) return kinds[3];
  return at % 2 == 1 ? kinds[1] : kinds[2];
}

uint64_t mix(uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdull;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ull;
  return x ^ x >> 33;
}

std::string uuid(uint64_t a, uint64_t b) {
  const uint64_t high = mix(a * 0x9e3779b97f4a7c15ull + b), low = mix(b * 0xbf58476d1ce4e5b9ull + a + 1);
  return fmt::format("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", high >> 32, high >> 16 & 0xffff, high & 0xfff,
                     low >> 52, low & 0xffffffffffff);
}

std::string at(uint32_t step) {  // an hour apart, from the first of October 2026
  const uint32_t hour = step % 24, day = step / 24 % 28 + 1;
  return fmt::format("2026-10-{:02}T{:02}:00:00+01:00", day, hour);
}

constexpr const char* ig = "http://medcomfhir.dk/ig/";

std::string narrative(const std::string& what, const std::string& id) {
  return fmt::format(
      R"("text":{{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{} {}</p></div>"}})",
      what, id);
}

std::string organisation(const char* id, const char* gln, const char* sor, const char* name) {
  return fmt::format(
      R"({{"fullUrl":"https://medcomfhir.dk/ig/hospitalnotification/Organization/{0}","resource":{{"resourceType":"Organization","id":"{0}","meta":{{"profile":["{1}messaging/StructureDefinition/medcom-messaging-organization"]}},{2},"identifier":[{{"system":"https://www.gs1.org/gln","value":"{3}"}},{{"system":"urn:oid:1.2.208.176.1.1","value":"{4}"}}],"name":"{5}"}}}})",
      id, ig, narrative(name, id), gln, sor, name);
}

constexpr const char* receiver_id = "a39d4a04-81c8-41ed-a1eb-0242ac120002";
constexpr const char* sender_id = "b79a7914-81c8-41ed-a1eb-0242ac120002";

std::string provenance(const std::string& id, const std::string& target, const std::string& previous,
                       const char* activity, const std::string& when) {
  std::string entity;
  if (!previous.empty())
    entity = fmt::format(R"(,"entity":[{{"role":"revision","what":{{"reference":"MessageHeader/{}"}}}}])",
                         previous);
  return fmt::format(
      R"({{"fullUrl":"https://medcomfhir.dk/ig/hospitalnotification/Provenance/{0}","resource":{{"resourceType":"Provenance","id":"{0}","meta":{{"profile":["{1}messaging/StructureDefinition/medcom-messaging-provenance"]}},{2},"target":[{{"reference":"MessageHeader/{3}"}}],"occurredDateTime":"{4}","recorded":"{4}","activity":{{"coding":[{{"system":"{1}terminology/CodeSystem/medcom-messaging-activityCodes","code":"{5}"}}]}},"agent":[{{"who":{{"reference":"Organization/{6}"}}}}]{7}}}}})",
      id, ig, narrative(activity, id), target, when, activity, sender_id, entity);
}

}  // namespace

std::string Messages::cpr(uint64_t citizen) {
  const uint64_t day = citizen % 28 + 1, month = citizen / 28 % 12 + 1, rest = citizen / 336;
  return fmt::format("{:02}{:02}{:02}{:04}", day, month, rest / 10'000 % 100, rest % 10'000);
}

std::string Messages::next(uint64_t citizen, uint32_t step) {
  const Kind& kind = kind_of(step, length_);
  const uint32_t stay = step / length_, first = stay * length_;
  const uint64_t who = run_ << 40 | citizen;
  auto message_id = [&](uint32_t s) { return uuid(who, s * 8ull + 1); };
  const std::string id = message_id(step), patient = uuid(who, 2), encounter = uuid(who, stay * 8ull + 3);
  const std::string start = at(first), now = at(step);

  std::string leave;
  if (kind.leave[0] == 's') leave = fmt::format(R"("start":"{}")", now);
  if (kind.leave[0] == 'b') leave = fmt::format(R"("start":"{}","end":"{}")", at(step - 1), now);
  if (!leave.empty())
    leave = fmt::format(
        R"("extension":[{{"url":"{}hospitalnotification/StructureDefinition/medcom-hospitalnotifiation-leave-period-extension","valuePeriod":{{{}}}}}],)",
        ig, leave);
  const bool report = step == first;
  std::string wants;
  if (report)
    wants = fmt::format(
        R"("extension":[{{"url":"{0}hospitalnotification/StructureDefinition/medcom-messaging-reportOfAdmissionExtension","valueBoolean":true}},{{"url":"{0}hospitalnotification/StructureDefinition/medcom-messaging-reportOfAdmissionRecipientExtension","valueReference":{{"reference":"Organization/{1}"}}}}],)",
        ig, sender_id);

  std::string chain;
  // At most the first and the last two links, as long chains would measure the chain and not the ledger.
  for (uint32_t s = first; s <= step; ++s) {
    if (s > first && s + 1 < step) continue;
    chain += "," + provenance(uuid(who, s * 8ull + 5), message_id(s), s > first ? message_id(s - 1) : "",
                              kind_of(s, length_).activity, at(s));
  }

  return fmt::format(
      R"({{"resourceType":"Bundle","id":"{0}","meta":{{"profile":["{1}hospitalnotification/StructureDefinition/medcom-hospitalNotification-message"]}},"type":"message","timestamp":"{2}","entry":[)"
      R"({{"fullUrl":"https://medcomfhir.dk/ig/hospitalnotification/MessageHeader/{3}","resource":{{"resourceType":"MessageHeader","id":"{3}","meta":{{"profile":["{1}hospitalnotification/StructureDefinition/medcom-hospitalNotification-messageHeader"]}},{4},{5}"eventCoding":{{"system":"{1}terminology/CodeSystem/medcom-messaging-eventCodes","code":"hospital-notification-message"}},"destination":[{{"extension":[{{"url":"{1}messaging/StructureDefinition/medcom-messaging-destinationUseExtension","valueCoding":{{"system":"{1}terminology/CodeSystem/medcom-messaging-destinationUse","code":"primary"}}}}],"endpoint":"https://sor2.sum.dsdn.dk/#id=953741000016009","receiver":{{"reference":"Organization/{6}"}}}}],"sender":{{"reference":"Organization/{7}"}},"source":{{"endpoint":"https://sor2.sum.dsdn.dk/#id=265161000016000"}},"focus":[{{"reference":"Encounter/{8}"}}]}}}},)"
      R"({{"fullUrl":"https://medcomfhir.dk/ig/hospitalnotification/Patient/{9}","resource":{{"resourceType":"Patient","id":"{9}","meta":{{"profile":["{1}core/StructureDefinition/medcom-core-patient"]}},{10},"identifier":[{{"system":"urn:oid:1.2.208.176.1.2","value":"{11}"}}],"name":[{{"use":"official","family":"Testesen","given":["Nr. {12}"]}}]}}}},)"
      R"({{"fullUrl":"https://medcomfhir.dk/ig/hospitalnotification/Encounter/{8}","resource":{{"resourceType":"Encounter","id":"{8}","meta":{{"profile":["{1}hospitalnotification/StructureDefinition/medcom-hospitalNotification-encounter"]}},{13},{14}"status":"{15}","class":{{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"}},"subject":{{"reference":"Patient/{9}"}},"episodeOfCare":[{{"identifier":{{"system":"https://sor2.sum.dsdn.dk/#id=265161000016000","value":"{16}"}}}}],"period":{{"start":"{17}"{18}}},"serviceProvider":{{"reference":"Organization/{7}"}}}}}},)"
      "{19},{20}{21}]}}",
      uuid(who, step * 8ull + 4), ig, now, id, narrative("MessageHeader", id), wants, receiver_id, sender_id,
      encounter, patient, narrative("Patient", patient), cpr(citizen), citizen,
      narrative("Encounter", encounter), leave, kind.status, uuid(who, stay * 8ull + 6), start,
      kind.end ? fmt::format(R"(,"end":"{}")", now) : "",
      organisation(receiver_id, "5790001348120", "953741000016009", "Plejecenter Herlev"),
      organisation(sender_id, "5790000209354", "265161000016000",
                   "Hjerteafdelingen på Herlev og Gentofte hospital"),
      chain);
}

uint64_t Mix::random() {
  state_ += 0x9e3779b97f4a7c15ull;
  return mix(state_);
}

uint64_t Mix::pick() {
  if (!hot_) return random() % citizens_;
  const uint64_t open = open_citizens(citizens_);
  return random() % 100 < 95 ? random() % open : open + random() % (citizens_ - open);
}

}  // namespace klynge::bench
