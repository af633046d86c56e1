#include "message/care_communication_write.h"

#include <algorithm>
#include <set>

#include "message/codes.h"
#include "message/envelope.h"
#include "message/fhir_xml.h"
#include "message/narrative.h"
#include "message/parts.h"

namespace klynge::message {

namespace {

constexpr View base_url = "https://medcomfhir.dk/ig/carecommunication/";
constexpr uint32_t first_segment_n = 100;
constexpr View minor_version = "0";

enum IdNumber : uint32_t {
  bundle_n = 0,
  communication_n = 3,
  patient_n,
  provenance_n,
  role_n,
  practitioner_n,
  encounter_n,
  recipient_n,
  recipient_practitioner_n,
  from_n,
  to_n,
};

View segment_id(const json::Node* payload) {
  return json::text_of(json::find(find_extension(payload, identifier_extension), "valueIdentifier"), "value");
}

// "Lokationsnummer (GLN)" and the like are fixed words; what is written between quotes is escaped by the
// writer.
void put_text(std::string& out, View name, View value) {
  out += '"';
  out += name;
  out += "\":";
  json::write_string(value, out);
}

// --- one resource after the other ---

class Entries {
 public:
  explicit Entries(std::string& out) : out_(out) {}

  // `body` writes the members after the narrative, and the narrative itself.
  template <class Body>
  void put(View type, View id, View profile_base_url, View profile, Body&& body) {
    begin(type, id);
    out_ += R"({"resourceType":")";
    out_ += type;
    out_ += R"(","id":")";
    out_ += id;
    out_ += R"(","meta":{"profile":[")";
    out_ += profile_base_url;
    out_ += profile;
    out_ += R"("]},)";
    body();
    out_ += "}}";
  }

  // As somebody else wrote it; with a text for people where it had none.
  void put_copy(const Resource& resource) {
    begin(resource.type, resource.id);
    const json::Node* text = json::find(resource.node, "text");
    if (!json::text_of(text, "div").empty()) {
      json::write(*resource.node, out_);
    } else {
      out_ += '{';
      bool first = true, told = false;
      for (const json::Node* one = resource.node->first; one != nullptr; one = one->next) {
        if (one->key == "text") continue;
        const bool head = one->key == "resourceType" || one->key == "id" || one->key == "meta";
        if (!first) out_ += ',';
        if (!head && !told) {
          put_narrative_of(out_, *resource.node);
          told = true;
        }
        first = false;
        json::write_string(one->key, out_);
        out_ += ':';
        json::write(*one, out_);
      }
      out_ += '}';
    }
    out_ += '}';
  }

 private:
  void begin(View type, View id) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += R"({"fullUrl":")";
    out_ += base_url;
    out_ += type;
    out_ += '/';
    out_ += id;  // a FHIR id needs no escape
    out_ += R"(","resource":)";
  }

  std::string& out_;
  bool first_ = true;
};

struct ProvenanceParts {
  std::string id, message_id, activity, agent;  // agent: id of the Organization
  std::string entities;                         // JSON of the list
  std::string entity_words;                     // for people
};

void put_provenance(Entries& entries, std::string& out, const ProvenanceParts& parts, View when) {
  entries.put("Provenance", parts.id, letter_profiles, "medcom-careCommunication-provenance", [&] {
    {
      Narrative text(out);
      text.line("Sendt (Sent)", when);
      text.line("Id", parts.id);
      text.line("Aktivitet (Activity)", parts.activity);
      text.line("Besked (Message)", parts.message_id);
      text.line("Afsender (Agent)", parts.agent);
      text.line("Indhold (Entity)", parts.entity_words);
    }
    out += R"("target":[{"reference":"MessageHeader/)" + parts.message_id + R"("}],"occurredDateTime":")";
    out += when;
    out += R"(","recorded":")";
    out += when;
    out += R"(","activity":{"coding":[{"system":")";
    out += activity_system;
    out += R"(","code":")" + parts.activity + R"("}]},"agent":[{"who":{"reference":"Organization/)" +
           parts.agent + R"("}}],"entity":)" + parts.entities;
  });
}

