#include "core/directory_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace klynge {
namespace {

constexpr std::string_view good = R"(directory: small
parties:
  - sor: 265161000016000
    name: Hjerteafdelingen
    kind: hospital
    gln: 5790000209354
    phone: 00 00 10 01
    organisation: 265161000016000
    from: 2022-01-01
    to: 2027-01-01
    successor: 953741000016009
    on_call: 953741000016009
    leader: 953741000016009
  - sor: 953741000016009
    name: Plejecenter
    kind: municipality
    answers_here_from: 2026-01-01
    barred: true
)";

std::string complaint_about(std::string_view from, std::string_view to) {
  std::string text(good);
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "nothing to change: " << from;
  if (at == std::string::npos) return "";
  const auto read = read_directory(text.replace(at, from.size(), to), "d.yaml");
  return read.ok() ? "no complaint" : read.problem().where + ": " + read.problem().what;
}

TEST(ReadDirectory, ReadsAllOfIt) {
  const auto read = read_directory(good, "d.yaml");
  ASSERT_TRUE(read.ok()) << read.problem().where << ": " << read.problem().what;
  ASSERT_EQ(read->size(), 2u);
  const PartyInfo& ward = (*read)[0];
  EXPECT_EQ(ward.party.sor, 265161000016000u);
  EXPECT_EQ(ward.kind, PartyKind::hospital);
  EXPECT_EQ(ward.name, "Hjerteafdelingen");
  EXPECT_EQ(ward.gln, "5790000209354");
  EXPECT_EQ(ward.phone, "00 00 10 01");
  EXPECT_EQ(ward.organisation, 265161000016000u);
  EXPECT_EQ(format_denmark(ward.from), "2022-01-01T00:00:00+01:00");
  EXPECT_EQ(format_denmark(ward.to), "2027-01-01T00:00:00+01:00");
  EXPECT_EQ(ward.successor.sor, 953741000016009u);
  EXPECT_EQ(ward.on_call, ward.leader);
  EXPECT_TRUE(ward.answers_here_from.none());
  EXPECT_FALSE(ward.barred);
  EXPECT_FALSE((*read)[1].answers_here_from.none());
  EXPECT_TRUE((*read)[1].barred);
}

TEST(ReadDirectory, RefusesWhatIsBrokenWithThePlaceAndWhatWasExpected) {
  EXPECT_EQ(complaint_about("265161000016000\n", "26516\n"),
            "d.yaml:3:10: found \"26516\", expected a SOR id of 11 to 19 digits");
  EXPECT_EQ(complaint_about("kind: hospital", "kind: ward"),
            "d.yaml:5:11: found \"ward\", expected one of hospital, municipality, gp, region, operations");
  EXPECT_EQ(complaint_about("5790000209354", "5790000209353"),
            "d.yaml:6:10: found \"5790000209353\", expected a GLN with the right check digit");
  EXPECT_EQ(complaint_about("5790000209354", "579000020935"),
            "d.yaml:6:10: found \"579000020935\", expected a GLN of 13 digits");
  EXPECT_EQ(complaint_about("- sor: 953741000016009", "- sor: 265161000016000"),
            "d.yaml:14:10: found \"265161000016000\", expected a SOR id that is not there already");
  EXPECT_EQ(complaint_about("on_call: 953741000016009", "on_call: 399841000016000"),
            "d.yaml:12:14: found \"399841000016000\", expected a party of this file");
  EXPECT_EQ(complaint_about("leader: 953741000016009", "leader: 265161000016000"),
            "d.yaml:13:13: found \"265161000016000\", expected another party than itself");
  EXPECT_EQ(complaint_about("to: 2027-01-01", "to: 2021-01-01"),
            "d.yaml:10:9: found \"2021-01-01\", expected a date after from");
  EXPECT_EQ(complaint_about("from: 2022-01-01", "from: 2022"),
            "d.yaml:9:11: found \"2022\", expected a date such as 2026-01-31");
  EXPECT_EQ(complaint_about("barred: true", "barred: yes"),
            "d.yaml:18:13: found \"yes\", expected true or false");
  EXPECT_EQ(complaint_about("    name: Plejecenter\n", ""),
            "d.yaml:14:5: found no \"name\", expected one here");
  EXPECT_EQ(complaint_about("name: Plejecenter", "nam: Plejecenter"),
            "d.yaml:15:10: found the key \"nam\", expected one of sor, name, kind, gln, phone, organisation, "
            "municipality, region, areas, specialty, from, "
            "to, successor, on_call, leader, answers_here_from, answers_here_to, messages_here_from, "
            "messages_here_to, barred, hands_over");
  EXPECT_EQ(complaint_about("answers_here_from: 2026-01-01", "answers_here_to: 2026-01-01"),
            "d.yaml:17:22: found \"2026-01-01\", expected a date after answers_here_from");
  EXPECT_EQ(complaint_about("barred: true", "answers_here_to: 2026-01-01"),
            "d.yaml:18:22: found \"2026-01-01\", expected a date after answers_here_from");
}

