#include "command/settings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "command/tools.h"

namespace klynge::command {
namespace {

constexpr const char* least = "operations: 99900121000016004\n";

Result<Settings> read(const std::string& more) {
  return read_settings(least + more, "klynge.yaml", "/srv/klynge");
}

TEST(Settings, DefaultsAreSafe) {
  const auto settings = read("");
  ASSERT_TRUE(settings.ok());
  EXPECT_TRUE(settings->acts_for.empty());
  EXPECT_TRUE(settings->loopback());
  EXPECT_FALSE(settings->demonstration);
  EXPECT_EQ(settings->keys, "/srv/klynge.keys");
  EXPECT_EQ(settings->retention_days, 3653);
}

TEST(Settings, EverythingIsRead) {
  const auto settings = read(
      "controller: 7\nacts_for: [953741000016009, 265161000016000]\nlisten: 0.0.0.0:443\n"
      "tls:\n  certificate: cert.pem\n  key: /etc/key.pem\ntokens: tokens\nkeys: ../keys\npathways: "
      "pathways\n"
      "directory: directory.yaml\nretention_days: 10\ndemonstration: true\ngrace: 20 min\ncontest_window: 12 "
      "h\n"
      "erased_list: /elsewhere/erased\nroster: required\ncase_kinds: kinds.yaml\n");
  ASSERT_TRUE(settings.ok()) << settings.problem().what;
  EXPECT_EQ(settings->controller, 7u);
  EXPECT_EQ(settings->acts_for, (std::vector<uint64_t>{265161000016000, 953741000016009}));
  EXPECT_EQ(settings->address, "0.0.0.0");
  EXPECT_EQ(settings->port, 443);
  EXPECT_EQ(settings->certificate, "/srv/klynge/cert.pem");
  EXPECT_EQ(settings->certificate_key, "/etc/key.pem");
  EXPECT_EQ(settings->keys, "/srv/keys");
  EXPECT_TRUE(settings->roster_required);
  EXPECT_EQ(settings->case_kinds, "/srv/klynge/kinds.yaml");
  EXPECT_EQ(settings->grace, minutes(20));
  EXPECT_EQ(settings->contest_window, hours(12));
}

TEST(Settings, UnsignedPathwaysAreAcceptedOnlyInSoManyWords) {
  EXPECT_FALSE(read("acts_for: []\n")->unsigned_accepted);
  EXPECT_FALSE(read("pathway_unsigned: refuse\n")->unsigned_accepted);
  EXPECT_TRUE(read("pathway_unsigned: accept\n")->unsigned_accepted);
}

TEST(Settings, AnUnknownOneIsRefusedWithItsLineAndWhatIsKnown) {
  const auto settings = read("acts_for: []\nretention_dayz: 3\n");
  ASSERT_FALSE(settings.ok());
  EXPECT_EQ(settings.problem().where, "klynge.yaml:3");
  EXPECT_NE(settings.problem().what.find("retention_days"), std::string::npos);
}

TEST(Settings, WrongValuesAreRefusedWithTheirLine) {
  for (const char* line : {"controller: x", "acts_for: 5", "acts_for: [a]", "acts_for: [5, 5]",
                           "listen: 8080", "tls: yes", "retention_days: -1", "grace: soon",
                           "demonstration: 1", "operations: 0", "roster: yes", "pathway_unsigned: yes"}) {
    const auto settings = read_settings(std::string(line) + "\n", "klynge.yaml", "/srv/klynge");
    ASSERT_FALSE(settings.ok()) << line;
    EXPECT_EQ(settings.problem().where, "klynge.yaml:1") << line;
  }
}

TEST(Settings, WhatWouldBeUnsafeIsRefused) {
  for (const char* more : {"keys: keys", "keys: .", "erased_list: erased", "listen: 0.0.0.0:80",
                           "listen: 0.0.0.0:80\ntokens: t", "tls: {certificate: c}"})
    EXPECT_FALSE(read(more).ok()) << more;
  EXPECT_FALSE(read_settings("", "klynge.yaml", "/srv/klynge").ok()) << "operations is required";
}

TEST(Settings, TheManualListsEachOneAndNoOther) {
  std::ifstream file(KLYNGE_SOURCE_DIR "/docs/operate/settings.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string manual = text.str();
  std::set<std::string> listed;
  const std::regex row(R"(\n\| `([a-z_.]+)` \|)");
  for (auto it = std::sregex_iterator(manual.begin(), manual.end(), row); it != std::sregex_iterator(); ++it)
    listed.insert((*it)[1]);
  const auto names = setting_names();
  EXPECT_EQ(listed, std::set<std::string>(names.begin(), names.end()));
}

std::string record_system(const std::string& url, const std::string& more = "") {
  return "record_systems:\n  - organisation: 265161000016000\n    name: The record\n    url: '" + url +
         "'\n" + more;
}

TEST(Settings, ARecordSystemIsGoneToByACourseAndByNothingElse) {
  const auto settings = read(record_system("https://record.example.dk/open?episode={course}&in=klynge",
                                           "    from: 2026-01-01\n    to: 2027-01-01\n"));
  ASSERT_TRUE(settings.ok()) << settings.problem().what;
  const server::RecordSystem& one = settings->record_systems.at(0);
  EXPECT_EQ(server::record_url(one, "fc60e762-b13b-5773-865e-67f3907bdcc7"),
            "https://record.example.dk/open?episode=fc60e762-b13b-5773-865e-67f3907bdcc7&in=klynge");
  for (const char* id : {"", "250947-9989", "2509479989", "250947-1AB1", "..", "a/b", "a b", "a&b=c", "-"})
    EXPECT_EQ(server::record_url(one, id), "") << id;
  EXPECT_TRUE(read(record_system("http://127.0.0.1:8081/{course}")).ok());
  for (const char* url : {"https://record.example.dk/{cpr}", "https://record.example.dk/{course}/{cpr}",
                          "https://record.example.dk/{course}?c={course}", "https://record.example.dk/",
                          "http://record.example.dk/{course}", "https://{course}.example.dk/",
                          "https://me:secret@record.example.dk/{course}", "javascript:{course}",
                          "https://record.example.dk/{Course}", "https://record.example.dk/{course}}",
                          "https://record.example.dk/a b{course}", "https://record.example.dk/\"{course}"}) {
    const auto wrong = read(record_system(url));
    ASSERT_FALSE(wrong.ok()) << url;
    EXPECT_TRUE(wrong.problem().where.starts_with("klynge.yaml:5")) << url << ": " << wrong.problem().where;
  }
  EXPECT_TRUE(read(record_system("https://a.dk/{cpr}")).problem().what.contains("CPR"));
  for (const char* more : {"    from: 2027-01-01\n    to: 2026-01-01\n", "    cpr: yes\n",
                           "  - {organisation: 265161000016000, name: B, url: 'https://b.dk/{course}'}\n"})
    EXPECT_FALSE(read(record_system("https://a.dk/{course}", more)).ok()) << more;
  EXPECT_TRUE(read(record_system("https://a.dk/{course}",
                                 "    to: 2027-01-01\n  - {organisation: 265161000016000, name: B, url: "
                                 "'https://b.dk/{course}', from: 2027-01-01}\n"))
                  .ok());
}

TEST(Settings, TheUnitsOwnRecordSystemGoesBeforeItsOrganisations) {
  Directory directory;
  for (const uint64_t sor : {5, 6, 7}) {
    PartyInfo party;
    party.party = {sor};
    party.organisation = sor == 7 ? 0 : 5;
    directory.add(party);
  }
  const Instant then = parse_time("2027-01-01")->at;
  const std::vector<server::RecordSystem> systems = {{{5}, "house", "https://a.dk/{course}", {}, {}},
                                                     {{6}, "unit", "https://b.dk/{course}", then, {}}};
  const auto name_of = [&](uint64_t party, Instant at) {
    const auto* found = server::record_system_of({party}, systems, directory, at);
    return found == nullptr ? "" : found->name;
  };
  EXPECT_EQ(name_of(6, then - days(1)), "house");
  EXPECT_EQ(name_of(6, then), "unit");
  EXPECT_EQ(name_of(5, then), "house");
  EXPECT_EQ(name_of(7, then), "");
  EXPECT_EQ(name_of(0, then), "");
}

TEST(Settings, InsideIsSeenThroughDots) {
  EXPECT_TRUE(lies_inside("/a/b/c", "/a/b"));
  EXPECT_TRUE(lies_inside("/a/b", "/a/b"));
  EXPECT_TRUE(lies_inside("/a/x/../b/c", "/a/b"));
  EXPECT_FALSE(lies_inside("/a/b.keys", "/a/b"));
  EXPECT_FALSE(lies_inside("/a/b/../c", "/a/b"));
}

TEST(CommandLine, ArgumentsThatLookLikeCprNumbersAreSeen) {
  for (const char* one : {"2509479989", "250947-9989", "--cpr-file=2509479989", "250947-1AB1",
                          "sent to the wrong citizen, 250947-9989", "--reason=of 250947 9989.",
                          "/in/2509479989.json", "x,250947-1AB1,y"})
    EXPECT_TRUE(looks_like_cpr(one)) << one;
  for (const char* one : {"953741000016009", "9999999999", "who", "--at=2026-03-01T08:00:00Z", "250947998",
                          "ticket 12509479989", "call 250947-99890", "250947--9989", "2509479989a", ""})
    EXPECT_FALSE(looks_like_cpr(one)) << one;
}

}  // namespace
}  // namespace klynge::command
