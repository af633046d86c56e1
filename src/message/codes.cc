#include "message/codes.h"

#include <algorithm>
#include <span>

namespace klynge::message {

namespace {

bool contains(std::span<const View> list, View value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

struct EventRow {
  View code;
  Event event;
};
constexpr EventRow events[] = {
    {"hospital-notification-message", Event::notification},
    {"acknowledgement-message", Event::acknowledgement},
    {"care-communication-message", Event::care_communication},
    {"homecareobservation-message", Event::home_care_observation},
    {"empty-message", Event::empty},
};

using enum Notice;
using T = EventTime;

// In the order of the enumeration. A cancellation's own time is when it was sent: what it cancels has the
// other times.
// clang-format off
constexpr NoticeRow notices[] = {
    //        code       activity                          other                               EMER   IMP    status               event           role            request
    {STAA,    "STAA",    "admit-emergency",                "",                                 true,  false, "in-progress",       T::start,       Role::none,     true},
    {STIN,    "STIN",    "admit-inpatient",                "",                                 false, true,  "in-progress",       T::start,       Role::any,      true},
    {STOR,    "STOR",    "start-leave-inpatient",          "",                                 false, true,  "onleave",           T::leave_start, Role::revision, false},
    {SLOR,    "SLOR",    "end-leave-inpatient",            "",                                 false, true,  "in-progress",       T::leave_end,   Role::revision, false},
    {SLHJ,    "SLHJ",    "discharge-inpatient-home",       "discharge-emergency-home",         true,  true,  "finished",          T::end,         Role::revision, false},
    {MORS,    "MORS",    "",                               "",                                 true,  true,  "finished",          T::end,         Role::any,      false},
    {RE_STAA, "RE_STAA", "revise-admit-emergency",         "",                                 true,  false, "in-progress",       T::start,       Role::revision, false},
    {RE_STIN, "RE_STIN", "revise-admit-inpatient",         "",                                 false, true,  "in-progress",       T::start,       Role::revision, false},
    {RE_STOR, "RE_STOR", "revise-start-leave-inpatient",   "",                                 false, true,  "onleave",           T::leave_start, Role::revision, false},
    {RE_SLOR, "RE_SLOR", "revise-end-leave-inpatient",     "",                                 false, true,  "in-progress",       T::leave_end,   Role::revision, false},
    {RE_SLHJ, "RE_SLHJ", "revise-discharge-inpatient-home", "revise-discharge-emergency-home", true,  true,  "finished",          T::end,         Role::revision, false},
    {RE_MORS, "RE_MORS", "",                               "",                                 true,  true,  "finished",          T::end,         Role::revision, false},
    {AN_STAA, "AN_STAA", "cancel-admit-emergency",         "",                                 true,  false, "entered-in-error",  T::sent,        Role::removal,  false},
    {AN_STIN, "AN_STIN", "cancel-admit-inpatient",         "",                                 false, true,  "entered-in-error",  T::sent,        Role::removal,  false},
    {AN_STOR, "AN_STOR", "cancel-start-leave-inpatient",   "",                                 false, true,  "in-progress",       T::sent,        Role::removal,  false},
    {AN_SLOR, "AN_SLOR", "cancel-end-leave-inpatient",     "",                                 false, true,  "onleave",           T::sent,        Role::removal,  false},
    {AN_SLHJ, "AN_SLHJ", "cancel-discharge-inpatient-home", "cancel-discharge-emergency-home", true,  true,  "in-progress",       T::sent,        Role::removal,  false},
    {AN_MORS, "AN_MORS", "",                               "",                                 true,  true,  "",                  T::sent,        Role::removal,  false},
};
// clang-format on

constexpr View other_activities[] = {
    "new-message",      "forward-message",    "reply-message",   "retract-message",
    "modified-message", "carboncopy-message", "acknowledgement",
};

// MedCom's lists of measurements, by code: NPU and its own (terminology 2.0).
struct Short {
  View code, name;
};
constexpr Short short_names[] = {
    {"DNK05472", "Blodtryk systolisk;Arm"},
    {"DNK05473", "Blodtryk diastolisk;Arm"},
    {"MCS88122", "Respirationsfrekvens;Pt"},
    {"MCS88125", "TOBS score;Pt"},
    {"MCS88126", "Bevidsthed;Pt"},
    {"MCS88147", "Manniche VAS-score(total);Pt"},
    {"NPU01349", "Basofilocytter;B"},
    {"NPU01459", "Karbamid;P"},
    {"NPU01536", "Klorid;P"},
    {"NPU01685", "Koagulationsfaktor II+VII+X [INR];P"},
    {"NPU01933", "Eosinofilocytter;B"},
    {"NPU02187", "Glukose;B"},
    {"NPU02319", "Hæmoglobin;B"},
    {"NPU02593", "Leukocytter;B"},
    {"NPU02636", "Leukocyttype gruppe;B"},
    {"NPU02840", "Monocytter;B"},
    {"NPU02902", "Neutrofilocytter;B"},
    {"NPU03230", "Kalium;P"},
    {"NPU03429", "Natrium;P"},
    {"NPU03794", "Legeme højde;Pt"},
    {"NPU03804", "Legeme vægt;Pt"},
    {"NPU03987", "Leukocytter(semikvant);U"},
    {"NPU04144", "Calcium-ion frit (pH=7,4);P"},
    {"NPU04206", "Protein(semikvant);U"},
    {"NPU04207", "Glukose(semikvant);U"},
    {"NPU04208", "Hæmoglobin(semikvant);U"},
    {"NPU04998", "Kreatinin;P"},
    {"NPU08676", "Legeme temp.;Pt"},
    {"NPU10197", "O2 sat.;Hb(kB)"},
    {"NPU10504", "Acetoacetat(semikvant);U"},
    {"NPU16271", "Dyrkning (bacterium+fungus);Ex"},
    {"NPU16328", "Dyrkning(bacterium+fungus);U(midt)"},
    {"NPU18016", "Kreatinin;P"},
    {"NPU18542", "Dyrkning (bacterium+fungus);U"},
    {"NPU19748", "C-reaktivt protein [CRP];P"},
    {"NPU21531", "Glukose;P(vB)"},
    {"NPU21578", "Nitrit (semikvant);U"},
    {"NPU21692", "Puls;Hjerte"},
    {"NPU22089", "Glukose;P(kB)"},
};

// medcom-careCommunication-categoryCodes (terminology 2.0)
constexpr CategoryRow category_rows[] = {
    {"alcohol-and-drug-treatment", "Rusmiddelbehandling", "Alcohol and drug treatment"},
    {"assistive-devices", "Hjælpemidler", "Assistive technology"},
    {"carecoordination", "Forløbskoordinering", "Care Coordination"},
    {"decease", "Dødsfald", "Decease"},
    {"discharge", "Udskrivelse", "Discharge"},
    {"examination-results", "Undersøgelsessvar", "Examination Results"},
    {"healthcare", "Sundhedspleje", "Healthcare"},
    {"home-care-assessment", "Visitation", "Home care assessment"},
    {"medicine", "Medicin", "Medicine"},
    {"nursing", "Sygepleje", "Nursing"},
    {"outpatient", "Ambulant", "Outpatient"},
    {"psychiatry-social-disability", "Psykiatri, social, handicap", "Psychiatry, Social, Disability"},
    {"regarding-referral", "Vedr. henvisning", "Regarding Referral"},
    {"telemedicine", "Telemedicin", "Telemedicine"},
    {"training", "Træning", "Training"},
    {"acute-ambulant", "Akut ambulant", "Acute ambulant"},
    {"extended-care-responsibility", "Udvidet behandlingsansvar", "Extended care responsibility"},
    {"other", "Andet", "Other"},
};

constexpr View attachment_types[] = {
    "application/pdf", "image/gif", "image/jpeg", "image/png", "image/tiff", "image/bmp",
};

constexpr View hl7_details[] = {
    "MSG_ID_INVALID",
    "MSG_ID_TOO_LONG",
    "MSG_BAD_FORMAT",
    "MSG_BAD_SYNTAX",
    "MSG_DATE_FORMAT",
    "MSG_DUPLICATE_ID",
    "MSG_INVALID_ID",
    "MSG_JSON_OBJECT",
    "MSG_LOCAL_FAIL",
    "MSG_NO_MATCH",
    "MSG_NO_EXIST",
    "MSG_NO_SUMMARY",
    "MSG_PARAM_INVALID",
    "MSG_PARAM_NO_REPEAT",
    "MSG_PARAM_UNKNOWN",
    "MSG_RESOURCE_ID_MISMATCH",
    "MSG_RESOURCE_ID_FAIL",
    "MSG_RESOURCE_ID_MISSING",
    "MSG_RESOURCE_NOT_ALLOWED",
    "MSG_RESOURCE_REQUIRED",
    "MSG_RESOURCE_TYPE_MISMATCH",
    "MSG_TRANSACTION_DUPLICATE_ID",
    "MSG_TRANSACTION_MISSING_ID",
    "MSG_UNKNOWN_TYPE",
    "MSG_VERSION_AWARE",
    "MSG_VERSION_AWARE_CONFLICT",
    "MSG_VERSION_AWARE_URL",
    "MSG_WRONG_NS",
};

constexpr View medcom_details[] = {
    "MSG_Receiver_Identifier_UNKNOWN",
    "MSG_Receiver_Identifier_MISSING",
    "MSG_RECEIVER_UNABLE_TO_RECEIVE_MSG_TYPE",
    "MSG_VALUESET_VALUE_UNKNOWN",
    "MSG_CodeSystem_VALUE_UNKNOWN",
    "MSG_Element_To_Long",
    "MSG_Datatype_Wrong",
    "MSG_Mailbox_Out_Of_Operation",
    "MSG_Damaged_durin_transport",
};

// Codes that are not in order here but known elsewhere, so that a complaint may name them.
constexpr View codes_elsewhere[] = {
    // FHIR encounter-status, v3-ActCode, provenance-entity-role, destination use, response codes
    "planned",   "arrived",     "triaged",
    "cancelled", "unknown",     "in-progress",
    "onleave",   "finished",    "entered-in-error",
    "AMB",       "EMER",        "FLD",
    "HH",        "IMP",         "ACUTE",
    "NONAC",     "OBSENC",      "PRENC",
    "SS",        "VR",          "derivation",
    "revision",  "quotation",   "source",
    "removal",   "primary",     "cc",
    "ok",        "fatal-error", "transient-error",
    "official",  "temp",        "secondary",
    "usual",     "old",         "nickname",
    "maiden",    "anonymous",   "message",
    "batch",     "collection",  "document",
    "searchset", "transaction", "history",
    "routine",   "urgent",      "asap",
    "stat",      "completed",   "preparation",
};

}  // namespace

std::optional<Event> event_of(View code) {
  for (const EventRow& row : events) {
    if (row.code == code) return row.event;
  }
  return std::nullopt;
}

const NoticeRow& row_of(Notice notice) {
  return notices[static_cast<size_t>(notice) - 1];
}

const NoticeRow* row_of_activity(View activity) {
  if (activity.empty()) return nullptr;
  for (const NoticeRow& row : notices) {
    if (row.activity == activity || row.other == activity) return &row;
  }
  return nullptr;
}

std::span<const CategoryRow> categories() {
  return category_rows;
}

const CategoryRow* category_of(View code) {
  const auto place = std::ranges::find(category_rows, code, &CategoryRow::code);
  return place == std::end(category_rows) ? nullptr : place;
}

View activity_of(LetterKind kind) {
  switch (kind) {
    case LetterKind::first:
      return "new-message";
    case LetterKind::reply:
      return "reply-message";
    case LetterKind::forward:
      return "forward-message";
  }
  return {};
}

std::optional<LetterKind> letter_kind_of(View activity) {
  for (const LetterKind kind : {LetterKind::first, LetterKind::reply, LetterKind::forward}) {
    if (activity_of(kind) == activity) return kind;
  }
  return std::nullopt;
}

View short_name_of(View code) {
  const auto* row = std::ranges::lower_bound(short_names, code, {}, &Short::code);
  return row != std::end(short_names) && row->code == code ? row->name : View{};
}

std::optional<NoteForm> report_form_of(View activity) {
  if (activity == "new-message" || activity == "reply-message") return NoteForm::first;
  if (activity == "modified-message") return NoteForm::correction;
  if (activity == "retract-message") return NoteForm::annulment;
  return std::nullopt;
}

bool is_attachment_type(View mime_type) {
  return contains(attachment_types, mime_type);
}

bool is_activity(View code) {
  return contains(other_activities, code) || row_of_activity(code) != nullptr;
}

bool is_known_code(View code) {
  return is_activity(code) || event_of(code) || contains(codes_elsewhere, code) ||
         category_of(code) != nullptr || is_attachment_type(code);
}

View system_of_detail(View code) {
  if (contains(hl7_details, code)) return hl7_detail_system;
  if (contains(medcom_details, code)) return medcom_detail_system;
  return {};
}

}  // namespace klynge::message
