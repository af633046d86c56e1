#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "message/samples_test.h"

namespace klynge::message::test {
namespace {

const json::Node* resource_at(const json::Document& document, uint32_t at) {
  return json::find(json::at(json::find(&document.root(), "entry"), at), "resource");
}

std::vector<std::string> all_samples() {
  std::vector<std::string> names;
  for (const View folder : {"hospital-notification", "complaint", "demo"}) {
    for (const auto& row : expectations(folder)) names.push_back(std::string(folder) + "/" + row[0]);
  }
  return names;
}

// What is lacking in the original cannot be in the answer.
bool lacks_a_party(View name) {
  return name.find("missing-receiver") != View::npos || name.find("missing-sender") != View::npos ||
         name.find("missing-location-number") != View::npos || name.find("sor-too-short") != View::npos ||
         name.find("gln-wrong-check-digit") != View::npos || name.find("unknown-activity") != View::npos ||
         name.find("same-id-twice") != View::npos || name.find("provenance-of-another-message") != View::npos;
}

TEST(Acknowledgement, WhatWeWriteIsReadWithoutAnyComplaint) {
  for (const std::string& name : all_samples()) {
    const Reading original = read(sample(name));
    if (original.answer == Answer::none || lacks_a_party(name)) continue;
    const Reading answer =
        read(write_acknowledgement(original, original.answer, original.issues, some_ids()));
    const bool alone = name == "complaint/missing-provenance.json";  // there is no Provenance to copy
    EXPECT_EQ(answer.issues.size(), alone ? 1u : 0u) << name << "\n" << listed(answer);
    EXPECT_EQ(answer.type, "ACK " + std::string(word(original.answer))) << name;
    EXPECT_EQ(answer.answer, Answer::none) << name;
    ASSERT_TRUE(answer.acknowledgement) << name << "\n" << listed(answer);
    EXPECT_EQ(answer.acknowledgement->acknowledged_message_id, original.header->message_id) << name;
    EXPECT_EQ(answer.acknowledgement->code, original.answer) << name;
  }
}

TEST(Acknowledgement, EveryAnswerIsJsonWhateverTheOriginalLacks) {
  for (const std::string& name : all_samples()) {
    const Reading original = read(sample(name));
    if (!original.header) continue;
    const Bytes bytes = write_acknowledgement(original, Answer::fatal_error, original.issues, some_ids());
    EXPECT_TRUE(json::Document::parse(bytes).ok()) << name << "\n" << bytes;
    EXPECT_EQ(read(bytes).type, "ACK fatal-error") << name;
  }
}

TEST(Acknowledgement, TheDirectionIsTurnedAndTheIdsAreOurs) {
  const Reading original = read(sample("hospital-notification/STIN.json"));
  const Bytes bytes = write_acknowledgement(original, Answer::ok, {}, some_ids());
  const Reading answer = read(bytes);
  EXPECT_EQ(answer.header->sender.sor, original.header->receiver.sor);
  EXPECT_EQ(answer.header->receiver.sor, original.header->sender.sor);
  EXPECT_EQ(answer.header->receiver.name, original.header->sender.name);
  EXPECT_EQ(answer.header->bundle_id, some_ids().bundle_id);
  EXPECT_EQ(answer.header->message_id, some_ids().message_id);
  EXPECT_NE(bytes.find(R"("timestamp":"2026-11-21T20:59:00+01:00")"), Bytes::npos);
  EXPECT_EQ(bytes.find("OperationOutcome"), Bytes::npos) << "nothing to say, nothing said";
  EXPECT_EQ(bytes.find("2509479989"), Bytes::npos) << "no CPR number in an acknowledgement";
}

TEST(Acknowledgement, TheLatestProvenanceIsCopiedWordForWord) {
  const Reading original = read(sample("hospital-notification/SLHJ.json"));
  const Reading answer = read(write_acknowledgement(original, Answer::ok, {}, some_ids()));
  std::string before, after;
  json::write(*resource_at(*original.document, 8), before);
  json::write(*resource_at(*answer.document, 1), after);
  EXPECT_EQ(before, after);
}

TEST(Acknowledgement, IssuesCarryCodePathAndRule) {
  const Reading original = read(sample("complaint/missing-class.json"));
  const Reading answer = read(write_acknowledgement(original, original.answer, original.issues, some_ids()));
  const json::Node* outcome = resource_at(*answer.document, 5);
  ASSERT_EQ(json::text_of(outcome, "resourceType"), "OperationOutcome");
  const json::Node* issue = json::at(json::find(outcome, "issue"), 0);
  const json::Node* coding = json::at(json::find(json::find(issue, "details"), "coding"), 0);
  EXPECT_EQ(json::text_of(issue, "severity"), "error");
  EXPECT_EQ(json::text_of(issue, "code"), "required");
  EXPECT_EQ(json::text_of(issue, "diagnostics"), "HN-class-required");
  EXPECT_EQ(json::at(json::find(issue, "expression"), 0)->text, "Bundle.entry[2].resource.class");
  EXPECT_EQ(json::text_of(coding, "code"), "MSG_RESOURCE_REQUIRED");
  EXPECT_EQ(json::text_of(coding, "system"), "http://terminology.hl7.org/CodeSystem/operation-outcome");
}

TEST(Acknowledgement, ANegativeAnswerAlwaysSaysSomething) {
  const Reading original = read(sample("hospital-notification/STIN.json"));
  const Reading answer = read(write_acknowledgement(original, Answer::transient_error, {}, some_ids()));
  EXPECT_TRUE(answer.issues.empty()) << listed(answer);
  EXPECT_EQ(answer.type, "ACK transient-error");
}

TEST(Acknowledgement, NamesAreEscapedWhereTheyAreShown) {
  std::string text = sample("hospital-notification/STIN.json");
  const View name = R"("name": "Plejecenter Herlev")";
  text.replace(text.find(name), name.size(), R"("name": "Pleje <b>\"&\\\u0007\n\ud83d\ude00")");
  const Reading original = read(text);
  ASSERT_EQ(original.answer, Answer::ok) << listed(original);
  const Bytes bytes = write_acknowledgement(original, Answer::ok, {}, some_ids());
  const Reading answer = read(bytes);
  EXPECT_FALSE(answer.has_error()) << listed(answer);
  EXPECT_EQ(answer.header->sender.name, original.header->receiver.name);
  EXPECT_NE(bytes.find("Pleje &lt;b&gt;&quot;&amp;\\\\<br/>\xf0\x9f\x98\x80</p>"), Bytes::npos) << bytes;
}

TEST(Outcome, IsABareResource) {
  const Reading original = read(sample("complaint/truncated.json"));
  const auto document = json::Document::parse(write_outcome(original.issues));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(json::text_of(&document->root(), "resourceType"), "OperationOutcome");
  EXPECT_EQ(json::find(&document->root(), "issue")->count, 1u);
  EXPECT_TRUE(json::Document::parse(write_outcome({})).ok());
}

// For other validators (tools/checks/50-npm): the answers to all samples, one file each.
TEST(Acknowledgement, AreWrittenOutWhereAsked) {
  const char* folder = std::getenv("KLYNGE_DUMP_ACKNOWLEDGEMENTS");
  if (folder == nullptr) GTEST_SKIP() << "KLYNGE_DUMP_ACKNOWLEDGEMENTS names no folder";
  std::filesystem::create_directories(folder);
  for (const std::string& name : all_samples()) {
    Reading original = read(sample(name));
    original.is_xml = false;
    std::filesystem::path file = name;
    file = std::filesystem::path(folder) / (file.parent_path().string() + "_" + file.filename().string());
    Reading in_xml = read(sample(name));
    in_xml.is_xml = true;
    for (const Reading* one : {&original, &in_xml}) {
      std::ofstream out(file.replace_extension(one->is_xml ? ".xml" : ".json"), std::ios::binary);
      out << (one->header ? write_acknowledgement(*one, one->answer, one->issues, some_ids())
                          : write_outcome(one->issues, one->is_xml));
      EXPECT_TRUE(out.flush()) << file;
    }
  }
}

}  // namespace
}  // namespace klynge::message::test
