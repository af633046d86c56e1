#include "simulate/letter.h"

#include <fmt/format.h>

#include <algorithm>

namespace klynge::simulate {
namespace {

constexpr std::string_view guide = "http://medcomfhir.dk/ig/";
constexpr std::string_view codes = "http://medcomfhir.dk/ig/terminology/CodeSystem/";

std::string unit_id(const Unit& unit) {
  return fmt::format("00000000-0000-4000-8000-{:012x}", unit.sor % (1ull << 48));
}

std::string head(std::string_view kind, std::string_view id, std::string_view profile,
                 std::string_view said) {
  return fmt::format(
      R"({{"fullUrl":"https://medcomfhir.dk/ig/hospitalnotification/{0}/{1}","resource":{{"resourceType":"{0}","id":"{1}",)"
      R"("meta":{{"profile":["{2}{3}"]}},"text":{{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{4}</p></div>"}},)",
      kind, id, guide, profile, said);
}

std::string organisation(const Unit& unit) {
  return head("Organization", unit_id(unit), "messaging/StructureDefinition/medcom-messaging-organization",
              unit.name) +
         fmt::format(
             R"("identifier":[{{"use":"official","system":"https://www.gs1.org/gln","value":"{}"}},)"
             R"({{"use":"official","system":"urn:oid:1.2.208.176.1.1","value":"{}"}}],"name":"{}"}}}})",
             unit.gln, unit.sor, unit.name);
}

std::string_view status_before(StayEvent event) {  // what an annulment of it says
  if (event == StayEvent::acute || event == StayEvent::admitted) return "entered-in-error";
  return event == StayEvent::back ? "onleave" : "in-progress";
}

std::string_view status_of(StayEvent event) {
  if (event == StayEvent::leave) return "onleave";
  return event == StayEvent::home || event == StayEvent::dead ? "finished" : "in-progress";
}

}  // namespace

std::string make_uuid(Dice& dice) {
  const uint64_t a = dice.next(), b = dice.next();
  return fmt::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}", a >> 32, (a >> 16) & 0xffff, a & 0xfff, b >> 52,
                     b & 0xffffffffffff);
}

std::string make_gln(uint64_t number) {
  std::string gln = fmt::format("29579{:07}", number % 10'000'000);
  int sum = 0;
  for (size_t i = 0; i < 12; ++i) sum += (gln[i] - '0') * (i % 2 == 0 ? 1 : 3);
  gln.push_back(static_cast<char>('0' + (10 - sum % 10) % 10));
  return gln;
}

Stay::Stay(const Person& person, Dice& dice)
    : episode(make_uuid(dice)),
      person_(person),
      dice_(dice),
      patient_(make_uuid(dice)),
      encounter_(make_uuid(dice)) {}

// A death has no activity of its own: it says what the stay was.
std::string Stay::latest_that_stands() const {
  for (auto link = links_.rbegin(); link != links_.rend(); ++link)
    if (!link->activity.starts_with("cancel-")) return link->activity;
  return "admit-emergency";
}

