// The acknowledgement we write, and the bare OperationOutcome for what cannot be acknowledged. Both are built
// by appending to one string: this runs once for every message received.
#include <vector>

#include "message/codes.h"
#include "message/envelope.h"
#include "message/fhir_xml.h"
#include "message/narrative.h"

namespace klynge::message {

namespace {

constexpr View base_url = "https://medcomfhir.dk/ig/acknowledgement/";
constexpr View acknowledgement_profiles = "http://medcomfhir.dk/ig/acknowledgement/StructureDefinition/";

class AcknowledgementWriter {
 public:
  AcknowledgementWriter(const Reading& original, const Bundle& bundle, const Chain& chain, Answer answer,
                        const std::vector<Issue>& issues, const AcknowledgementIds& ids)
      : header_(*original.header),
        bundle_(bundle),
        chain_(chain),
        answer_(answer),
        issues_(issues),
        ids_(ids),
        now_(format_denmark(ids.now)),
        sender_(header_.receiver),
        receiver_(header_.sender) {
    // Without a name in the original the resource still needs an id of its own; a type and id are unique.
    if (!valid_id(sender_.id)) sender_.id = ids.message_id;
    if (!valid_id(receiver_.id)) receiver_.id = ids.bundle_id;
  }

  Bytes write() {
    out_.reserve(6000 + 700 * issues_.size());
    out_ += R"({"resourceType":"Bundle","id":)";
    json::write_string(ids_.bundle_id, out_);
    put_profile(acknowledgement_profiles, "medcom-messaging-acknowledgement");
    out_ += R"(,"type":"message","timestamp":")" + now_ + R"(","entry":[)";
    put_header();
    const Link* latest = chain_.latest();
    if (latest != nullptr && valid_id(latest->resource->id)) put_copy(*latest->resource);
    put_provenance();
    put_organisation(receiver_);
    if (sender_.id != receiver_.id) put_organisation(sender_);
    put_third_organisation();
    if (has_outcome()) put_outcome();
    out_ += "]}";
    return std::move(out_);
  }

 private:
  bool has_outcome() const { return answer_ != Answer::ok || !issues_.empty(); }

  void put_profile(View base, View name) {
    out_ += R"(,"meta":{"profile":[")";
    out_ += base;
    out_ += name;
    out_ += R"("]})";
  }

  void put_full_url(View type, View id) {
    if (out_.back() == '}') out_ += ',';
    out_ += R"({"fullUrl":")";
    out_ += base_url;
    out_ += type;
    out_ += '/';
    out_ += id;  // a FHIR id needs no escape
    out_ += R"(","resource":)";
  }

  void begin_resource(View type, View id, View base, View profile) {
    put_full_url(type, id);
    out_ += R"({"resourceType":")";
    out_ += type;
    out_ += R"(","id":")";
    out_ += id;
    out_ += '"';
    put_profile(base, profile);
    out_ += ',';
  }

  void put_reference(View name, View type, View id) {
    out_ += '"';
    out_ += name;
    out_ += R"(":{"reference":")";
    out_ += type;
    out_ += '/';
    out_ += id;
    out_ += "\"}";
  }

  void put_endpoint(View endpoint, View sor) {
    out_ += R"("endpoint":)";
    if (endpoint.empty()) {
      out_ += '"';
      out_ += endpoint_base;
      out_ += sor;
      out_ += '"';
    } else {
      json::write_string(endpoint, out_);
    }
  }

  View original_endpoint(bool of_sender) const {
    const json::Node* node = bundle_.header()->node;
    if (of_sender) return json::text_of(json::find(node, "source"), "endpoint");
    return json::text_of(json::at(json::find(node, "destination"), 0), "endpoint");
  }

  void put_header() {
    begin_resource("MessageHeader", ids_.message_id, acknowledgement_profiles,
                   "medcom-messaging-acknowledgementHeader");
    {
      Narrative text(out_);
      text.line("Kvittering", word(answer_));
      text.line("Id", ids_.message_id);
      text.line("Besked", header_.message_id);
      text.line("Afsender", sender_.sor);
      text.line("Modtager", receiver_.sor);
    }
    out_ += R"("eventCoding":{"system":")";
    out_ += event_system;
    out_ += R"(","code":"acknowledgement-message"},"destination":[{"extension":[{"url":")";
    out_ += destination_use_extension;
    out_ += R"(","valueCoding":{"system":")";
    out_ += destination_use_system;
    out_ += R"(","code":"primary"}}],)";
    put_endpoint(original_endpoint(true), receiver_.sor);
    out_ += ',';
    put_reference("receiver", "Organization", receiver_.id);
    out_ += "}],";
    put_reference("sender", "Organization", sender_.id);
    out_ += R"(,"source":{)";
    put_endpoint(original_endpoint(false), sender_.sor);
    out_ += R"(},"response":{"identifier":")";
    out_ += header_.message_id;
    out_ += R"(","code":")";
    out_ += word(answer_);
    out_ += '"';
    if (has_outcome()) {
      out_ += ',';
      put_reference("details", "OperationOutcome", ids_.outcome_id);
    }
    out_ += "}}}";
  }

  void put_copy(const Resource& provenance) {
    put_full_url("Provenance", provenance.id);
    json::write(*provenance.node, out_);
    out_ += '}';
  }

  void put_provenance() {
    begin_resource("Provenance", ids_.provenance_id, messaging_profiles, "medcom-messaging-provenance");
    {
      Narrative text(out_);
      text.line("Kvittering sendt", now_);
      text.line("Id", ids_.provenance_id);
      text.line("Afsender", sender_.sor);
      text.line("Besked", header_.message_id);
    }
    out_ += R"("target":[{"reference":"MessageHeader/)";
    out_ += ids_.message_id;
    out_ += R"("}],"occurredDateTime":")" + now_ + R"(","recorded":")" + now_;
    out_ += R"(","activity":{"coding":[{"system":")";
    out_ += activity_system;
    out_ += R"(","code":"acknowledgement"}]},"agent":[{)";
    put_reference("who", "Organization", sender_.id);
    out_ += R"(}],"entity":[{"role":"revision",)";
    put_reference("what", "MessageHeader", header_.message_id);
    out_ += "}]}}";
  }

  void put_identifier(View system, View value) {
    if (out_.back() == '}') out_ += ',';
    out_ += R"({"system":")";
    out_ += system;
    out_ += R"(","value":")";
    out_ += value;  // digits
    out_ += "\"}";
  }

  void put_organisation(const Organisation& organisation) {
    begin_resource("Organization", organisation.id, messaging_profiles, "medcom-messaging-organization");
    {
      Narrative text(out_);
      text.line("Organisation", organisation.name);
      text.line("Id", organisation.id);
      text.line("SOR", organisation.sor);
      text.line("Lokationsnummer", organisation.gln);
    }
    if (!organisation.gln.empty() || !organisation.sor.empty()) {
      out_ += R"("identifier":[)";
      if (!organisation.gln.empty()) put_identifier(gln_system, organisation.gln);
      if (!organisation.sor.empty()) put_identifier(sor_system, organisation.sor);
      out_ += "],";
    }
    if (organisation.name.empty()) {
      out_.pop_back();  // the comma
    } else {
      out_ += R"("name":)";
      json::write_string(organisation.name, out_);
    }
    out_ += "}}";
  }

  // The copied Provenance may name a unit that is neither sender nor receiver.
  void put_third_organisation() {
    const Link* latest = chain_.latest();
    if (latest == nullptr) return;
    const Resource* agent = bundle_.find("Organization", id_in_reference(latest->agent, "Organization"));
    if (agent == nullptr || !valid_id(agent->id) || agent->id == sender_.id || agent->id == receiver_.id)
      return;
    put_organisation(read_organisation(*agent));
  }

  void put_outcome();

  const Header& header_;
  const Bundle& bundle_;
  const Chain& chain_;
  const Answer answer_;
  const std::vector<Issue>& issues_;
  const AcknowledgementIds& ids_;
  const std::string now_;
  Organisation sender_, receiver_;  // of the acknowledgement: the direction is turned
  std::string out_;
};

