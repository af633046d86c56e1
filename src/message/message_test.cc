// Whatever the bytes are, reading them ends, and an error says where it is.
#include "message/message.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "message/rule.h"
#include "message/samples_test.h"

namespace klynge::message::test {
namespace {

void expect_consistent(const Reading& reading) {
  EXPECT_EQ(reading.has_error() && reading.header && !reading.type.starts_with("ACK"),
            reading.answer == Answer::fatal_error)
      << listed(reading);
  EXPECT_EQ(reading.notification || reading.letter, reading.answer == Answer::ok) << listed(reading);
  EXPECT_LE(reading.issues.size(), Report::issues_max + 1);
  for (const Issue& issue : reading.issues) {
    EXPECT_FALSE(issue.rule.empty());
    EXPECT_FALSE(issue.text.empty());
    const bool whole =
        issue.rule == "more-left-out" || issue.rule == "xml-syntax" || issue.rule == "json-syntax";
    EXPECT_TRUE(whole || !issue.path.empty()) << issue.rule;
  }
  if (!reading.header) return;
  const Reading answer =
      read(write_acknowledgement(reading, Answer::fatal_error, reading.issues, some_ids()));
  EXPECT_TRUE(answer.document) << listed(answer);
  EXPECT_EQ(content_digest(reading).size(), 32u);
}

const std::vector<std::string>& bases() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> texts;
    for (const auto& row : expectations("hospital-notification")) {
      texts.push_back(compact(sample("hospital-notification/" + row[0])));
    }
    for (const auto& row : expectations("care-communication"))
      texts.push_back(compact(sample("care-communication/" + row[0])));
    const Reading original = read(texts.front());
    texts.push_back(write_acknowledgement(original, Answer::ok, original.issues, some_ids()));
    return texts;
  }();
  return all;
}

// Octets changed, cut out or doubled anywhere.
RC_GTEST_PROP(Reading, SurvivesDamagedOctets, ()) {
  std::string text = *rc::gen::elementOf(bases());
  const int changes = *rc::gen::inRange(1, 6);
  for (int i = 0; i < changes; ++i) {
    const size_t at = *rc::gen::inRange<size_t>(0, text.size());
    const size_t size = std::min(*rc::gen::inRange<size_t>(1, 40), text.size() - at);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        text[at] = *rc::gen::arbitrary<char>();
        break;
      case 1:
        text.erase(at, size);
        break;
      case 2:
        text.insert(at, text.substr(at, size));
        break;
      default:
        text.resize(at);
        break;
    }
    if (text.empty()) break;
  }
  expect_consistent(read(text));
}

// Still JSON, but a value has gone, is of another type, or stands somewhere else.
RC_GTEST_PROP(Reading, SurvivesValuesThatAreElsewhere, ()) {
  const std::string text = *rc::gen::elementOf(bases());
  const auto document = json::Document::parse(text);
  std::vector<json::Node*> nodes;
  for (std::vector<const json::Node*> open = {&document->root()}; !open.empty();) {
    const json::Node* node = open.back();
    open.pop_back();
    nodes.push_back(const_cast<json::Node*>(node));
    for (const json::Node* child = node->first; child != nullptr; child = child->next) open.push_back(child);
  }
  static constexpr View values[] = {"null", "true", "7",      "\"\"", "\"x\"",
                                    "[]",   "{}",   "[null]", "[{}]", "\"2026-11-02\""};
  const int changes = *rc::gen::inRange(1, 4);
  std::string out = text;
  for (int i = 0; i < changes; ++i) {
    json::Node* node = *rc::gen::elementOf(nodes);
    std::string from, to;
    json::write(*node, from);
    if (*rc::gen::arbitrary<bool>()) {
      to = *rc::gen::elementOf(std::vector<View>(std::begin(values), std::end(values)));
    } else {
      json::write(**rc::gen::elementOf(nodes), to);
    }
    const size_t at = out.find(from);
    if (at != std::string::npos) out.replace(at, from.size(), to);
  }
  expect_consistent(read(out));
}

TEST(Reading, HostileReferencesCostNoMoreThanTheirSize) {
  std::string text = compact(sample("hospital-notification/STOR.json"));
  const auto original = read(text);
  std::string provenance;
  json::write(*json::find(json::at(json::find(&original.document->root(), "entry"), 5), "resource"),
              provenance);
  std::string entries;
  for (int i = 0; i < 20'000; ++i) entries += R"({"resource":)" + provenance + "},";
  const View begin = R"("entry":[)";
  const size_t at = text.find(R"({"fullUrl")", text.find(begin) + begin.size() + 10);
  text.insert(at, entries);
  const Reading reading = read(text);  // 15 MB; a look-up that grew with the message would take minutes
  EXPECT_TRUE(reading.header);
  EXPECT_LE(reading.issues.size(), Report::issues_max + 1);
}

TEST(Reading, AnIdThatCannotBeQuotedIsNoId) {
  std::string text = compact(sample("hospital-notification/STIN.json"));
  const std::string id = read(text).header->message_id;
  for (size_t at = text.find(id); at != std::string::npos; at = text.find(id, at + 2))
    text.replace(at, id.size(), "a_");
  const Reading reading = read(text);
  EXPECT_FALSE(reading.header);
  EXPECT_EQ(reading.answer, Answer::none);
  EXPECT_NE(issue_of(reading, "resource-id-format"), nullptr) << listed(reading);
}

}  // namespace
}  // namespace klynge::message::test
