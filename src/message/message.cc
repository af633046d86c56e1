// The way in: level 1, the Bundle, the header, and then on to the message's own file.
#include "message/message.h"

#include <algorithm>
#include <array>
#include <utility>

#include "message/acknowledgement.h"
#include "message/care_communication.h"
#include "message/codes.h"
#include "message/fhir_xml.h"
#include "message/home_care_observation.h"
#include "message/hospital_notification.h"

namespace klynge::message {

std::string_view word(Answer answer) {
  switch (answer) {
    case Answer::ok:
      return "ok";
    case Answer::fatal_error:
      return "fatal-error";
    case Answer::transient_error:
      return "transient-error";
    case Answer::none:
      return "none";
  }
  return "";
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::information:
      return "information";
  }
  return "";
}

std::string_view word(Notice notice) {
  return row_of(notice).code;
}

bool Reading::has_error() const {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& issue) { return issue.severity == Severity::error; });
}

namespace {

// --- level 1 ---

void tell_problem(const Problem& problem, Report& report) {
  const bool in_bytes = problem.where.empty() || problem.where.starts_with("byte ");
  const std::string path = in_bytes ? problem.where : "Bundle." + problem.where;
  const auto says = [&](View words) { return problem.what.find(words) != std::string::npos; };
  if (says("UTF-8") || says("byte order mark")) {
    report.add_at("json-encoding", path, problem.what);
  } else if (says("nested deeper")) {
    report.add_at("json-depth", path, problem.what);
  } else if (says("written twice")) {
    report.add_at("json-duplicate-key", path, problem.what);
  } else {
    report.add_at("json-syntax", path, problem.what);
  }
}

// --- what kind of message ---

struct Kind {
  std::optional<Event> event;
  std::string type = "?";
};

Kind tell_kind(const Bundle& bundle, Report& report) {
  const json::Node* header = bundle.header()->node;
  static constexpr Element elements[] = {
      {"eventCoding", 1, 1, Shape::object, "event-required"},
      {"eventCoding.code", 1, 1, Shape::text, "event-required"},
  };
  const json::Node* coding = json::find(header, "eventCoding");
  const View code = json::text_of(coding, "code");
  if (code.empty()) {
    check_elements(report, header, elements);
    return {};
  }
  const auto event = json::text_of(coding, "system") == event_system ? event_of(code) : std::nullopt;
  if (!event) {
    report.add("event-code", coding, "code",
               "A code of medcom-messaging-eventCodes was expected, " + found(code) + ".");
    return {};
  }
  const auto not_supported = [&](View name) {
    report.add("event-not-supported", coding, "code",
               "HospitalNotification, CareCommunication, HomeCareObservation and Acknowledgement are "
               "received here; " +
                   found(code) + ".");
    return Kind{std::nullopt, std::string(name)};
  };
  switch (*event) {
    case Event::notification:
      return {event, "HN ?"};
    case Event::acknowledgement:
      return {event, "ACK ?"};
    case Event::care_communication:
      return {event, "CC ?"};
    case Event::home_care_observation:
      return {event, "HCO ?"};
    case Event::empty:
      return not_supported("?");
  }
  return {};
}

void read_notification(const Bundle& bundle, const Chain& chain, Report& report, Reading& reading) {
  const auto notice = tell_notice(bundle, chain);
  if (notice) reading.type = "HN " + std::string(word(*notice));
  if (!report.failed()) check_hospital_notification(bundle, chain, notice, report);
  if (!report.failed()) reading.notification = read_hospital_notification(bundle, chain, *notice);
}

void read_letter(const Bundle& bundle, const Chain& chain, Report& report, Reading& reading) {
  const auto kind = tell_letter(chain);
  if (kind) reading.type = "CC " + std::string(word(*kind));
  if (!report.failed()) check_care_communication(bundle, chain, report);
  if (!report.failed()) reading.letter = read_care_communication(bundle, chain, *kind);
}

void read_measurements(const Bundle& bundle, const Chain& chain, Report& report, Reading& reading) {
  const auto form = tell_report(chain);
  if (form) reading.type = "HCO " + std::string(report_word(*form));
  if (!report.failed()) check_home_care_observation(bundle, chain, report);
  if (!report.failed()) reading.observation = read_home_care_observation(bundle, chain, *form);
}

void read_ack(const Bundle& bundle, const Chain& chain, Report& report, Reading& reading) {
  const json::Node* response = json::find(bundle.header()->node, "response");
  if (const auto code = answer_of(json::text_of(response, "code")))
    reading.type = "ACK " + std::string(word(*code));
  if (!report.failed()) check_acknowledgement(bundle, chain, report);
  if (!report.failed()) reading.acknowledgement = read_acknowledgement(bundle);
}

void read_message(const Bundle& bundle, Report& report, Reading& reading) {
  if (bundle.header() == nullptr) return;
  const Kind kind = tell_kind(bundle, report);
  reading.type = kind.type;
  // An id that breaks FHIR's form cannot be quoted in an acknowledgement, so it is no id.
  if (valid_id(bundle.header()->id)) reading.header = read_header(bundle);
  if (!kind.event) return;
  const Chain chain = read_chain(bundle, bundle.header()->id);
  if (*kind.event == Event::notification) read_notification(bundle, chain, report, reading);
  if (*kind.event == Event::care_communication) read_letter(bundle, chain, report, reading);
  if (*kind.event == Event::home_care_observation) read_measurements(bundle, chain, report, reading);
  if (*kind.event == Event::acknowledgement) read_ack(bundle, chain, report, reading);
}

bool is_acknowledgement(const Reading& reading) {
  return reading.type.starts_with("ACK ");
}

Answer answer_to(const Reading& reading, bool failed) {
  if (!reading.header || is_acknowledgement(reading)) return Answer::none;
  return failed ? Answer::fatal_error : Answer::ok;
}

void read_document(const json::Node& root, Report& report, Reading& reading) {
  if (json::text_of(&root, "resourceType") != "Bundle") {
    report.add("bundle-resource-type", &root, "A Bundle was expected; found another resource or none.");
    return;
  }
  const Bundle bundle = Bundle::read(root, report);
  read_message(bundle, report, reading);
}

}  // namespace

