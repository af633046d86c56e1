// The project's own samples and the official ones say what they should.
#include "message/samples_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "message/home_care_observation.h"

namespace klynge::message::test {

namespace {

const std::filesystem::path source = KLYNGE_SOURCE_DIR;

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string sample(View name) {
  return content_of(source / "test/samples" / name);
}

Reading received(View bytes) {
  Reading reading = read(bytes);
  check_ahead(reading, some_ids().now);
  return reading;
}

std::string compact(View json) {
  std::string out;
  json::write(json::Document::parse(json).value().root(), out);
  return out;
}

std::vector<std::vector<std::string>> expectations(View folder) {
  std::istringstream lines(sample(std::string(folder) + "/expected.tsv"));
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> row(1);
    for (const char c : line) {
      if (c == '\t') {
        row.emplace_back();
      } else {
        row.back() += c;
      }
    }
    rows.push_back(row);
  }
  rows.erase(rows.begin());
  return rows;
}

std::vector<Official> official(View folder) {
  std::vector<Official> all;
  const auto path = source / "../shared/examples/medcom" / folder;
  if (!std::filesystem::exists(path)) return all;
  for (const auto& file : std::filesystem::directory_iterator(path)) {
    all.push_back({file.path().filename().string(), content_of(file.path())});
  }
  std::ranges::sort(all, {}, &Official::name);
  return all;
}

AcknowledgementIds some_ids() {
  return {.bundle_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0001",
          .message_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0002",
          .provenance_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0003",
          .outcome_id = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0004",
          .now = parse_time("2026-11-21T20:59:00+01:00").value().at};
}

const Issue* issue_of(const Reading& reading, View rule) {
  const auto place = std::ranges::find(reading.issues, rule, &Issue::rule);
  return place == reading.issues.end() ? nullptr : &*place;
}

std::string listed(const Reading& reading) {
  std::string out = reading.type + " " + std::string(word(reading.answer)) + "\n";
  for (const Issue& issue : reading.issues) {
    out += "  " + std::string(word(issue.severity)) + " " + issue.rule + " at " + issue.path + ": " +
           issue.text + "\n";
  }
  return out;
}

namespace {

TEST(Samples, EachKindIsReadWithoutAnyComplaint) {
  for (const View folder : {"hospital-notification", "demo"}) {
    for (const auto& row : expectations(folder)) {
      const Reading reading = read(sample(std::string(folder) + "/" + row[0]));
      EXPECT_EQ(reading.type, row[1]) << row[0];
      EXPECT_EQ(reading.answer, Answer::ok) << row[0] << "\n" << listed(reading);
      EXPECT_TRUE(reading.issues.empty()) << row[0] << "\n" << listed(reading);
      ASSERT_TRUE(reading.notification) << row[0];
      EXPECT_EQ(reading.notification->event.at, parse_time(row[2])->at) << row[0];
    }
  }
}

TEST(Samples, TheEighteenNotificationsAreAllThere) {
  std::set<std::string> types;
  for (const auto& row : expectations("hospital-notification")) types.insert(row[1]);
  EXPECT_EQ(types.size(), 18u);
}

TEST(Samples, EachComplaintGetsItsAnswerRuleAndPath) {
  for (const auto& row : expectations("complaint")) {
    const Reading reading = received(sample("complaint/" + row[0]));
    EXPECT_EQ(reading.type, row[1]) << row[0] << "\n" << listed(reading);
    EXPECT_EQ(word(reading.answer), row[2]) << row[0] << "\n" << listed(reading);
    const Issue* issue = issue_of(reading, row[3]);
    ASSERT_NE(issue, nullptr) << row[0] << " should break " << row[3] << "\n" << listed(reading);
    EXPECT_EQ(issue->path, row[4]) << row[0];
    EXPECT_EQ(issue->severity, Severity::error) << row[0];
    const auto errors = std::ranges::count(reading.issues, Severity::error, &Issue::severity);
    EXPECT_EQ(errors, 1) << row[0] << " has one fault\n" << listed(reading);
    EXPECT_FALSE(reading.notification || reading.letter) << row[0];
  }
}

TEST(Samples, OfficialNotificationsGetTheirTypeAndAreAccepted) {
  const auto files = official("hospital-notification");
  if (files.empty()) GTEST_SKIP() << "the official examples are not on this machine";
  const std::map<View, View> types = {
      {"Bundle-a5e5b880-c087-4055-b9ec-99108695f81d.json", "HN STIN"},
      {"Bundle-bfab3e80-9584-11ec-b909-0242ac120002.json", "HN RE_STIN"},
      {"Bundle-c83671a4-9584-11ec-b909-0242ac120002.json", "HN AN_STIN"},
      {"Bundle-d3128d9b-cede-4c7f-8904-809eab322d7d.json", "HN STOR"},
      {"Bundle-e94de8ee-bd94-475e-b454-b8fbbef8a685.json", "HN SLOR"},
      {"Bundle-f4aa42a4-86db-4e68-9b38-9dda0dfd5774.json", "HN SLHJ"},
      {"Bundle-g099bbf3-3fca-4722-a248-bfe1aa956410.json", "HN MORS"},
      {"Bundle-h1c8e4a8-6b45-4669-94ad-2a99ad96bf03.json", "HN STAA"},
      {"Bundle-kcab461b-f44e-4d97-a041-ef7e64800587.json", "HN SLHJ"},
      {"Bundle-ld31e08a-b91f-49c3-841a-ce80e6380517.json", "HN MORS"},
      {"Bundle-m908i967-9ie3-9023-b9ec-98108695f01d.json", "HN STIN"},
      {"Bundle-n73ccf30-80b9-4bd2-bf50-1ac1914498f0.json", "HN STIN"},
  };
  for (const auto& [name, bytes] : files) {
    const Reading reading = read(bytes);
    const auto known = types.find(name);
    const std::string type = known != types.end() ? std::string(known->second) : "HN " + name.substr(24, 4);
    EXPECT_EQ(reading.type, type) << name;
    EXPECT_EQ(reading.answer, Answer::ok) << name << "\n" << listed(reading);
    ASSERT_TRUE(reading.notification) << name;
    EXPECT_EQ(reading.notification->cpr, "2509479989") << name;
    EXPECT_EQ(reading.header->sender.sor, "265161000016000") << name;
    EXPECT_EQ(reading.header->receiver.gln, "5790001348120") << name;
  }
}

TEST(Samples, OfficialFaultsAreNamedAndTolerated) {
  const auto files = official("hospital-notification");
  if (files.empty()) GTEST_SKIP() << "the official examples are not on this machine";
  for (const auto& [name, bytes] : files) {
    const View letters = View(name).substr(24);
    const bool known = letters == "STIN_E.json" || letters == "STOR_F.json" || letters == "SLOR_G.json" ||
                       letters == "SLHJ_H.json";
    const Reading reading = read(bytes);
    EXPECT_EQ(issue_of(reading, "reference-unresolved-old") != nullptr, known) << name << "\n"
                                                                               << listed(reading);
  }
}

TEST(Samples, OfficialAcknowledgementsAreReadAndNeverAnswered) {
  const auto files = official("acknowledgement");
  if (files.empty()) GTEST_SKIP() << "the official examples are not on this machine";
  const std::map<View, View> types = {
      {"Bundle-a8c041b8-c65a-4fde-a90f-962076918834.json", "ACK ok"},
      {"Bundle-bc9535ef-ed94-4060-a928-7baddec7ee71.json", "ACK fatal-error"},
      {"Bundle-c9c2b2f6-0807-11ed-861d-0242ac120002.json", "ACK transient-error"},
      {"Bundle-eb26be85-fdb7-454d-a980-95cba6d1745b.json", "?"},  // "empty-message", which we do not receive
  };
  for (const auto& [name, bytes] : files) {
    const Reading reading = read(bytes);
    EXPECT_EQ(reading.type, types.at(name)) << name;
    const bool empty = reading.type == "?";
    EXPECT_EQ(reading.answer, empty ? Answer::fatal_error : Answer::none) << name << "\n" << listed(reading);
    EXPECT_EQ(reading.acknowledgement.has_value(), !empty) << name << "\n" << listed(reading);
  }
}

TEST(Samples, EachLetterIsReadWithoutAnyComplaint) {
  for (const auto& row : expectations("care-communication")) {
    const Reading reading = read(sample("care-communication/" + row[0]));
    EXPECT_EQ(reading.type, row[1]) << row[0];
    EXPECT_EQ(reading.answer, Answer::ok) << row[0] << "\n" << listed(reading);
    // An answer to the older standard names what has no Provenance.
    const bool alone = reading.issues.size() == 1 && reading.issues[0].rule == "chain-gap";
    EXPECT_TRUE(reading.issues.empty() || (alone && row[0] == "reply-to-older-standard.json"))
        << row[0] << "\n"
        << listed(reading);
    ASSERT_TRUE(reading.letter) << row[0];
    const CareCommunication& letter = *reading.letter;
    EXPECT_EQ(letter.sent.at, parse_time(row[2])->at) << row[0];
    EXPECT_EQ(std::to_string(letter.segments.size()), row[3]) << row[0];
    EXPECT_EQ(letter.converted, row[4].contains("converted")) << row[0];
    EXPECT_EQ(letter.sender.has_value(), row[4].contains("sender")) << row[0];
    EXPECT_EQ(letter.recipient.has_value(), row[4].contains("recipient")) << row[0];
    EXPECT_TRUE(looks_like_uuid(letter.thread_id)) << row[0];
  }
}

TEST(Samples, EachReportOfMeasurementsIsReadWithoutAnyComplaint) {
  for (const auto& row : expectations("home-care-observation")) {
    const Reading reading = read(sample("home-care-observation/" + row[0]));
    EXPECT_EQ(reading.type, row[1]) << row[0];
    EXPECT_EQ(reading.answer, Answer::ok) << row[0] << "\n" << listed(reading);
    EXPECT_TRUE(reading.issues.empty()) << row[0] << "\n" << listed(reading);
    ASSERT_TRUE(reading.observation) << row[0];
    const HomeCareObservation& report = *reading.observation;
    EXPECT_EQ(report.issued.at, parse_time(row[2])->at) << row[0];
    EXPECT_EQ(std::to_string(report.measurements.size()), row[3]) << row[0];
    EXPECT_EQ(report.restricted, row[4].contains("restricted")) << row[0];
    EXPECT_EQ(report.files.size(), row[4].contains("file") ? 1u : 0u) << row[0];
    EXPECT_EQ(report.by, "Karen Akut") << row[0];
    EXPECT_EQ(report.asked_by, "ABC") << row[0];
  }
  const Reading stated = read(sample("home-care-observation/measured-new.json"));
  const Measurement& score = stated.observation->measurements.front();
  EXPECT_EQ(score.name, "TOBS score;Pt");
  EXPECT_EQ(score.value, "5") << "as it was stated: nothing is calculated";
  EXPECT_EQ(stated.observation->measurements[2].value, "0.91") << "as it was written";
  const std::string lines = lines_of(*stated.observation);
  EXPECT_TRUE(lines.starts_with("MCS88125\tTOBS score;Pt\t5\t1\t2026-11-16T12:50:00Z\tRinget til lægen\n"))
      << lines;
  EXPECT_TRUE(lines.contains("\nby\tKaren Akut\tsygeplejerske\t99990007\n")) << lines;
}

TEST(Samples, OfficialCareCommunicationsGetTheirTypeAndAreAccepted) {
  const auto files = official("care-communication");
  if (files.empty()) GTEST_SKIP() << "the official examples are not on this machine";
  struct Wanted {
    View type, cpr;
    size_t segments;
    std::vector<View>
        also;  // what the file does otherwise than the guide says, beside the narrative it lacks
  };
  const std::map<View, Wanted> wanted = {
      {"Bundle-0d5b3c18-fab6-4d93-9d88-c9c8abf1f18c.json", {"CC new", "0703921VJ4", 1, {}}},
      {"Bundle-3dcb5618-3055-406a-9034-1b8fc8de0fea.json", {"CC reply", "2509479989", 4, {}}},
      {"Bundle-add5e7e2-0c0f-4a4a-bfff-f6f984fa7e3c.json", {"CC new", "2509479989", 1, {}}},
      {"Bundle-b56549f7-ed10-422d-8088-f7222b686e46.json", {"CC reply", "2509479989", 3, {}}},
      {"Bundle-c0426e3e-978f-46e8-a366-a30f27854b0a.json", {"CC forward", "2509479989", 5, {"endpoint-sor"}}},
      {"Bundle-d11968f5-4bdf-4b50-b146-a8e1cc890fc3.json", {"CC forward", "2509479989", 7, {}}},
      {"Bundle-gfd00bc2-9c26-4174-934e-f6e4360845de.json",
       {"CC new", "2509479989", 3, {"resource-id-uuid", "CC-source-unknown", "CC-episode-uuid"}}},
      {"Bundle-k7bfbc0c-553d-11ed-bdc3-0242ac120002.json",
       {"CC reply", "2509479989", 1, {"resource-id-uuid", "CC-source-unknown", "chain-gap"}}},
  };
  for (const auto& [name, bytes] : files) {
    const Reading reading = read(bytes);
    ASSERT_TRUE(wanted.contains(name)) << name;
    const Wanted& want = wanted.at(name);
    EXPECT_EQ(reading.type, want.type) << name;
    EXPECT_EQ(reading.answer, Answer::ok) << name << "\n" << listed(reading);
    ASSERT_TRUE(reading.letter) << name;
    EXPECT_EQ(reading.letter->cpr, want.cpr) << name;
    EXPECT_EQ(reading.letter->segments.size(), want.segments) << name;
    for (const Issue& issue : reading.issues)
      EXPECT_TRUE(issue.rule == "narrative" || std::ranges::find(want.also, issue.rule) != want.also.end())
          << name << "\n"
          << listed(reading);
    for (const View rule : want.also) EXPECT_NE(issue_of(reading, rule), nullptr) << name << " " << rule;
    const Reading answer = read(write_acknowledgement(reading, reading.answer, {}, some_ids()));
    EXPECT_FALSE(answer.has_error()) << name << "\n" << listed(answer);
  }
}

}  // namespace
}  // namespace klynge::message::test