// What people read of a Provenance's entities: the ids they name.
std::string entity_words(const json::Node* entity) {
  std::string words;
  for (; entity != nullptr; entity = entity->next) {
    const json::Node* what = json::find(entity, "what");
    View named = json::text_of(what, "reference");
    if (named.empty()) named = json::text_of(json::find(what, "identifier"), "value");
    words +=
        (words.empty() ? "" : ", ") + std::string(json::text_of(entity, "role")) + " " + std::string(named);
  }
  return words;
}

// --- the letter ---

class LetterWriter {
 public:
  LetterWriter(const LetterContent& content, const MakeId& id, Instant now)
      : content_(content), id_(id), now_(format_denmark(now)), entries_(out_) {
    if (content.before != nullptr) read_before();
    from_ = known_organisation(content.from).value_or(id(from_n));
    to_ = known_organisation(content.to).value_or(id(to_n));
    const CareCommunication* before = letter_before();
    thread_ = content.kind == LetterKind::reply ? before->thread_id : id(thread_id_n);
    patient_ = patient_before_ != nullptr ? std::string(patient_before_->id) : id(patient_n);
    encounter_ = encounter_before_ != nullptr ? std::string(encounter_before_->id)
                 : content.episodes.empty()   ? std::string()
                                              : id(encounter_n);
    choose_recipient();
    for (uint32_t n = 0; n <= content.attachments.size(); ++n)
      segments_.push_back("urn:uuid:" + id(first_segment_n + n));
  }

