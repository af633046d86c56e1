#include "message/rule.h"

#include <utility>

#include "message/codes.h"

namespace klynge::message {

bool Report::full(const Rule& rule) {
  const bool is_error = rule.severity == Severity::error;
  failed_ |= is_error;
  if ((is_error ? errors_ : others_).size() < issues_max) return false;
  ++left_out_;
  return true;
}

void Report::add(RuleId rule, const json::Node* at, View text) {
  if (full(rule.row())) return;
  add_at(rule, json::path_of(at, "Bundle"), text);
}

void Report::add(RuleId rule, const json::Node* in, View member, View text) {
  if (full(rule.row())) return;
  std::string path = json::path_of(in, "Bundle");
  path += '.';
  path += member;
  add_at(rule, std::move(path), text);
}

void Report::add_at(RuleId id, std::string path, View text) {
  const Rule& rule = id.row();
  if (full(rule)) return;
  Issue issue{.severity = rule.severity,
              .path = std::move(path),
              .rule = rule.id,
              .text = std::string(text),
              .type = rule.type,
              .detail = rule.detail};
  (rule.severity == Severity::error ? errors_ : others_).push_back(std::move(issue));
}

std::vector<Issue> Report::take() {
  std::vector<Issue> all = std::move(errors_);
  for (Issue& issue : others_) {
    if (all.size() < issues_max) {
      all.push_back(std::move(issue));
    } else {
      ++left_out_;
    }
  }
  others_.clear();
  if (left_out_ > 0) {
    add_at("more-left-out", "", std::to_string(left_out_) + " further issues are left out.");
    all.push_back(std::move(others_.back()));
  }
  return all;
}

namespace {

bool is_present(const json::Node* node) {
  if (node == nullptr || node->kind == json::Kind::null) return false;
  return !(node->is_string() && node->text.empty());  // FHIR has no empty strings: they say nothing
}

View shape_words(Shape shape) {
  switch (shape) {
    case Shape::any:
      return "anything";
    case Shape::text:
      return "a string";
    case Shape::boolean:
      return "true or false";
    case Shape::object:
      return "an object";
    case Shape::objects:
      return "a list of objects";
    case Shape::time:
      return "a string with a time";
  }
  return "";
}

bool has_shape(const json::Node& node, Shape shape) {
  switch (shape) {
    case Shape::any:
      return true;
    case Shape::text:
    case Shape::time:
      return node.is_string();
    case Shape::boolean:
      return node.kind == json::Kind::boolean;
    case Shape::object:
      return node.is_object();
    case Shape::objects:
      if (!node.is_array()) return false;
      for (const json::Node* item = node.first; item != nullptr; item = item->next) {
        if (!item->is_object()) return false;
      }
      return true;
  }
  return false;
}

void check_time(Report& report, const json::Node& node) {
  const auto time = parse_time(node.text);
  if (time && time->precision >= Precision::minute) return;
  report.add(
      "time-format", &node,
      "A date with time of day and zone was expected, as 2026-11-21T20:59:00+01:00; found another form.");
}

std::string expected_count(const Element& element, uint32_t count) {
  if (element.max == 0) return "The element is not allowed here, but it was found.";
  std::string text = "Expected ";
  if (element.min == element.max) {
    text += "exactly " + std::to_string(element.min);
  } else if (element.max == many) {
    text += "at least " + std::to_string(element.min);
  } else {
    text += "at most " + std::to_string(element.max);
  }
  return text + ", found " + (count == 0 ? "none" : std::to_string(count)) + ".";
}

void check_element(Report& report, const json::Node* in, const Element& element) {
  View rest = element.path;
  for (size_t dot = rest.find('.'); dot != View::npos; dot = rest.find('.')) {
    in = json::find(in, rest.substr(0, dot));
    if (in == nullptr || !in->is_object()) return;  // the row of that element has told
    rest.remove_prefix(dot + 1);
  }
  const json::Node* node = json::find(in, rest);
  const bool present = is_present(node);
  if (present && element.max > 0 && !has_shape(*node, element.shape)) {
    report.add("element-shape", node,
               "Expected " + std::string(shape_words(element.shape)) + ", found another data type.");
    return;
  }
  const uint32_t count = !present ? 0 : element.shape == Shape::objects ? node->count : 1;
  if (count < element.min || count > element.max) {
    report.add(element.rule, in, rest, expected_count(element, count));
    return;
  }
  if (count > 0 && element.shape == Shape::time) check_time(report, *node);
}

}  // namespace

void check_elements(Report& report, const json::Node* in, std::span<const Element> elements) {
  for (const Element& element : elements) check_element(report, in, element);
}

std::string found(View value) {
  if (value.empty()) return "found none";
  if (is_known_code(value)) return "found \"" + std::string(value) + "\"";
  return "found an unknown value of " + std::to_string(value.size()) + " characters";
}

}  // namespace klynge::message
