#pragma once
// MedCom's closed lists, as tables: the types of HospitalNotification, event codes, activities, details.
#include <span>

#include "base/bytes.h"
#include "message/message.h"

namespace klynge::message {

// --- addresses of profiles, code systems and extensions, as they stand on the wire ---
inline constexpr View profile_base = "http://medcomfhir.dk/ig/";

inline constexpr View event_system =
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-eventCodes";
inline constexpr View activity_system =
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-activityCodes";
inline constexpr View destination_use_system =
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-messaging-destinationUse";
inline constexpr View act_code_system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
inline constexpr View hl7_detail_system = "http://terminology.hl7.org/CodeSystem/operation-outcome";
inline constexpr View medcom_detail_system =
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-acknowledgement-error-codes";

inline constexpr View destination_use_extension =
    "http://medcomfhir.dk/ig/messaging/StructureDefinition/medcom-messaging-destinationUseExtension";
inline constexpr View report_flag_extension =
    "http://medcomfhir.dk/ig/hospitalnotification/StructureDefinition/"
    "medcom-messaging-reportOfAdmissionExtension";
inline constexpr View report_recipient_extension =
    "http://medcomfhir.dk/ig/hospitalnotification/StructureDefinition/"
    "medcom-messaging-reportOfAdmissionRecipientExtension";
inline constexpr View leave_period_extension =  // spelled so by MedCom
    "http://medcomfhir.dk/ig/hospitalnotification/StructureDefinition/"
    "medcom-hospitalnotifiation-leave-period-extension";

inline constexpr View core_profiles = "http://medcomfhir.dk/ig/core/StructureDefinition/";
inline constexpr View messaging_profiles = "http://medcomfhir.dk/ig/messaging/StructureDefinition/";
inline constexpr View letter_profiles = "http://medcomfhir.dk/ig/carecommunication/StructureDefinition/";
inline constexpr View category_system =
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-careCommunication-categoryCodes";
inline constexpr View letter_definition =  // and the minor version
    "http://medcomfhir.dk/ig/messagedefinitions/MessageDefinition/"
    "MedComCareCommunicationMessageDefinition|5.";
inline constexpr View date_extension =
    "http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-datetime-extension";
inline constexpr View identifier_extension =
    "http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-identifier-extension";
inline constexpr View author_extension =
    "http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-practitioner-extension";
inline constexpr View contact_extension =
    "http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-contact-extension";
inline constexpr View sender_extension =
    "http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-sender-extension";

inline constexpr View cpr_system = "urn:oid:1.2.208.176.1.2";
inline constexpr View sor_system = "urn:oid:1.2.208.176.1.1";
inline constexpr View gln_system = "https://www.gs1.org/gln";
inline constexpr View national_replacement_system = "urn:oid:1.2.208.176.1.6.1.1";  // X-eCPR
inline constexpr View regional_replacement_system = "urn:oid:1.2.208.176.1.6.1.3";  // D-eCPR, and ".177" ...
inline constexpr View lpr3_system = "https://www.esundhed.dk/Registre/Landspatientregisteret";
inline constexpr View endpoint_base = "https://sor2.sum.dsdn.dk/#id=";

// --- event codes: what a message is ---
enum class Event : uint8_t {
  notification,
  acknowledgement,
  care_communication,
  home_care_observation,
  empty
};
std::optional<Event> event_of(View code);

// --- HospitalNotification's type table (3.0, section "types") ---
enum class EventTime : uint8_t { start, end, leave_start, leave_end, sent };
enum class Role : uint8_t { any, none, revision, removal };

struct NoticeRow {
  Notice notice;
  View code;       // "STIN"
  View activity;   // "" for deaths: they repeat the activity before
  View other;      // a second activity, or ""
  bool emergency;  // class EMER is in order
  bool inpatient;  // class IMP is in order
  View status;     // "" when any is in order
  EventTime event;
  Role role;         // of the entity in the current Provenance
  bool may_request;  // an admission report may be asked for
};
const NoticeRow& row_of(Notice notice);
const NoticeRow* row_of_activity(View activity);  // nullptr when it is no HospitalNotification activity

// --- CareCommunication ---
struct CategoryRow {
  View code, da, en;
};
std::span<const CategoryRow> categories();
const CategoryRow* category_of(View code);  // nullptr: no such
View activity_of(LetterKind kind);          // "new-message"
std::optional<LetterKind> letter_kind_of(View activity);
bool is_attachment_type(View mime_type);

// --- HomeCareObservation ---
inline constexpr View observation_profiles =
    "http://medcomfhir.dk/ig/homecareobservation/StructureDefinition/";
inline constexpr View observation_definition =  // and the minor version
    "http://medcomfhir.dk/ig/messagedefinitions/MessageDefinition/"
    "MedComHomeCareObservationMessageDefinition|1.";
inline constexpr View npu_system = "urn:oid:1.2.208.176.2.1";
inline constexpr View measurement_system =
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-observation-codes";
inline constexpr View provider_number_system = "urn:oid:1.2.208.176.1.4";  // ydernummer
inline constexpr View producer_id_system = "http://medcomfhir.dk/ig/terminology/CodeSystem/MedComProducentID";
inline constexpr View absent_reason_extension = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
View short_name_of(View code);  // "Puls;Hjerte"; "" when it is none of MedCom's list
std::optional<NoteForm> report_form_of(View activity);

bool is_activity(View code);  // any MedCom activity
bool is_known_code(View code);

// The system a MedCom detail code belongs to, or "" when it is in neither.
View system_of_detail(View code);

}  // namespace klynge::message