Letter Stay::send(StayEvent event, Instant event_at, Instant sent, const Unit& ward, const Unit& receiver,
                  bool report, NoteForm form) {
  Letter letter;
  letter.message_id = make_uuid(dice_);
  letter.bundle_id = make_uuid(dice_);
  letter.episode = episode;
  letter.lpr3 = lpr3;
  letter.event = event;
  letter.form = form;
  letter.event_at = form == NoteForm::annulment ? sent : event_at;  // it happened when it was said
  letter.sent = sent;
  letter.ward = letter.sender = ward;
  letter.receiver = receiver;
  letter.report_requested = report;
  if (event == StayEvent::acute) emergency_ = true;
  if (event == StayEvent::admitted) emergency_ = false;
  was_acute_ |= event == StayEvent::acute;
  if (start_.none()) start_ = event_at;
  if (event == StayEvent::leave) leave_start_ = event_at;
  // A second admission of the same stay (acute, then admitted; a transfer) says its own start.
  if (event == StayEvent::acute || event == StayEvent::admitted) start_ = event_at;
  letter.stay_start = start_;
  for (const Link& link : links_) letter.chain.push_back(link.message_id);

  std::string activity;
  switch (event) {
    case StayEvent::acute:
      activity = "admit-emergency";
      break;
    case StayEvent::admitted:
      activity = "admit-inpatient";
      break;
    case StayEvent::leave:
      activity = "start-leave-inpatient";
      break;
    case StayEvent::back:
      activity = "end-leave-inpatient";
      break;
    case StayEvent::home:
      activity = emergency_ ? "discharge-emergency-home" : "discharge-inpatient-home";
      break;
    case StayEvent::dead:
      activity = latest_that_stands();
      break;
    default:  // no message says the others
      break;
  }
  const bool by_activity = event != StayEvent::dead;
  if (form == NoteForm::correction && by_activity) activity = "revise-" + activity;
  if (form == NoteForm::annulment && by_activity) activity = "cancel-" + activity;
  letter.emergency = emergency_;
  links_.push_back({letter.message_id, activity, sent, ward, form == NoteForm::annulment});
  letter.bytes = write(letter, Instant{});
  if (form == NoteForm::annulment && event == StayEvent::admitted) emergency_ = was_acute_;
  return letter;
}

Bytes Stay::resend(const Letter& letter, std::string bundle_id, Instant sent) const {
  Letter again = letter;
  again.bundle_id = std::move(bundle_id);
  return write(again, sent);
}

Bytes Stay::changed(const Letter& letter) const {
  Letter other = letter;
  other.report_requested = !letter.report_requested;
  other.ward.name += " (ny)";
  return write(other, Instant{});
}

