#include <gtest/gtest.h>

#include <algorithm>

#include "message/samples_test.h"

namespace klynge::message::test {
namespace {

Bytes digest_of(View bytes) {
  return content_digest(read(bytes));
}

// Every occurrence.
std::string replaced(std::string text, View from, View to) {
  EXPECT_NE(text.find(from), std::string::npos) << from;
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(Digest, AResendHasTheSame) {
  const std::string first = compact(sample("hospital-notification/SLHJ.json"));
  const Reading reading = read(first);
  std::string again = replaced(first, reading.header->bundle_id, "11111111-2222-4333-8444-555555555555");
  again = replaced(again, "2026-11-12T13:42:58+01:00", "2026-11-12T14:42:58+01:00");  // Bundle.timestamp
  again = replaced(again, "2026-11-12T13:43:00+01:00", "2026-11-12T14:43:00+01:00");  // sent and recorded
  ASSERT_NE(first, again);
  EXPECT_EQ(digest_of(first), digest_of(again));
}

TEST(Digest, OrderOfMembersAndBlanksDoNotCount) {
  const std::string pretty = sample("hospital-notification/STIN.json");
  EXPECT_EQ(digest_of(pretty), digest_of(compact(pretty)));
  const View status = R"("status":"in-progress",)", subject = R"("period":)";
  std::string moved = compact(pretty);
  moved.replace(moved.find(status), status.size(), "");
  moved.insert(moved.find(subject), status);
  EXPECT_EQ(digest_of(pretty), digest_of(moved));
}

// Every string of the message, one at a time: only the envelope's may change.
TEST(Digest, AnyOtherWordCounts) {
  const std::string text = compact(sample("hospital-notification/SLHJ.json"));
  const Bytes before = digest_of(text);
  const auto document = json::Document::parse(text);
  std::vector<const json::Node*> open = {&document->root()};
  size_t strings = 0, same = 0, narratives = 0;
  while (!open.empty()) {
    const json::Node* node = open.back();
    open.pop_back();
    for (const json::Node* child = node->first; child != nullptr; child = child->next) open.push_back(child);
    if (!node->is_string() || json::path_of(node, "Bundle") == "Bundle.resourceType") continue;
    ++strings;
    auto* const changed = const_cast<json::Node*>(node);
    const View kept = changed->text;
    changed->text = "changed";
    std::string out;
    json::write(document->root(), out);
    changed->text = kept;
    if (digest_of(out) != before) continue;
    ++same;
    const std::string path = json::path_of(node, "Bundle");
    narratives += path.ends_with(".text.div");
    const bool envelope = path == "Bundle.id" || path == "Bundle.timestamp" || path.ends_with(".text.div") ||
                          ((path.starts_with("Bundle.entry[5]") || path.starts_with("Bundle.entry[6]") ||
                            path.starts_with("Bundle.entry[7]") || path.starts_with("Bundle.entry[8]")) &&
                           (path.ends_with(".occurredDateTime") || path.ends_with(".recorded") ||
                            path.find(".text.") != std::string::npos));
    EXPECT_TRUE(envelope) << path;
  }
  EXPECT_GT(strings, 100u);
  // Four Provenances: two times and the narrative's status; and every narrative itself.
  EXPECT_EQ(same, 2u + 4 * 3 + narratives);
  EXPECT_GT(narratives, 8u);
}

}  // namespace
}  // namespace klynge::message::test