  Bytes write() {
    out_.reserve(20'000);
    out_ += R"({"resourceType":"Bundle","id":")" + id_(bundle_n) + R"(","meta":{"profile":[")";
    out_ += letter_profiles;
    out_ += R"(medcom-careCommunication-message"]},"type":"message","timestamp":")" + now_ + R"(","entry":[)";
    put_header();
    put_communication();
    if (patient_before_ == nullptr) put_patient();
    if (encounter_before_ == nullptr && !encounter_.empty()) put_encounter();
    put_author();
    if (content_.recipient && recipient_before_.empty()) put_recipient();
    if (from_ == id_(from_n)) put_organisation(content_.from, from_);
    if (to_ == id_(to_n)) put_organisation(content_.to, to_);
    put_provenance(entries_, out_, provenance(), now_);
    put_what_came_before();
    out_ += "]}";
    return std::move(out_);
  }

 private:
  const CareCommunication* letter_before() const {
    return content_.before == nullptr ? nullptr : &*content_.before->letter;
  }

  // --- what it continues ---

  void read_before() {
    bundle_.emplace(Bundle::read(content_.before->document->root(), unheard_));
    chain_.emplace(read_chain(*bundle_, content_.before->header->message_id));
    for (const ChainLink& link : content_.before->letter->chain)
      if (is_left_out_letter(link.message_id))
        segments_left_out_.insert(segments_left_out_.end(), link.segments.begin(), link.segments.end());
    communication_before_ = bundle_->first("Communication")->node;
    patient_before_ = bundle_->resolve(json::find(communication_before_, "subject"), "Patient");
    encounter_before_ = bundle_->resolve(json::find(communication_before_, "encounter"), "Encounter");
  }

  // The unit stands in the letter already, by its SOR id and with a location number.
  std::optional<std::string> known_organisation(const Organisation& organisation) const {
    if (!bundle_) return std::nullopt;
    for (const Resource& resource : bundle_->resources()) {
      if (resource.type != "Organization") continue;
      const Organisation known = read_organisation(resource);
      if (known.sor == organisation.sor && known.gln == organisation.gln) return std::string(resource.id);
    }
    return std::nullopt;
  }

  // Rule 7: who wrote in particular is who is answered; and who was written to, when we go on after
  // ourselves.
  void choose_recipient() {
    const CareCommunication* before = letter_before();
    if (content_.recipient && content_.recipient->team) recipient_type_ = "CareTeam";
    if (content_.kind != LetterKind::reply || before == nullptr) return;
    const bool own = content_.before->header->sender.sor == content_.from.sor;
    if (const auto& one = own ? before->recipient : before->sender; one && to_ != id_(to_n)) {
      recipient_before_ = one->id;
      recipient_type_ = one->team ? "CareTeam" : "PractitionerRole";
    }
  }

  bool is_left_out_letter(View message_id) const {
    return std::ranges::find(content_.left_out, message_id) != content_.left_out.end();
  }
  bool is_left_out(View segment) const {
    return std::ranges::find(segments_left_out_, segment) != segments_left_out_.end();
  }

  // All that is referred to, from one resource to the next, as it was written.
  void refer(const json::Node* node) {
    if (node == nullptr || !bundle_) return;
    if (node->key == "reference" && node->is_string()) {
      for (const View type :
           {"Patient", "Encounter", "PractitionerRole", "Practitioner", "CareTeam", "Organization"}) {
        const Resource* resource = bundle_->find(type, id_in_reference(node->text, type));
        if (resource != nullptr && wanted_.insert(resource).second) refer(resource->node);
      }
    }
    for (const json::Node* one = node->first; one != nullptr; one = one->next) refer(one);
  }

  void refer(View type, View id) {
    if (!bundle_) return;
    const Resource* resource = bundle_->find(type, id);
    if (resource != nullptr && wanted_.insert(resource).second) refer(resource->node);
  }

  void put_what_came_before() {
    if (!bundle_) return;
    for (const json::Node* one = json::first_of(communication_before_, "payload"); one != nullptr;
         one = one->next)
      if (!is_left_out(segment_id(one))) refer(one);
    refer("Patient", patient_);
    refer("Encounter", encounter_);
    refer("Organization", from_);
    refer("Organization", to_);
    if (!recipient_before_.empty()) refer(recipient_type_, recipient_before_);
    std::vector<const Resource*> provenances;
    for (const Link& link : chain_->links) {
      if (is_left_out_letter(link.target)) continue;
      refer(link.resource->node);
      provenances.push_back(link.resource);
    }
    for (const Resource& resource : bundle_->resources())
      if (wanted_.contains(&resource)) entries_.put_copy(resource);
    for (const Resource* provenance : provenances) entries_.put_copy(*provenance);
  }

  // --- what is new ---

  void put_reference(View name, View type, View id) {
    out_ += '"';
    out_ += name;
    out_ += R"(":{"reference":")";
    out_ += type;
    out_ += '/';
    out_ += id;
    out_ += "\"}";
  }

  void put_header() {
    const std::string number = id_(message_id_n);
    entries_.put("MessageHeader", number, letter_profiles, "medcom-careCommunication-messageHeader", [&] {
      {
        Narrative text(out_);
        text.line("Korrespondancemeddelelse (CareCommunication)", activity_of(content_.kind));
        text.line("Id", number);
        text.line("Afsender (Sender)", content_.from.name + " " + content_.from.sor);
        text.line("Modtager (Receiver)", content_.to.name + " " + content_.to.sor);
      }
      out_ += R"("eventCoding":{"system":")";
      out_ += event_system;
      out_ += R"(","code":"care-communication-message"},"destination":[{"extension":[{"url":")";
      out_ += destination_use_extension;
      out_ += R"(","valueCoding":{"system":")";
      out_ += destination_use_system;
      out_ += R"(","code":"primary"}}],"endpoint":")";
      out_ += endpoint_base;
      out_ += content_.to.sor + "\",";
      put_reference("receiver", "Organization", to_);
      out_ += "}],";
      put_reference("sender", "Organization", from_);
      out_ += R"(,"source":{"endpoint":")";
      out_ += endpoint_base;
      out_ += content_.from.sor + R"("},"focus":[{"reference":"Communication/)" + id_(communication_n);
      out_ += R"("}],"definition":")";
      out_ += letter_definition;
      out_ += minor_version;
      out_ += '"';
    });
  }

  void tell_segments(Narrative& text) {
    if (const CareCommunication* before = letter_before()) {
      for (const Segment& one : before->segments) {
        if (is_left_out(one.id)) continue;
        const std::string author =
            one.author ? full_name(one.author->given, one.author->family) + ", " + one.author->role
                       : std::string();
        tell_segment(text, one.id, format_denmark(one.at.at), author, one.phone, one.text, one.title,
                     one.content_type, one.url);
      }
    }
    const std::string author = full_name(content_.given, content_.family) + ", " + content_.role;
    tell_segment(text, segments_[0], now_, author, content_.phone, content_.text, "", "", "");
    for (size_t i = 0; i < content_.attachments.size(); ++i) {
      const Attachment& one = content_.attachments[i];
      tell_segment(text, segments_[i + 1], now_, author, content_.phone, "", one.title, one.content_type,
                   one.url);
    }
  }

  static void tell_segment(Narrative& text, View id, View when, View author, View phone, View words,
                           View title, View type, View url) {
    text.line("Tekst (Text)", words);
    text.line("Bilag (Attachment)", title);
    text.line("Bilagets type (Content type)", type);
    text.line("Bilagets adresse (Address)", url);
    text.line("Segment (Segment)", id);
    text.line("Tidspunkt (Time)", when);
    text.line("Forfatter (Author)", author);
    text.line("Telefon (Telephone)", phone);
  }

  void put_communication() {
    const CategoryRow& category = *category_of(content_.category);
    entries_.put("Communication", id_(communication_n), letter_profiles,
                 "medcom-careCommunication-communication", [&] {
                   {
                     Narrative text(out_);
                     text.line("Id", id_(communication_n));
                     text.line("Tråd (Thread)", thread_);
                     text.line("Kategori (Category)",
                               std::string(category.da) + " (" + std::string(category.en) + ")");
                     text.line("Emne (Topic)", content_.topic);
                     text.line("Prioritet (Priority)", content_.priority);
                     text.line("Specifik modtager (Specific recipient)", recipient_id());
                     text.line("Specifik afsender (Specific sender)",
                               content_.sender_in_particular ? id_(role_n) : "");
                     text.line("Forløb (Encounter)", encounter_);
                     tell_segments(text);
                   }
                   if (content_.sender_in_particular) {
                     out_ += R"("extension":[{"url":")";
                     out_ += sender_extension;
                     out_ += "\",";
                     put_reference("valueReference", "PractitionerRole", id_(role_n));
                     out_ += "}],";
                   }
                   out_ += R"("identifier":[{"value":"urn:uuid:)" + thread_ +
                           R"("}],"status":"unknown","category":[{"coding":[{"system":")";
                   out_ += category_system;
                   out_ += R"(","code":")" + content_.category + R"("}]}],)";
                   if (!content_.priority.empty()) out_ += R"("priority":")" + content_.priority + "\",";
                   put_reference("subject", "Patient", patient_);
                   if (!content_.topic.empty()) {
                     out_ += R"(,"topic":{)";
                     put_text(out_, "text", content_.topic);
                     out_ += '}';
                   }
                   if (!encounter_.empty()) {
                     out_ += ',';
                     put_reference("encounter", "Encounter", encounter_);
                   }
                   if (const std::string recipient = recipient_id(); !recipient.empty()) {
                     out_ += R"(,"recipient":[{"reference":")";
                     out_ += recipient_type_;
                     out_ += '/' + recipient + "\"}]";
                   }
                   out_ += R"(,"payload":[)";
                   put_segments();
                   out_ += ']';
                 });
  }

  std::string recipient_id() const {
    if (!recipient_before_.empty()) return recipient_before_;
    return content_.recipient && content_.kind != LetterKind::reply ? id_(recipient_n) : std::string();
  }

  void put_segments() {
    if (bundle_) {
      for (const json::Node* one = json::first_of(communication_before_, "payload"); one != nullptr;
           one = one->next) {
        if (is_left_out(segment_id(one))) continue;
        put_old_segment(*one);
        out_ += ',';
      }
    }
    put_extensions(segments_[0]);
    put_text(out_, "contentString", content_.text);
    out_ += '}';
    for (size_t i = 0; i < content_.attachments.size(); ++i) {
      const Attachment& one = content_.attachments[i];
      out_ += ',';
      put_extensions(segments_[i + 1]);
      out_ += R"("contentAttachment":{)";
      if (!one.content_type.empty()) out_ += R"("contentType":")" + one.content_type + "\",";
      if (!one.data.empty()) out_ += R"("data":")" + one.data + "\",";
      if (!one.url.empty()) {
        put_text(out_, "url", one.url);
        out_ += ',';
      }
      put_text(out_, "title", one.title);
      if (!one.creation.empty()) {
        out_ += ',';
        put_text(out_, "creation", one.creation);
      }
      out_ += "}}";
    }
  }

  // Rule 6: a reply repeats what an attachment was, and not the attachment.
  void put_old_segment(const json::Node& payload) {
    const json::Node* attachment = json::find(&payload, "contentAttachment");
    if (attachment == nullptr || content_.kind != LetterKind::reply) return json::write(payload, out_);
    out_ += '{';
    bool first = true;
    for (const json::Node* one = payload.first; one != nullptr; one = one->next) {
      if (!first) out_ += ',';
      first = false;
      json::write_string(one->key, out_);
      out_ += ':';
      if (one == attachment)
        put_without_content(*one);
      else
        json::write(*one, out_);
    }
    out_ += '}';
  }

  void put_without_content(const json::Node& attachment) {
    out_ += '{';
    bool first = true;
    for (const json::Node* one = attachment.first; one != nullptr; one = one->next) {
      if (one->key == "data" || one->key == "url") continue;
      if (!first) out_ += ',';
      first = false;
      json::write_string(one->key, out_);
      out_ += ':';
      json::write(*one, out_);
    }
    out_ += '}';
  }

  void put_extensions(View segment) {
    out_ += R"({"extension":[{"url":")";
    out_ += date_extension;
    out_ += R"(","valueDateTime":")" + now_ + R"("},{"url":")";
    out_ += identifier_extension;
    out_ += R"(","valueIdentifier":{"value":")";
    out_ += segment;
    out_ += "\",";
    put_reference("assigner", "Organization", from_);
    out_ += R"(}},{"url":")";
    out_ += author_extension;
    out_ += "\",";
    put_reference("valueReference", "PractitionerRole", id_(role_n));
    out_ += R"(},{"url":")";
    out_ += contact_extension;
    out_ += R"(","valueContactPoint":{"system":"phone",)";
    put_text(out_, "value", content_.phone);
    out_ += "}}],";
  }

  void put_patient() {
    entries_.put("Patient", patient_, core_profiles, "medcom-core-patient", [&] {
      {
        Narrative text(out_);
        text.line("Id", patient_);
        for (const PatientNumber& one : content_.numbers) text.line("Nummer (Identifier)", one.value);
        text.line("Navn (Name)", full_name(content_.citizen_given, content_.citizen_family));
      }
      out_ += R"("identifier":[)";
      for (const PatientNumber& one : content_.numbers) {
        if (&one != &content_.numbers.front()) out_ += ',';
        out_ += R"({"use":")";
        out_ += one.system == cpr_system ? "official" : "temp";
        out_ += "\",";
        put_text(out_, "system", one.system);
        out_ += ',';
        put_text(out_, "value", one.value);
        out_ += '}';
      }
      out_ += R"(],"name":[{"use":"official",)";
      put_text(out_, "family", content_.citizen_family);
      if (!content_.citizen_given.empty()) {
        out_ += R"(,"given":[)";
        json::write_string(content_.citizen_given, out_);
        out_ += ']';
      }
      out_ += "}]";
    });
  }

  // Only to carry the ids of the course.
  void put_encounter() {
    entries_.put("Encounter", encounter_, core_profiles, "medcom-core-encounter", [&] {
      {
        Narrative text(out_);
        text.line("Id", encounter_);
        text.line("Status", "ukendt (unknown)");
        text.line("Klasse (Class)", "IMP");
        for (const EpisodeId& one : content_.episodes) text.line("Forløb (Episode of care)", one.value);
      }
      out_ += R"("status":"unknown","class":{"system":")";
      out_ += act_code_system;
      out_ += R"(","code":"IMP"},)";
      put_reference("subject", "Patient", patient_);
      out_ += R"(,"episodeOfCare":[)";
      for (const EpisodeId& one : content_.episodes) {
        if (&one != &content_.episodes.front()) out_ += ',';
        out_ += R"({"identifier":{)";
        put_text(out_, "system", one.system);
        out_ += ',';
        put_text(out_, "value", one.value);
        out_ += "}}";
      }
      out_ += ']';
    });
  }

  void put_person(View role_id, View practitioner_id, View organisation, View role, View role_system,
                  View given, View family) {
    entries_.put("PractitionerRole", role_id, core_profiles, "medcom-core-practitionerrole", [&] {
      {
        Narrative text(out_);
        text.line("Id", role_id);
        text.line("Rolle (Role)", role);
        text.line("Organisation", organisation);
      }
      put_reference("practitioner", "Practitioner", practitioner_id);
      out_ += ',';
      put_reference("organization", "Organization", organisation);
      out_ += R"(,"code":[{)";
      if (role_system.empty()) {
        put_text(out_, "text", role);
      } else {
        out_ += R"("coding":[{)";
        put_text(out_, "system", role_system);
        out_ += ',';
        put_text(out_, "code", role);
        out_ += "}]";
      }
      out_ += "}]";
    });
    entries_.put("Practitioner", practitioner_id, core_profiles, "medcom-core-practitioner", [&] {
      {
        Narrative text(out_);
        text.line("Id", practitioner_id);
        text.line("Navn (Name)", full_name(given, family));
      }
      out_ += R"("name":[{)";
      put_text(out_, "family", family);
      if (!given.empty()) {
        out_ += R"(,"given":[)";
        json::write_string(given, out_);
        out_ += ']';
      }
      out_ += "}]";
    });
  }

  void put_author() {
    put_person(id_(role_n), id_(practitioner_n), from_, content_.role, "", content_.given, content_.family);
  }

  void put_recipient() {
    const Correspondent& one = *content_.recipient;
    if (!one.team)
      return put_person(id_(recipient_n), id_(recipient_practitioner_n), to_, one.role, one.role_system,
                        one.given, one.family);
    entries_.put("CareTeam", id_(recipient_n), core_profiles, "medcom-core-careteam", [&] {
      {
        Narrative text(out_);
        text.line("Id", id_(recipient_n));
        text.line("Hold (Team)", one.name);
        text.line("Organisation", to_);
      }
      put_text(out_, "name", one.name);
      out_ += R"(,"managingOrganization":[{"reference":"Organization/)" + to_ + "\"}]";
    });
  }

  void put_organisation(const Organisation& organisation, View id) {
    entries_.put("Organization", id, messaging_profiles, "medcom-messaging-organization", [&] {
      {
        Narrative text(out_);
        text.line("Organisation", organisation.name);
        text.line("Id", id);
        text.line("SOR", organisation.sor);
        text.line("Lokationsnummer (GLN)", organisation.gln);
      }
      out_ += R"("identifier":[{"use":"official","system":")";
      out_ += gln_system;
      out_ += R"(","value":")" + organisation.gln + R"("},{"use":"official","system":")";
      out_ += sor_system;
      out_ += R"(","value":")" + organisation.sor + "\"}]";
      if (!organisation.name.empty()) {
        out_ += ',';
        put_text(out_, "name", organisation.name);
      }
    });
  }

  ProvenanceParts provenance() const {
    ProvenanceParts parts{.id = id_(provenance_n),
                          .message_id = id_(message_id_n),
                          .activity = std::string(activity_of(content_.kind)),
                          .agent = from_,
                          .entities = "[",
                          .entity_words = {}};
    if (content_.before != nullptr) {
      const std::string before = "MessageHeader/" + content_.before->header->message_id;
      parts.entities += R"({"role":"revision","what":{"reference":")" + before + "\"}},";
      parts.entity_words = "revision " + before;
    }
    for (const std::string& segment : segments_) {
      if (&segment != &segments_.front()) parts.entities += ',';
      parts.entities += R"({"role":"source","what":{"identifier":{"value":")" + segment + "\"}}}";
      parts.entity_words += (parts.entity_words.empty() ? "" : ", ") + ("source " + segment);
    }
    parts.entities += ']';
    return parts;
  }

  const LetterContent& content_;
  const MakeId& id_;
  const std::string now_;
  std::string out_;
  Entries entries_;
  Report unheard_;
  std::optional<Bundle> bundle_;  // of the letter before
  std::optional<Chain> chain_;
  std::vector<std::string> segments_left_out_;
  const json::Node* communication_before_ = nullptr;
  const Resource* patient_before_ = nullptr;
  const Resource* encounter_before_ = nullptr;
  std::set<const Resource*> wanted_;  // asked only whether it has one, never walked
  std::string from_, to_, thread_, patient_, encounter_;
  std::string recipient_before_;
  View recipient_type_ = "PractitionerRole";
  std::vector<std::string> segments_;
};