Bytes Stay::write(const Letter& letter, Instant resent) const {
  const Instant sent = resent.none() ? letter.sent : resent;
  const std::string message_profile =
      "hospitalnotification/StructureDefinition/medcom-hospitalNotification-message";
  Bytes out = fmt::format(
      R"({{"resourceType":"Bundle","id":"{}","meta":{{"profile":["{}{}"]}},"type":"message","timestamp":"{}","entry":[)",
      letter.bundle_id, guide, message_profile, format_denmark(sent));

  out += head("MessageHeader", letter.message_id,
              "hospitalnotification/StructureDefinition/medcom-hospitalNotification-messageHeader",
              "Advis om sygehusophold");
  if (letter.report_requested)
    out += fmt::format(
        R"("extension":[{{"url":"{0}hospitalnotification/StructureDefinition/medcom-messaging-reportOfAdmissionExtension","valueBoolean":true}},)"
        R"({{"url":"{0}hospitalnotification/StructureDefinition/medcom-messaging-reportOfAdmissionRecipientExtension",)"
        R"("valueReference":{{"reference":"Organization/{1}"}}}}],)",
        guide, unit_id(letter.ward));
  out += fmt::format(
      R"("eventCoding":{{"system":"{0}medcom-messaging-eventCodes","code":"hospital-notification-message"}},)"
      R"("destination":[{{"extension":[{{"url":"{1}messaging/StructureDefinition/medcom-messaging-destinationUseExtension",)"
      R"("valueCoding":{{"system":"{0}medcom-messaging-destinationUse","code":"primary"}}}}],)"
      R"("endpoint":"https://sor2.sum.dsdn.dk/#id={2}","receiver":{{"reference":"Organization/{3}"}}}}],)"
      R"("sender":{{"reference":"Organization/{4}"}},"source":{{"endpoint":"https://sor2.sum.dsdn.dk/#id={5}"}},)"
      R"("focus":[{{"reference":"Encounter/{6}"}}]}}}},)",
      codes, guide, letter.receiver.sor, unit_id(letter.receiver), unit_id(letter.sender), letter.sender.sor,
      encounter_);

  out += head("Patient", patient_, "core/StructureDefinition/medcom-core-patient",
              fmt::format("CPR {} Navn {} {}", person_.cpr, person_.given, person_.family));
  out += fmt::format(R"("identifier":[{{"use":"official","system":"urn:oid:1.2.208.176.1.2","value":"{}"}}],)"
                     R"("name":[{{"use":"official","family":"{}","given":["{}"]}}]{}}}}},)",
                     person_.cpr, person_.family, person_.given,
                     letter.event != StayEvent::dead      ? ""
                     : letter.form == NoteForm::annulment ? R"(,"deceasedBoolean":false)"
                                                          : R"(,"deceasedBoolean":true)");

  out += head("Encounter", encounter_,
              "hospitalnotification/StructureDefinition/medcom-hospitalNotification-encounter",
              word(letter.event));
  if (letter.event == StayEvent::leave || letter.event == StayEvent::back) {
    const Instant from = leave_start_.none() ? letter.event_at : std::min(leave_start_, letter.event_at);
    out += fmt::format(
        R"("extension":[{{"url":"{}hospitalnotification/StructureDefinition/medcom-hospitalnotifiation-leave-period-extension",)"
        R"("valuePeriod":{{"start":"{}"{}}}}}],)",
        guide, format_denmark(letter.event == StayEvent::leave ? letter.event_at : from),
        letter.event == StayEvent::back ? fmt::format(R"(,"end":"{}")", format_denmark(letter.event_at))
                                        : "");
  }
  const bool annuls = letter.form == NoteForm::annulment;
  const bool ends = !annuls && (letter.event == StayEvent::home || letter.event == StayEvent::dead);
  out += fmt::format(
      R"("status":"{}","class":{{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"{}"}},)"
      R"("subject":{{"reference":"Patient/{}"}},"episodeOfCare":[{{"identifier":{{"system":"https://sor2.sum.dsdn.dk/#id={}","value":"{}"}}}}{}],)"
      R"("period":{{"start":"{}"{}}},"serviceProvider":{{"reference":"Organization/{}"}}}}}},)",
      annuls ? status_before(letter.event) : status_of(letter.event), letter.emergency ? "EMER" : "IMP",
      patient_, letter.ward.sor, letter.episode,
      letter.lpr3.empty()
          ? ""
          : fmt::format(
                R"(,{{"identifier":{{"system":"https://www.esundhed.dk/Registre/Landspatientregisteret","value":"urn:uuid:{}"}}}})",
                letter.lpr3),
      format_denmark(letter.stay_start),
      ends ? fmt::format(R"(,"end":"{}")", format_denmark(letter.event_at)) : "", unit_id(letter.ward));

  out += organisation(letter.ward) + "," + organisation(letter.receiver);
  std::vector<uint64_t> units{letter.ward.sor, letter.receiver.sor};
  for (const Link& link : links_) {  // every ward that wrote before
    if (std::find(units.begin(), units.end(), link.agent.sor) == units.end()) {
      out += "," + organisation(link.agent);
      units.push_back(link.agent.sor);
    }
    if (link.message_id == letter.message_id) break;
  }
  std::string previous;
  for (const Link& link : links_) {
    const bool ours = link.message_id == letter.message_id;
    const std::string when = format_denmark(ours ? sent : link.sent);
    out += "," +
           head("Provenance", "aaaa" + link.message_id.substr(4),
                "messaging/StructureDefinition/medcom-messaging-provenance", when) +
           fmt::format(
               R"("target":[{{"reference":"MessageHeader/{}"}}],"occurredDateTime":"{}","recorded":"{}",)"
               R"("activity":{{"coding":[{{"system":"{}medcom-messaging-activityCodes","code":"{}"}}]}},)"
               R"("agent":[{{"who":{{"reference":"Organization/{}"}}}}]{}}}}})",
               link.message_id, when, when, codes, link.activity, unit_id(ours ? letter.ward : link.agent),
               previous.empty()
                   ? ""
                   : fmt::format(R"(,"entity":[{{"role":"{}","what":{{"reference":"MessageHeader/{}"}}}}])",
                                 link.annuls ? "removal" : "revision", previous));
    previous = link.message_id;
    if (ours) break;
  }
  out += "]}";
  return out;
}

}  // namespace klynge::simulate
