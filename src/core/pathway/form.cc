#include "core/pathway/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace klynge {
namespace {

constexpr size_t longest_quote = 40;

std::string shown(const yaml::Node& node) {
  switch (node.kind) {
    case yaml::Node::null:
      return "nothing";
    case yaml::Node::list:
      return "a list";
    case yaml::Node::map:
      return "a map";
    case yaml::Node::scalar:
      break;
  }
  if (node.text.size() <= longest_quote) return fmt::format("\"{}\"", node.text);
  return fmt::format("a text of {} octets", node.text.size());
}

bool identifier_octet(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

// All of `text` as a number in decimal digits; none when there is anything else.
std::optional<uint64_t> digits(std::string_view text) {
  uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A year is long for a deadline; ten is a slip of the finger.
constexpr uint64_t most_in_a_duration = 9999;
constexpr uint64_t most_days = 366;

struct Count {  // "3 working days"
  int64_t n = 0;
  std::string_view unit;
};

std::optional<Count> count_in(std::string_view text) {
  const size_t space = text.find(' ');
  const auto n = digits(text.substr(0, space));
  if (!n || *n < 1 || *n > most_in_a_duration || space == std::string_view::npos) return std::nullopt;
  return Count{static_cast<int64_t>(*n), text.substr(space + 1)};
}

// "12:00"
std::optional<Duration> clock_in(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = digits(text.substr(0, 2)), minute = digits(text.substr(3));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return minutes(static_cast<int64_t>(*hour * 60 + *minute));
}

DueRule due_after_of(const yaml::Node& node, Complaint& complaint) {
  const auto count = count_in(node.text);
  if (!count || count->unit != "d") return due_after(duration_of(node, complaint));
  if (count->n > static_cast<int64_t>(most_days)) complaint.expected(node, "at most 366 d");
  return {DueRule::Form::calendar_days, static_cast<uint16_t>(count->n), {}};
}

DueRule due_within_of(const yaml::Node& node, Complaint& complaint) {
  const auto count = count_in(node.text);
  const bool good = count && count->n <= static_cast<int64_t>(most_days) &&
                    count->unit == (count->n == 1 ? "working day" : "working days");
  if (!good) complaint.expected(node, "a number of working days such as 3 working days");
  return {DueRule::Form::working_days, good ? static_cast<uint16_t>(count->n) : uint16_t{1}, {}};
}

DueRule due_by_of(const yaml::Node& node, const yaml::Node* on, Complaint& complaint) {
  using Form = DueRule::Form;
  static constexpr std::array<Term<DueRule>, 4> on_days = {
      {{"same day", {Form::clock, 0, {}}},
       {"day before", {Form::clock, 1, {}}},
       {"last working day", {Form::last_working_day, 0, {}}},
       {"next working day", {Form::working_days, 1, {}}}}};
  if (const auto clock = clock_in(node.text)) {
    if (on == nullptr)
      complaint.add(node,
                    "found no \"on\", expected same day, day before, last working day or next working day "
                    "beside a time");
    DueRule rule = on == nullptr ? on_days[0].value : term_of(*on, on_days, complaint);
    rule.time = *clock;
    if (rule.form == Form::working_days && rule.time == Duration{})
      complaint.expected(node, "a time after 00:00 beside next working day");
    return rule;
  }
  const bool begins = node.text == "next shift", ends = node.text == "end of next shift";
  if (!begins && !ends) complaint.expected(node, "a time such as 12:00, next shift, or end of next shift");
  if (on != nullptr) complaint.expected(*on, "no \"on\" beside a shift: only a time has one");
  return {ends ? DueRule::Form::shift_ends : DueRule::Form::shift_begins, 0, {}};
}

}  // namespace

void Complaint::add(const yaml::Node& at, std::string what) {
  if (problem_) return;
  problem_ = not_understood(fmt::format("{}:{}:{}", file_name_, at.line, at.column), std::move(what));
}

void Complaint::expected(const yaml::Node& at, std::string_view what) {
  add(at, fmt::format("found {}, expected {}", shown(at), what));
}

std::string listed(std::span<const std::string_view> words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string text_of(const yaml::Node& node, Complaint& complaint) {
  if (node.kind != yaml::Node::scalar || node.text.empty()) complaint.expected(node, "a text");
  return node.text;
}

std::string identifier_of(const yaml::Node& node, Complaint& complaint) {
  const bool good = node.kind == yaml::Node::scalar && !node.text.empty() && node.text.size() <= 40 &&
                    std::ranges::all_of(node.text, identifier_octet);
  if (!good) complaint.expected(node, "an id of small letters, digits and hyphens, at most 40");
  return node.text;
}

uint64_t number_of(const yaml::Node& node, uint64_t low, uint64_t high, Complaint& complaint) {
  const auto value = digits(node.text);
  if (value && *value >= low && *value <= high) return *value;
  complaint.expected(node, fmt::format("a number from {} to {}", low, high));
  return low;
}

bool truth_of(const yaml::Node& node, Complaint& complaint) {
  if (node.text != "true" && node.text != "false") complaint.expected(node, "true or false");
  return node.text == "true";
}

Duration duration_of(const yaml::Node& node, Complaint& complaint) {
  if (const auto count = count_in(node.text)) {
    if (count->unit == "min") return minutes(count->n);
    if (count->unit == "h") return hours(count->n);
    if (count->unit == "d") return days(count->n);
  }
  complaint.expected(node, "a duration such as 30 min, 24 h or 3 d");
  return hours(1);
}

DueRule due_rule_of(const Fields& due, Complaint& complaint) {
  const yaml::Node *after = due.find("after"), *within = due.find("within"), *by = due.find("by");
  const yaml::Node* on = due.find("on");
  if (const int said = (after != nullptr) + (within != nullptr) + (by != nullptr); said != 1) {
    complaint.add(due.node(), fmt::format("found {} of after, within, by, expected exactly one", said));
    return {};
  }
  if (by != nullptr) return due_by_of(*by, on, complaint);
  if (on != nullptr) complaint.expected(*on, "no \"on\" without by");
  return after != nullptr ? due_after_of(*after, complaint) : due_within_of(*within, complaint);
}

Duration clock_of(const yaml::Node& node, Complaint& complaint) {
  if (const auto clock = clock_in(node.text)) return *clock;
  complaint.expected(node, "a time such as 12:00");
  return {};
}

Instant day_of(const yaml::Node& node, Complaint& complaint) {
  const auto time = parse_time(node.text);
  if (time && time->precision == Precision::day) return time->at;
  complaint.expected(node, "a date such as 2026-01-31");
  return {};
}

Words words_of(const yaml::Node& node, Complaint& complaint) {
  const Fields fields(node, {"da", "en"}, complaint);
  return {text_of(fields.need("da"), complaint), text_of(fields.need("en"), complaint)};
}

std::span<const yaml::Node> items_of(const yaml::Node& node, Complaint& complaint) {
  if (node.kind != yaml::Node::list) complaint.expected(node, "a list");
  return node.items;
}

std::optional<size_t> word_index(const yaml::Node& node, std::span<const std::string_view> words,
                                 Complaint& complaint) {
  const auto found = std::ranges::find(words, std::string_view(node.text));
  if (node.kind == yaml::Node::scalar && found != words.end()) return found - words.begin();
  complaint.expected(node, words.size() == 1 ? std::string(words[0]) : "one of " + listed(words));
  return std::nullopt;
}

Fields::Fields(const yaml::Node& node, std::span<const std::string_view> known, Complaint& complaint)
    : node_(node), complaint_(complaint) {
  if (node.kind != yaml::Node::map) {
    complaint.expected(node, "a map with the keys " + listed(known));
    return;
  }
  for (const auto& [key, value] : node.members) {
    if (std::ranges::find(known, std::string_view(key)) != known.end()) continue;
    complaint.add(value, fmt::format("found the key \"{}\", expected one of {}", key, listed(known)));
  }
}

const yaml::Node* Fields::find(std::string_view key) const {
  return yaml::find(node_, key);
}

const yaml::Node& Fields::need(std::string_view key) const {
  static const yaml::Node nothing;
  if (const auto* value = find(key)) return *value;
  complaint_.add(node_, fmt::format("found no \"{}\", expected one here", key));
  return nothing;
}

}  // namespace klynge