bool is_base64(View data) {
  const View body = data.substr(0, std::min(data.find('='), data.size())), end = data.substr(body.size());
  return data.size() % 4 == 0 && end.size() <= 2 &&
         std::ranges::all_of(end, [](char c) { return c == '='; }) && std::ranges::all_of(body, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
                  c == '/';
         });
}

std::optional<Problem> fault_of_attachment(const Attachment& one, size_t index) {
  const std::string where = "attachments[" + std::to_string(index) + "]";
  if (one.title.empty()) return not_understood(where + ".title", "an attachment has a title; found none");
  if (one.data.empty() == one.url.empty())
    return not_understood(where, "an attachment has data or an address, and not both");
  if (!is_base64(one.data))
    return not_understood(where + ".data", "base64 was expected, found something else");
  if (!one.creation.empty() && !parse_time(one.creation))
    return not_understood(where + ".creation", "a time with its zone was expected, found something else");
  if (one.url.empty() || !one.content_type.empty()) {
    if (!is_attachment_type(one.content_type))
      return not_understood(where + ".contentType",
                            "application/pdf or an image of type gif, jpeg, png, tiff or bmp was expected");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Problem> fault_of(const LetterContent& content) {
  const auto missing = [](View where, View what) {
    return not_understood(std::string(where), std::string(what) + " was expected, found none");
  };
  if (content.given.empty() || content.family.empty())
    return missing("signed.name", "the name of who sends it");
  if (content.role.empty()) return missing("signed.role", "the role of who sends it");
  if (content.phone.empty()) return missing("signed.phone", "the phone number of who sends it");
  if (content.text.empty()) return missing("content.text", "a text");
  if (category_of(content.category) == nullptr)
    return not_understood("category", "a category of CareCommunication was expected");
  if (content.category == "other" && content.topic.empty())
    return missing("content.topic", "a topic (the category is \"other\")");
  if (!content.priority.empty()) {
    if (content.priority != "routine" && content.priority != "asap")
      return not_understood("content.priority", "routine or asap was expected");
    if (content.category != "regarding-referral")
      return not_understood("content.priority", "a priority goes with the category regarding-referral only");
  }
  const auto goes = [&](const ChainLink& link) {
    return std::ranges::find(content.left_out, link.message_id) == content.left_out.end();
  };
  if (content.kind == LetterKind::forward && std::ranges::none_of(content.before->letter->chain, goes))
    return not_understood("without", "at least one letter of the thread goes with it");
  for (size_t i = 0; i < content.attachments.size(); ++i)
    if (auto fault = fault_of_attachment(content.attachments[i], i)) return fault;
  return std::nullopt;
}

Bytes write_care_communication(const LetterContent& content, const MakeId& id, Instant now) {
  return LetterWriter(content, id, now).write();
}

Result<Bytes> put_in_envelope(View letter, View envelope_id, Instant now, bool as_xml) {
  auto document = json::Document::parse(letter);
  if (!document) return document.problem();
  const json::Node& root = document->root();
  Report unheard;
  const Bundle bundle = Bundle::read(root, unheard);
  if (bundle.header() == nullptr) return not_understood("Bundle.entry", "a letter was expected, found none");
  const Chain chain = read_chain(bundle, bundle.header()->id);
  if (chain.current == nullptr)
    return not_understood("Bundle.entry", "a Provenance of the letter was expected");
  const std::string when = format_denmark(now);
  std::string out;
  out.reserve(letter.size() + 64);
  out += R"({"resourceType":"Bundle","id":)";
  json::write_string(envelope_id, out);
  out += R"(,"meta":{"profile":[")";
  out += letter_profiles;
  out += R"(medcom-careCommunication-message"]},"type":"message","timestamp":")" + when + R"(","entry":[)";
  Entries entries(out);
  for (const Resource& resource : bundle.resources()) {
    if (&resource != chain.current->resource) {
      entries.put_copy(resource);
      continue;
    }
    const json::Node* entity = json::find(resource.node, "entity");
    ProvenanceParts parts{.id = std::string(resource.id),
                          .message_id = std::string(chain.current->target),
                          .activity = std::string(chain.current->activity),
                          .agent = std::string(id_in_reference(chain.current->agent, "Organization")),
                          .entities = {},
                          .entity_words = entity_words(entity == nullptr ? nullptr : entity->first)};
    if (entity != nullptr) json::write(*entity, parts.entities);
    put_provenance(entries, out, parts, when);
  }
  out += "]}";
  if (!as_xml) return out;
  auto rewritten = json::Document::parse(out);
  if (!rewritten) return rewritten.problem();
  return xml_from_json(rewritten->root());
}

}  // namespace klynge::message
