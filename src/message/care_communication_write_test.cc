// What is written is what the standard says, and what our own reader has nothing to say about.
#include "message/care_communication_write.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/hash.h"
#include "message/samples_test.h"

namespace klynge::message::test {
namespace {

const Organisation ward{"", "265161000016000", "5790000209354",
                        "Hjerteafdelingen på Herlev og Gentofte hospital"};
const Organisation home{"", "953741000016009", "5790001348120", "Plejecenter Herlev"};
const Organisation town{"", "99900051000016006", "2957900000051", "Testkommune, visitation"};
const Instant now = parse_time("2026-11-21T20:59:00+01:00").value().at;

MakeId ids_of(std::string letter) {
  return [letter = std::move(letter)](uint32_t n) {
    const std::string h = to_hex(sha256(letter + std::to_string(n)));
    return h.substr(0, 8) + "-" + h.substr(8, 4) + "-4" + h.substr(13, 3) + "-8" + h.substr(17, 3) + "-" +
           h.substr(20, 12);
  };
}

LetterContent new_letter() {
  LetterContent content;
  content.from = home;
  content.to = ward;
  content.category = "discharge";
  content.topic = "Hjem <torsdag> & \"fredag\"";
  content.text = "Vi er der kl. 14.\nEr medicinen klar?";
  content.given = "Emma";
  content.family = "Waters";
  content.role = "Sygeplejerske";
  content.phone = "44 52 70 00";
  content.numbers = {{"urn:oid:1.2.208.176.1.2", "2509479989"}};
  content.citizen_family = "Elmer";
  content.citizen_given = "Bruno";
  return content;
}

LetterContent after(const Reading& before, LetterKind kind, const Organisation& from,
                    const Organisation& to) {
  LetterContent content = new_letter();
  content.kind = kind;
  content.from = from;
  content.to = to;
  content.category = before.letter->category;
  content.topic = before.letter->topic;
  content.before = &before;
  return content;
}

Reading written(const LetterContent& content, const std::string& label = "letter") {
  if (const auto fault = fault_of(content)) ADD_FAILURE() << fault->where << ": " << fault->what;
  return read(write_care_communication(content, ids_of(label), now));
}

void expect_in_order(const Reading& reading, View type) {
  EXPECT_EQ(reading.type, type);
  EXPECT_TRUE(reading.issues.empty()) << listed(reading);
  ASSERT_TRUE(reading.letter) << listed(reading);
}

std::vector<std::pair<std::string, Bytes>> all_kinds() {
  std::vector<std::pair<std::string, Bytes>> all;
  LetterContent first = new_letter();
  first.sender_in_particular = true;
  first.recipient.emplace();
  first.recipient->team = true;
  first.recipient->name = "Team 1";
  first.episodes = {{"https://sor2.sum.dsdn.dk/#id=265161000016000", "fc60e762-b13b-5773-865e-67f3907bdcc7"}};
  first.attachments = {{"Plan", "application/pdf", "JVBERi0xLjcK", "", "2026-11-20T08:00:00+01:00"},
                       {"Vejledning", "", "", "https://example.dk/vejledning", ""}};
  all.emplace_back("written-new", write_care_communication(first, ids_of("first"), now));
  for (const auto& row : expectations("care-communication")) {
    const Reading before = read(sample("care-communication/" + row[0]));
    const bool from_ward = before.header->sender.sor == ward.sor;
    const Organisation& other = before.header->receiver.sor == town.sor ? town : home;
    const LetterContent reply =
        after(before, LetterKind::reply, from_ward ? other : ward, from_ward ? ward : other);
    all.emplace_back("reply-to-" + row[0], write_care_communication(reply, ids_of("r" + row[0]), now));
    const LetterContent forward = after(before, LetterKind::forward, home, town);
    all.emplace_back("forward-of-" + row[0], write_care_communication(forward, ids_of("f" + row[0]), now));
  }
  return all;
}

TEST(WriteLetter, WhatWeWriteIsReadWithoutAnyComplaint) {
  for (const auto& [name, bytes] : all_kinds()) {
    const Reading reading = read(bytes);
    EXPECT_EQ(reading.answer, Answer::ok) << name << "\n" << listed(reading);
    // A letter to the older standard names what has no Provenance, and so does all that is written after it.
    for (const Issue& issue : reading.issues)
      EXPECT_TRUE(issue.rule == "chain-gap" && name.contains("older-standard")) << name << "\n"
                                                                                << listed(reading);
    const auto xml = put_in_envelope(bytes, "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0009", now, true);
    ASSERT_TRUE(xml.ok()) << name << xml.problem().what;
    const Reading in_xml = read(*xml);
    EXPECT_TRUE(in_xml.is_xml);
    EXPECT_EQ(in_xml.answer, Answer::ok) << name << "\n" << listed(in_xml);
    EXPECT_EQ(content_digest(in_xml), content_digest(reading)) << name;
  }
}

TEST(WriteLetter, ANewLetterSaysWhatItWasGiven) {
  LetterContent content = new_letter();
  content.category = "regarding-referral";
  content.priority = "asap";
  content.sender_in_particular = true;
  content.recipient.emplace();
  content.recipient->family = "Burns";
  content.recipient->given = "Michael";
  content.recipient->role = "sygeplejerske";
  content.attachments = {{"Plan", "application/pdf", "JVBERi0xLjcK", "", ""}};
  const Reading reading = written(content);
  expect_in_order(reading, "CC new");
  const CareCommunication& letter = *reading.letter;
  EXPECT_EQ(letter.topic, content.topic);
  EXPECT_EQ(letter.priority, "asap");
  EXPECT_EQ(letter.thread_id, ids_of("letter")(thread_id_n));
  EXPECT_EQ(reading.header->message_id, ids_of("letter")(message_id_n));
  ASSERT_EQ(letter.segments.size(), 2u);
  EXPECT_EQ(letter.segments[0].text, content.text);
  EXPECT_EQ(letter.segments[0].phone, "44 52 70 00");
  EXPECT_EQ(letter.segments[0].author->role, "Sygeplejerske");
  EXPECT_EQ(letter.segments[1].data, "JVBERi0xLjcK");
  EXPECT_EQ(letter.recipient->family, "Burns");
  EXPECT_EQ(letter.sender->family, "Waters");
  EXPECT_EQ(letter.cpr, "2509479989");
  EXPECT_EQ(letter.sent.at, now);
}

TEST(WriteLetter, NoNarrativeHoldsBase64AndAllHoldTheText) {
  for (const auto& [name, bytes] : all_kinds()) {
    const auto document = json::Document::parse(bytes);
    for (const json::Node* entry = json::find(&document->root(), "entry")->first; entry;
         entry = entry->next) {
      const json::Node* resource = json::find(entry, "resource");
      const View div = json::text_of(json::find(resource, "text"), "div");
      EXPECT_FALSE(div.empty()) << name << " " << json::text_of(resource, "resourceType");
      EXPECT_EQ(div.find("JVBERi0"), View::npos) << name;
      EXPECT_NE(div.find(json::text_of(resource, "id")), View::npos) << name;
      if (json::text_of(resource, "resourceType") == "Communication") {
        EXPECT_NE(div.find("Er medicinen klar?"), View::npos) << name;
      }
    }
  }
}

// Rules 3, 5, 6 and 7.
TEST(WriteLetter, AReplyKeepsTheThreadAndLeavesOutAttachments) {
  const Reading before = read(sample("care-communication/new.json"));
  const Reading reading = written(after(before, LetterKind::reply, home, ward));
  expect_in_order(reading, "CC reply");
  const CareCommunication &asked = *before.letter, &letter = *reading.letter;
  EXPECT_EQ(letter.thread_id, asked.thread_id);
  ASSERT_EQ(letter.segments.size(), 3u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(letter.segments[i].id, asked.segments[i].id);
    EXPECT_EQ(letter.segments[i].at.at, asked.segments[i].at.at);
    EXPECT_EQ(letter.segments[i].text, asked.segments[i].text);
    EXPECT_EQ(letter.segments[i].title, asked.segments[i].title);
    EXPECT_TRUE(letter.segments[i].data.empty());
  }
  EXPECT_FALSE(asked.segments[1].data.empty());
  ASSERT_EQ(letter.chain.size(), 2u);
  EXPECT_EQ(letter.chain[0].message_id, before.header->message_id);
  EXPECT_EQ(letter.chain[1].previous_message_id, before.header->message_id);
  EXPECT_EQ(letter.recipient->id, asked.sender->id) << "who wrote in particular is who is answered";
  EXPECT_FALSE(letter.sender);
  EXPECT_EQ(letter.episodes[0].value, asked.episodes[0].value);
}

TEST(WriteLetter, AReplyReturnsEveryNumberOfTheCitizen) {
  const Reading before = read(sample("care-communication/reply-unknown-thread.json"));
  const Reading reading = written(after(before, LetterKind::reply, town, ward));
  expect_in_order(reading, "CC reply");
  ASSERT_EQ(reading.letter->numbers.size(), 2u);
  EXPECT_EQ(reading.letter->numbers[0].value, "0703921VJ4");
  EXPECT_EQ(reading.letter->numbers[1].value, "2509479989");
}

// Rules 14 and 15.
TEST(WriteLetter, AForwardHasANewThreadAndAllThatWasSaid) {
  const Reading before = read(sample("care-communication/new.json"));
  const Reading reading = written(after(before, LetterKind::forward, home, town));
  expect_in_order(reading, "CC forward");
  EXPECT_NE(reading.letter->thread_id, before.letter->thread_id);
  ASSERT_EQ(reading.letter->segments.size(), 3u);
  EXPECT_EQ(reading.letter->segments[1].data, before.letter->segments[1].data);
  EXPECT_FALSE(reading.letter->recipient);
}

TEST(WriteLetter, APartIsForwardedWithoutItsProvenance) {
  const Reading before = read(sample("care-communication/crossing-ward.json"));
  LetterContent content = after(before, LetterKind::forward, home, town);
  content.left_out = {before.letter->chain[1].message_id};  // the home's own reply
  const Reading reading = written(content);
  EXPECT_EQ(reading.answer, Answer::ok) << listed(reading);
  EXPECT_EQ(reading.letter->segments.size(), before.letter->segments.size() - 1 + 1);
  EXPECT_EQ(reading.letter->chain.size(), before.letter->chain.size() - 1 + 1);
  for (const Segment& one : reading.letter->segments) EXPECT_NE(one.id, before.letter->chain[1].segments[0]);
  content.left_out.clear();
  for (const ChainLink& link : before.letter->chain) content.left_out.push_back(link.message_id);
  EXPECT_EQ(fault_of(content)->where, "without");
}

TEST(WriteLetter, AResendChangesOnlyItsEnvelope) {
  for (const auto& [name, bytes] : all_kinds()) {
    const Instant later = now + minutes(30);
    const View envelope = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0009";
    const auto again = put_in_envelope(bytes, envelope, later);
    ASSERT_TRUE(again.ok()) << name;
    const Reading first = read(bytes), second = read(*again);
    EXPECT_EQ(second.header->bundle_id, envelope);
    EXPECT_EQ(second.header->built.at, later);
    EXPECT_EQ(second.letter->sent.at, later);
    EXPECT_EQ(second.header->message_id, first.header->message_id);
    EXPECT_EQ(content_digest(second), content_digest(first)) << name;
    EXPECT_EQ(second.issues.size(), first.issues.size()) << name << "\n" << listed(second);
    // At the moment and in the envelope it was written for, it is the same octets.
    EXPECT_EQ(*put_in_envelope(bytes, first.header->bundle_id, now), bytes) << name;
  }
  EXPECT_FALSE(put_in_envelope("{}", "x", now).ok());
}

TEST(WriteLetter, WhatIsMissingIsNamed) {
  const auto fault = [](auto change) {
    LetterContent content = new_letter();
    change(content);
    const auto found = fault_of(content);
    return found ? found->where : std::string();
  };
  EXPECT_EQ(fault([](LetterContent&) {}), "");
  EXPECT_EQ(fault([](LetterContent& c) { c.given.clear(); }), "signed.name");
  EXPECT_EQ(fault([](LetterContent& c) { c.role.clear(); }), "signed.role");
  EXPECT_EQ(fault([](LetterContent& c) { c.phone.clear(); }), "signed.phone");
  EXPECT_EQ(fault([](LetterContent& c) { c.text.clear(); }), "content.text");
  EXPECT_EQ(fault([](LetterContent& c) { c.category = "letters"; }), "category");
  EXPECT_EQ(fault([](LetterContent& c) { c.category = "other", c.topic.clear(); }), "content.topic");
  EXPECT_EQ(fault([](LetterContent& c) { c.priority = "asap"; }), "content.priority");
  EXPECT_EQ(fault([](LetterContent& c) { c.attachments = {{"", "application/pdf", "JVBERi0=", "", ""}}; }),
            "attachments[0].title");
  EXPECT_EQ(fault([](LetterContent& c) { c.attachments = {{"a", "text/html", "JVBERi0=", "", ""}}; }),
            "attachments[0].contentType");
  EXPECT_EQ(fault([](LetterContent& c) { c.attachments = {{"a", "application/pdf", "\"}", "", ""}}; }),
            "attachments[0].data");
  EXPECT_EQ(fault([](LetterContent& c) { c.attachments = {{"a", "application/pdf", "JVBERi0=", "", "x"}}; }),
            "attachments[0].creation");
  EXPECT_EQ(fault([](LetterContent& c) { c.attachments = {{"a", "application/pdf", "", "", ""}}; }),
            "attachments[0]");
}

// For tools/checks/50-npm.
TEST(WriteLetter, AreWrittenOutWhereAsked) {
  const char* folder = std::getenv("KLYNGE_DUMP_LETTERS");
  if (folder == nullptr) GTEST_SKIP() << "KLYNGE_DUMP_LETTERS names no folder";
  std::filesystem::create_directories(folder);
  for (const auto& [name, bytes] : all_kinds()) {
    const std::string file = name.ends_with(".json") ? name : name + ".json";
    std::ofstream(std::filesystem::path(folder) / file, std::ios::binary) << bytes;
  }
}

}  // namespace
}  // namespace klynge::message::test