Reading read(View bytes) {
  Reading reading;
  reading.type = "?";
  Report report;
  reading.is_xml = looks_like_xml(bytes);
  Result<Bytes> json = reading.is_xml ? json_from_xml(bytes) : Bytes();
  if (!json) {
    report.add_at("xml-syntax", json.problem().where, json.problem().what);
  } else if (auto document = json::Document::parse(reading.is_xml ? View(*json) : bytes); !document.ok()) {
    tell_problem(document.problem(), report);
  } else {
    reading.document = std::move(document).value();
    read_document(reading.document->root(), report, reading);
  }
  reading.answer = answer_to(reading, report.failed());
  reading.issues = report.take();
  return reading;
}

namespace {

bool tells_of_after(const Reading& reading, Instant latest) {
  if (const auto& said = reading.notification)
    return std::max({said->event.at, said->start.at, said->sent.at}) > latest;
  if (const auto& said = reading.letter) return said->sent.at > latest;
  if (const auto& said = reading.observation) return std::max(said->issued.at, said->sent.at) > latest;
  return false;
}

std::vector<const json::Node*> times_told(const Reading& reading, const Bundle& bundle, const Chain& chain) {
  std::vector<const json::Node*> times;
  if (reading.notification) times = times_of_stay(bundle, chain, reading.notification->notice);
  if (reading.observation) times = {issued_node(bundle)};
  times.push_back(sent_node(chain));
  return times;
}

}  // namespace

void check_ahead(Reading& reading, Instant received) {
  const Instant latest = received + ahead_at_most;
  if (!tells_of_after(reading, latest)) return;
  Report ignored, report;
  const Bundle bundle = Bundle::read(reading.document->root(), ignored);
  const Chain chain = read_chain(bundle, bundle.header()->id);
  for (const json::Node* one : times_told(reading, bundle, chain)) {
    if (parse_time(one->text)->at <= latest) continue;
    report.add("time-ahead", one,
               "A time at most 24 hours after the message was received was expected; found a later one.");
  }
  std::vector<Issue> ahead = report.take();
  reading.issues.insert(reading.issues.begin(), ahead.begin(), ahead.end());
  reading.answer = Answer::fatal_error;
  reading.notification.reset();
  reading.letter.reset();
  reading.observation.reset();
}

}  // namespace klynge::message
