#pragma once
// From bytes to what they say, or an exact complaint. Every outside message is read here into a Reading;
// nothing here decides about care, keeps anything, or knows the time.
//
// Levels of the check (a level that fails stops the next): 1 JSON · 2 Bundle skeleton, ids, references that
// resolve · 3 cardinalities and fixed values of the profile · 4 codes · 5 the invariants as intended ·
// 6 rules of sequence and use, which only warn · 7 identifiers (CPR, SOR, GLN). An error at 1 to 5 or 7
// makes the answer `fatal-error`. Sources: MedCom HospitalNotification 3.0, Acknowledgement 2.0, Messaging
// 2.1 and 4.0, CareCommunication 5.0, HL7 FHIR R4. docs/format/messages.md lists every rule with its id.
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "core/words.h"

namespace klynge::message {

enum class Answer : uint8_t { ok = 1, fatal_error = 2, transient_error = 3, none = 4 };
std::string_view word(Answer answer);  // "ok" "fatal-error" "transient-error" "none"

enum class Severity : uint8_t { error = 1, warning = 2, information = 3 };
std::string_view word(Severity severity);

struct Issue {
  Severity severity = Severity::error;
  std::string path;    // "Bundle.entry[2].resource.class"; "" for the whole
  std::string rule;    // our id of the rule: "HN-class-required", "json-duplicate-key" ...
  std::string text;    // one sentence: what was expected, what was found. Never a CPR number or a name
  std::string type;    // HL7 issue-type code: "structure" "required" "value" "invalid" "code-invalid" ...
  std::string detail;  // MedCom code "MSG_..." or ""
};

struct Organisation {
  std::string id;    // of the resource in the Bundle
  std::string sor;   // digits
  std::string gln;   // 13 digits or ""
  std::string name;  // or ""
};

// The header of any message, as far as it could be read.
struct Header {
  std::string bundle_id;   // the envelope: new at each send
  std::string message_id;  // MessageHeader.id: the letter, same at resend
  std::string event_code;  // "hospital-notification-message" ...
  Organisation sender, receiver;
  OutsideTime built;  // Bundle.timestamp
};

enum class Notice : uint8_t {  // HospitalNotification 3.0, its 18 types
  STAA = 1,
  STIN,
  STOR,
  SLOR,
  SLHJ,
  MORS,
  RE_STAA,
  RE_STIN,
  RE_STOR,
  RE_SLOR,
  RE_SLHJ,
  RE_MORS,
  AN_STAA,
  AN_STIN,
  AN_STOR,
  AN_SLOR,
  AN_SLHJ,
  AN_MORS,
};
std::string_view word(Notice notice);  // "STIN"

struct EpisodeId {
  std::string system, value;  // value as written
};

struct ChainLink {         // one Provenance, oldest first
  std::string message_id;  // target
  std::string activity;
  OutsideTime occurred;
  std::string previous_message_id;      // entity, or ""
  std::string previous_role;            // "revision" "removal" or ""
  std::vector<std::string> segments{};  // CareCommunication: ids of what that letter added
};

struct HospitalNotification {
  Notice notice = Notice::STIN;
  std::string cpr;                  // 10 digits
  std::string family, given;        // given may be ""
  std::vector<EpisodeId> episodes;  // at least one; local before LPR3
  bool emergency = false;           // class EMER
  OutsideTime event;                // what the user must see, by the type table
  OutsideTime start;                // of the stay
  std::optional<OutsideTime> end, leave_start, leave_end;
  Organisation provider;          // serviceProvider: the department in charge; gln may be ""
  bool report_requested = false;  // indlæggelsesrapport wanted
  std::optional<Organisation> report_recipient;
  OutsideTime sent;              // of the current Provenance
  std::vector<ChainLink> chain;  // whole history, ours last
};

// --- CareCommunication: a letter of a thread ---

struct Correspondent {  // who wrote a segment; from or to whom in particular a letter goes
  std::string id;       // of the PractitionerRole or CareTeam in the Bundle
  bool team = false;
  std::string family, given;  // of a person
  std::string name;           // of a team
  std::string role;           // of a person: a code of `role_system`, or words where that is empty
  std::string role_system;
};

struct Segment {        // a text, or an attachment
  std::string id;       // "urn:uuid:..."
  Organisation origin;  // that gave it its id
  OutsideTime at;
  std::optional<Correspondent> author;  // every text has one
  std::string phone;
  bool attachment = false;
  std::string text;                 // line breaks are \n
  std::string title, content_type;  // of an attachment
  std::string url, creation;
  View data;  // base64; lives as long as the Reading. Empty where an earlier letter brought it
};

struct PatientNumber {
  std::string system, value;
};

struct CareCommunication {
  LetterKind kind = LetterKind::first;
  std::string thread_id;               // UUID, without urn:uuid:
  std::vector<PatientNumber> numbers;  // all of them: a reply returns them
  std::string cpr;                     // the CPR number, else the first replacement number
  std::string family, given;           // given may be ""
  std::string category, topic, priority;
  std::optional<Correspondent> sender, recipient;  // in particular
  std::vector<EpisodeId> episodes;
  std::vector<Segment> segments;  // by time; as they stand where the time is the same
  OutsideTime sent;
  std::vector<ChainLink> chain;  // whole history, ours last
  bool converted = false;        // by its marks it came through the conversion from the older standard
};

// --- HomeCareObservation: what was measured at a citizen's home ---

struct Measurement {
  std::string code;         // NPU or MedCom's own
  std::string name;         // the short name of the code, else as the sender has it
  std::string value, unit;  // a number as it was written, or words
  OutsideTime at;
  std::string comment;
};

struct HomeCareObservation {
  NoteForm form = NoteForm::first;  // a correction replaces what it follows, an annulment withdraws it
  std::vector<PatientNumber> numbers;
  std::string cpr;            // the CPR number, else the first replacement number
  std::string family, given;  // given may be ""
  OutsideTime issued, sent;
  std::vector<Measurement> measurements;  // as they stand
  std::string conclusion;                 // clinical comment; of a withdrawal: why
  std::string by, by_role, phone;         // who measured
  std::string asked_by;                   // the doctor's initials, or ""
  std::vector<std::string> files;         // titles
  bool restricted = false;                // the citizen does not want it shared
  std::vector<EpisodeId> episodes;        // none: it belongs to no course
  std::vector<ChainLink> chain;           // whole history, ours last
};

struct AcknowledgementRead {
  std::string acknowledged_message_id;
  Answer code = Answer::ok;
  std::vector<std::string> details;  // codes of the issues, those of MedCom and HL7 only
};

struct Reading {
  std::optional<json::Document> document;  // when level 1 passed
  bool is_xml = false;                     // it came as XML, and is answered in XML
  std::string type;                        // "HN STIN", "HN ?", "CC new", "CC ?", "ACK ok", "HCO new" or "?"
  Answer answer = Answer::fatal_error;     // by content alone; `none` for an acknowledgement, and when no
                                           // MessageHeader.id could be read (there is nothing to quote)
  std::vector<Issue> issues;
  std::optional<Header> header;
  std::optional<HospitalNotification> notification;  // only when the answer is ok
  std::optional<CareCommunication> letter;           // likewise
  std::optional<HomeCareObservation> observation;    // likewise
  std::optional<AcknowledgementRead> acknowledgement;

