#include "message/acknowledgement.h"

#include "message/codes.h"

namespace klynge::message {

namespace {

const json::Node* response_of(const Bundle& bundle) {
  return json::find(bundle.header()->node, "response");
}

void check_references(const Bundle& bundle, const Chain& chain, Report& report) {
  check_envelope_references(bundle, chain, report);
  bundle.require(report, response_of(bundle), "details", "OperationOutcome");
}

void check_elements_of_response(const Bundle& bundle, Report& report) {
  static constexpr Element elements[] = {
      {"response", 1, 1, Shape::object, "ACK-response-required"},
      {"response.identifier", 1, 1, Shape::text, "ACK-response-required"},
      {"response.code", 1, 1, Shape::text, "ACK-response-required"},
      {"response.details", 0, 1, Shape::object, "ACK-response-required"},
  };
  check_elements(report, bundle.header()->node, elements);
  static constexpr Element outcome_elements[] = {{"issue", 1, many, Shape::objects, "ACK-outcome-required"}};
  const Resource* outcome = bundle.first("OperationOutcome");
  if (outcome != nullptr) check_elements(report, outcome->node, outcome_elements);
}

void check_organisations(const Bundle& bundle, Report& report) {
  const json::Node* header = bundle.header()->node;
  const json::Node* destination = json::at(json::find(header, "destination"), 0);
  check_organisation(bundle.resolve(json::find(header, "sender"), "Organization"), Numbers::sor_and_gln,
                     report);
  check_organisation(bundle.resolve(json::find(destination, "receiver"), "Organization"),
                     Numbers::sor_and_gln, report);
}

void check_codes(const Bundle& bundle, const Chain& chain, Report& report) {
  check_envelope_codes(bundle, chain, report);
  const View code = json::text_of(response_of(bundle), "code");
  if (answer_of(code)) return;
  report.add("ACK-response-code", response_of(bundle), "code",
             "One of ok, transient-error and fatal-error was expected, " + found(code) + ".");
}

void check_invariants(const Bundle& bundle, Report& report) {
  check_destination_primary(bundle, report);
  const json::Node* response = response_of(bundle);
  if (json::text_of(response, "code") != "ok" && json::find(response, "details") == nullptr) {
    report.add("ACK-outcome-required", response, "details",
               "A negative acknowledgement refers to an OperationOutcome; found none.");
  }
}

void check_detail_codes(const Bundle& bundle, Report& report) {
  const Resource* outcome = bundle.first("OperationOutcome");
  if (outcome == nullptr) return;
  const json::Node* issues = json::find(outcome->node, "issue");
  for (const json::Node* issue = issues->first; issue != nullptr; issue = issue->next) {
    const json::Node* codings = json::find(json::find(issue, "details"), "coding");
    const json::Node* coding = codings != nullptr && codings->is_array() ? codings->first : nullptr;
    for (; coding != nullptr; coding = coding->next) {
      const View system = system_of_detail(json::text_of(coding, "code"));
      if (!system.empty() && json::text_of(coding, "system") == system) continue;
      report.add("ACK-detail-code", coding, "code",
                 "A code of medcom-acknowledgement-issue-details should stand here; found another.");
    }
  }
}

void check_use(const Bundle& bundle, const Chain& chain, Report& report) {
  if (chain.links.size() != 2) {
    report.add("ACK-provenance-two", json::find(&bundle.root(), "entry"),
               "Two Provenances were expected, found " + std::to_string(chain.links.size()) + ".");
  }
  if (chain.current->activity != "acknowledgement") {
    report.add("ACK-activity", json::find(chain.current->resource->node, "activity"), "coding",
               "The activity \"acknowledgement\" was expected, " + found(chain.current->activity) + ".");
  }
  if (chain.current->previous != json::text_of(response_of(bundle), "identifier")) {
    report.add("ACK-identifier", response_of(bundle), "identifier",
               "The message that the Provenance names was expected; found another.");
  }
  check_detail_codes(bundle, report);
  check_profile(&bundle.root(), "medcom-messaging-acknowledgement", report);
  check_profile(bundle.header(), "medcom-messaging-acknowledgementHeader", report);
  check_envelope_use(bundle, chain, report);
}

// A code that is not one of the known ones may say anything, and is left out.
std::vector<std::string> detail_codes(const Bundle& bundle) {
  std::vector<std::string> codes;
  const Resource* outcome = bundle.first("OperationOutcome");
  const json::Node* issues = outcome == nullptr ? nullptr : json::find(outcome->node, "issue");
  for (const json::Node* issue = issues == nullptr ? nullptr : issues->first; issue != nullptr;
       issue = issue->next) {
    const json::Node* codings = json::find(json::find(issue, "details"), "coding");
    const json::Node* coding = codings != nullptr && codings->is_array() ? codings->first : nullptr;
    for (; coding != nullptr; coding = coding->next) {
      const View code = json::text_of(coding, "code");
      if (!system_of_detail(code).empty() && codes.size() < 8) codes.emplace_back(code);
    }
  }
  return codes;
}

}  // namespace

std::optional<Answer> answer_of(View response_code) {
  for (const Answer answer : {Answer::ok, Answer::fatal_error, Answer::transient_error}) {
    if (word(answer) == response_code) return answer;
  }
  return std::nullopt;
}

void check_acknowledgement(const Bundle& bundle, const Chain& chain, Report& report) {
  check_references(bundle, chain, report);
  if (report.failed()) return;

  check_envelope_elements(bundle, chain, report);
  check_elements_of_response(bundle, report);
  check_organisations(bundle, report);
  if (report.failed()) return;

  check_codes(bundle, chain, report);
  if (report.failed()) return;

  check_invariants(bundle, report);
  if (report.failed()) return;

  check_use(bundle, chain, report);
  check_organisation_numbers(bundle, report);
}

AcknowledgementRead read_acknowledgement(const Bundle& bundle) {
  const json::Node* response = response_of(bundle);
  return {.acknowledged_message_id = std::string(json::text_of(response, "identifier")),
          .code = answer_of(json::text_of(response, "code")).value(),
          .details = detail_codes(bundle)};
}

}  // namespace klynge::message