// Two parties, the first of which hands a task over as `lines` say, the second as `others` say.
std::string handing_over(const std::string& lines, const std::string& others = "") {
  const auto read = read_directory(
      "directory: d\nparties:\n  - sor: 99900051000016006\n    name: Test A\n    kind: municipality\n" +
          lines + "  - sor: 99900131000016000\n    name: Test B\n    kind: region\n" + others,
      "d.yaml");
  if (!read) return read.problem().where + ": " + read.problem().what;
  return (*read)[0].hands_over.empty() ? "nothing" : (*read)[0].hands_over[0].rule;
}

TEST(ReadDirectory, ReadsWhichTasksMoveAndRefusesThoseThatCannot) {
  const std::string to_b = "{task: acute-nursing, on: 2027-01-01, to: 99900131000016000, rule: L 213}";
  const std::string to_a = "{task: acute-nursing, on: 2029-01-01, to: 99900051000016006, rule: L 999}";
  EXPECT_EQ(handing_over(""), "nothing");
  EXPECT_EQ(handing_over("    hands_over: [" + to_b + "]\n"), "L 213");
  EXPECT_EQ(handing_over("    hands_over: [" + to_b + ", " + to_b + "]\n"),
            "d.yaml:6:100: found \"acute-nursing\", expected each task once");
  EXPECT_EQ(handing_over("    hands_over: [" + to_a + "]\n"),
            "d.yaml:6:60: found \"99900051000016006\", expected another party than itself");
  EXPECT_EQ(handing_over("    hands_over: [" + to_b + "]\n", "    hands_over: [" + to_a + "]\n"),
            "d.yaml:6:25: found \"acute-nursing\", expected a task that does not come back to where it was");
  EXPECT_EQ(handing_over("    hands_over: [{task: acute-nursing, on: 2027-01-01, rule: L 213}]\n"),
            "d.yaml:6:18: found no \"to\", expected one here");
  EXPECT_EQ(handing_over("    hands_over: [{task: acute-nursing, to: 99900131000016000, on: 2027}]\n"),
            "d.yaml:6:67: found \"2027\", expected a date such as 2026-01-31");
  EXPECT_EQ(handing_over(
                "    hands_over: [{task: acute-nursing, on: 2027-01-01, to: 99900999000016000, rule: x}]\n"),
            "d.yaml:6:60: found \"99900999000016000\", expected a party of this file");
}

TEST(ReadDirectory, ReadsTheDemonstration) {
  std::ostringstream text;
  text << std::ifstream(std::string(KLYNGE_SOURCE_DIR) + "/data/directory/demonstration.yaml").rdbuf();
  const auto read = read_directory(text.str(), "demonstration.yaml");
  ASSERT_TRUE(read.ok()) << read.problem().where << ": " << read.problem().what;
  EXPECT_EQ(read->size(), 17u);
}

}  // namespace
}  // namespace klynge