const std::vector<Issue>& or_general(const std::vector<Issue>& issues) {
  static const std::vector<Issue> general = {{.severity = Severity::error,
                                              .path = "",
                                              .rule = "",
                                              .text = "The message could not be accepted.",
                                              .type = "processing",
                                              .detail = ""}};
  return issues.empty() ? general : issues;
}

void put_issue(std::string& out, const Issue& issue) {
  out += R"({"severity":")";
  out += word(issue.severity);
  out += R"(","code":)";
  json::write_string(issue.type.empty() ? View("processing") : View(issue.type), out);
  out += R"(,"details":{)";
  if (const View system = system_of_detail(issue.detail); !system.empty()) {
    out += R"("coding":[{"system":")";
    out += system;
    out += R"(","code":")";
    out += issue.detail;
    out += R"("}],)";
  }
  out += R"("text":)";
  json::write_string(issue.text.empty() ? View("-") : View(issue.text), out);
  out += '}';
  const bool is_place = issue.path.empty() || issue.path.starts_with("byte ");
  std::string diagnostics = issue.rule;
  if (is_place && !issue.path.empty()) diagnostics += (diagnostics.empty() ? "" : ", ") + issue.path;
  if (!diagnostics.empty()) {
    out += R"(,"diagnostics":)";
    json::write_string(diagnostics, out);
  }
  if (!is_place) {
    out += R"(,"expression":[)";
    json::write_string(issue.path, out);
    out += ']';
  }
  out += '}';
}

void put_outcome_body(std::string& out, const std::vector<Issue>& issues, View id) {
  {
    Narrative text(out);
    text.line("Id", id);
    for (const Issue& issue : issues) text.line(word(issue.severity), issue.text);
  }
  out += R"("issue":[)";
  for (const Issue& issue : issues) {
    if (&issue != &issues.front()) out += ',';
    put_issue(out, issue);
  }
  out += "]}";
}

void AcknowledgementWriter::put_outcome() {
  begin_resource("OperationOutcome", ids_.outcome_id, acknowledgement_profiles,
                 "medcom-acknowledgement-operationoutcome");
  put_outcome_body(out_, or_general(issues_), ids_.outcome_id);
  out_ += '}';
}

// Of what we have written ourselves.
Bytes as_xml(View json) {
  const auto document = json::Document::parse(json);
  auto xml = document ? xml_from_json(document->root()) : document.problem();
  return xml ? std::move(*xml) : Bytes(json);
}

}  // namespace

Bytes write_acknowledgement(const Reading& original, Answer answer, const std::vector<Issue>& issues,
                            const AcknowledgementIds& ids) {
  Report unheard;
  const Bundle bundle = Bundle::read(original.document->root(), unheard);
  const Chain chain = read_chain(bundle, original.header->message_id);
  Bytes json = AcknowledgementWriter(original, bundle, chain, answer, issues, ids).write();
  return original.is_xml ? as_xml(json) : json;
}

Bytes write_outcome(const std::vector<Issue>& issues, bool is_xml) {
  Bytes out = R"({"resourceType":"OperationOutcome",)";
  put_outcome_body(out, or_general(issues), "");
  return is_xml ? as_xml(out) : out;
}

}  // namespace klynge::message