  bool has_error() const;
};

// JSON or XML, whichever the bytes are. Never throws, never recurses deeper than 64; any bytes, any thread.
// How the type is told, deaths and their corrections too: hospital_notification.h, care_communication.h.
Reading read(View bytes);

// A sender's clock may be ahead of ours, or its zone forgotten. Beyond a day something else is wrong.
inline constexpr Duration ahead_at_most = days(1);
// The one rule that needs to know when the message came: it tells of nothing, and was not sent, more than
// `ahead_at_most` after it was received. One that does is answered `fatal-error`, and says nothing any more.
void check_ahead(Reading& reading, Instant received);

// SHA-256 of what a resend may not change: the document with members sorted, without Bundle.id,
// Bundle.timestamp, and the Provenances' times and the narrative that repeats them. REQUIRES:
// reading.document.
Bytes content_digest(const Reading& reading);

// --- identifiers (level 7), used by the command line and imports too ---
bool valid_cpr(View digits);  // ten digits, day and month that exist; no modulus 11 (dropped in 2007)
// A replacement number, national or of a region (NSP's X-eCPR and D-eCPR): a day as above, one of 0 1 5 6 7,
// two capitals, a digit. A HospitalNotification may not carry one.
bool valid_replacement_cpr(View text);
bool valid_gln(View digits);  // 13 digits, check digit
bool valid_sor(View digits);  // 11 to 19 digits
bool looks_like_uuid(View text);

// --- the acknowledgement we write ---
struct AcknowledgementIds {  // made by the ledger; UUID text
  std::string bundle_id, message_id, provenance_id, outcome_id;
  Instant now;
};
// Acknowledgement 2.0 for what was read: direction turned, two Provenances (a copy of the latest one of the
// original and our own), an OperationOutcome when there is anything to say, narrative on every resource.
// In XML where the original was. REQUIRES: original.header and original.document.
Bytes write_acknowledgement(const Reading& original, Answer answer, const std::vector<Issue>& issues,
                            const AcknowledgementIds& ids);
// When no acknowledgement can be written (no header): a bare OperationOutcome resource.
Bytes write_outcome(const std::vector<Issue>& issues, bool is_xml = false);

}  // namespace klynge::message
