#include "core/pathway/sign.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "core/pathway/read.h"

namespace klynge {
namespace {

std::string shipped() {
  std::ostringstream text;
  text << std::ifstream(std::string(KLYNGE_SOURCE_DIR) + "/data/pathways/hospital-stay.yaml").rdbuf();
  return text.str();
}

std::string signed_by(const std::string& text, std::string_view role,
                      const std::string& name = "Test \"T\" Ærø: # {x}",
                      const std::string& date = "2026-11-22") {
  const auto done = sign_pathway(text, "p.yaml", {std::string(role), name, date, ""});
  return done.ok() ? *done : done.problem().where + ": " + done.problem().what;
}

std::string digest_of(std::string_view text) {
  return content_digest(*yaml::parse(text, "p.yaml"));
}

TEST(SignPathway, ThreeSignaturesApproveItAndNothingElseChanges) {
  std::string text = shipped();
  for (const std::string_view role : signers) {
    EXPECT_FALSE(read_pathway(text, "p.yaml")->approved());
    text = signed_by(text, role);
  }
  const auto pathway = read_pathway(text, "p.yaml");
  ASSERT_TRUE(pathway.ok()) << pathway.problem().what;
  EXPECT_TRUE(pathway->approved());
  EXPECT_EQ(pathway->signature_of("doctor")->name, "Test \"T\" Ærø: # {x}");
  EXPECT_EQ(pathway->digest, read_pathway(shipped(), "p.yaml")->digest);

  const size_t at = text.find("signatures:\n"), end = text.find("\n\n", at);
  const std::string taken_out = text.substr(0, at) + "signatures: []" + text.substr(end);
  EXPECT_EQ(taken_out, shipped()) << "comments and every other line are as they were";
}

TEST(SignPathway, WhatIsSignedIsWhatIsRead) {
  EXPECT_EQ(signed_content(*yaml::parse("a: 1 # one\nsignatures: [x]\nb: {c: [d, ~], \"e\": 'f'}\n", "p")),
            R"({"a":"1","b":{"c":["d",null],"e":"f"}})");
  EXPECT_EQ(digest_of("a: 1\n"), to_hex(sha256(R"({"a":"1"})")));
  EXPECT_EQ(digest_of("a: 1\n"), digest_of("# a comment\n\na:   '1'\nsignatures: []\n"));
  EXPECT_NE(digest_of("a: 1\n"), digest_of("a: 2\n"));
  EXPECT_NE(digest_of("a: 1\nb: 2\n"), digest_of("b: 2\na: 1\n"));
}

TEST(SignPathway, ASignatureHoldsOnlyForWhatWasSigned) {
  std::string text = shipped();
  for (const std::string_view role : signers) text = signed_by(text, role);
  const std::string from = "answer_within: 2 h";
  text.replace(text.find(from), from.size(), "answer_within: 3 h");
  const auto changed = read_pathway(text, "p.yaml");
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->signatures.size(), 3u);
  EXPECT_EQ(changed->missing_signers().size(), 3u);
  EXPECT_EQ(changed->signature_of("nurse"), nullptr);

  const auto again = read_pathway(signed_by(text, "nurse", "Another Nurse"), "p.yaml");
  ASSERT_TRUE(again.ok()) << again.problem().what;
  EXPECT_EQ(again->signatures.size(), 3u) << "the one that held no more is replaced";
  EXPECT_EQ(again->signature_of("nurse")->name, "Another Nurse");
  EXPECT_EQ(again->missing_signers(), (std::vector<std::string_view>{"doctor", "municipal-lead"}));
}

TEST(SignPathway, RefusesWithWhatIsWrong) {
  EXPECT_EQ(signed_by(signed_by(shipped(), "nurse", "N. One"), "nurse", "N. Two"),
            "p.yaml: has the signature of nurse, N. One, 2026-11-22 already");
  EXPECT_EQ(signed_by(shipped(), "porter"),
            "signature: found \"porter\", expected one of nurse, doctor, municipal-lead");
  EXPECT_EQ(signed_by(shipped(), "nurse", ""), "signature: found \"\", expected a text");
  EXPECT_EQ(signed_by(shipped(), "nurse", "N", "22-11-2026"),
            "signature: found \"22-11-2026\", expected a date such as 2026-01-31");
  EXPECT_EQ(signed_by("pathway: x\n", "nurse"), "p.yaml:1:1: found no \"version\", expected one here");
  std::string odd = shipped();
  odd.replace(odd.find("signatures: []"), 14, "\"signatures\": []");
  EXPECT_EQ(signed_by(odd, "nurse"), "p.yaml: found no line \"signatures:\" to write below, expected one");
}

TEST(SignPathway, CommentsAmongTheSignaturesStay) {
  std::string text = shipped();
  text.replace(text.find("signatures: []"), 14, "signatures: [] # who signs\n  # all three");
  const std::string once = signed_by(text, "nurse");
  EXPECT_NE(once.find("signatures: # who signs\n  # all three\n  - {role: nurse,"), std::string::npos)
      << once;
  EXPECT_NE(signed_by(once, "doctor").find("  # all three\n  - {role: nurse,"), std::string::npos);
}

}  // namespace
}  // namespace klynge
