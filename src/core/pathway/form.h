#pragma once
// The form of a data file: which keys, which words, which kind of value, read from a YAML tree into plain
// values. The first mistake is kept as a complaint with file, line and column, what was found and what was
// expected; after it every read still answers something harmless, so that a reader is a list of fields and
// looks at the complaint once, at the end. Not copied; one thread.
#include <array>
#include <initializer_list>
#include <optional>
#include <span>

#include "base/yaml.h"
#include "core/pathway/pathway.h"

namespace klynge {

class Complaint {
 public:
  explicit Complaint(std::string file_name) : file_name_(std::move(file_name)) {}
  void add(const yaml::Node& at, std::string what);            // the first is kept
  void expected(const yaml::Node& at, std::string_view what);  // "found ..., expected `what`"
  const std::optional<Problem>& problem() const { return problem_; }

 private:
  std::string file_name_;
  std::optional<Problem> problem_;
};

class Fields;

// A word of a closed vocabulary.
template <class Value>
struct Term {
  std::string_view word;
  Value value;
};

inline constexpr std::array<std::string_view, 7> regions = {
    "all", "Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland", "Østdanmark"};

std::string listed(std::span<const std::string_view> words);  // "a, b, c"

// --- values ---
std::string text_of(const yaml::Node& node, Complaint& complaint);        // not empty
std::string identifier_of(const yaml::Node& node, Complaint& complaint);  // "admission-report"
uint64_t number_of(const yaml::Node& node, uint64_t low, uint64_t high, Complaint& complaint);
bool truth_of(const yaml::Node& node, Complaint& complaint);         // true or false
Duration duration_of(const yaml::Node& node, Complaint& complaint);  // "30 min", "24 h", "3 d"
DueRule due_rule_of(const Fields& due, Complaint& complaint);        // its after, within or by
Duration clock_of(const yaml::Node& node, Complaint& complaint);     // "08:00": since midnight
Instant day_of(const yaml::Node& node, Complaint& complaint);        // "2026-01-01": its midnight in Denmark
Words words_of(const yaml::Node& node, Complaint& complaint);        // {da: ..., en: ...}
std::span<const yaml::Node> items_of(const yaml::Node& node, Complaint& complaint);  // of a list
std::optional<size_t> word_index(const yaml::Node& node, std::span<const std::string_view> words,
                                 Complaint& complaint);

template <class Value, size_t n>
Value term_of(const yaml::Node& node, const std::array<Term<Value>, n>& terms, Complaint& complaint) {
  std::array<std::string_view, n> words;
  for (size_t i = 0; i < n; ++i) words[i] = terms[i].word;
  const auto index = word_index(node, words, complaint);
  return index ? terms[*index].value : Value{};
}

// The members of one map. Complains at once of what is not a map, and of keys it does not know.
class Fields {
 public:
  Fields(const yaml::Node& node, std::span<const std::string_view> keys, Complaint& complaint);
  Fields(const yaml::Node& node, std::initializer_list<std::string_view> keys, Complaint& complaint)
      : Fields(node, std::span<const std::string_view>(keys.begin(), keys.size()), complaint) {}
  const yaml::Node* find(std::string_view key) const;  // nullptr when absent
  const yaml::Node& need(std::string_view key) const;  // complains when absent and answers an empty node
  const yaml::Node& node() const { return node_; }

 private:
  const yaml::Node& node_;
  Complaint& complaint_;
};

}  // namespace klynge
