// The ledger over a store in memory that can fail, lose an answer, and lose power; and, where files matter,
// over a real folder. Messages are the project's own samples.
#include "ledger/ledger.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "base/hash.h"
#include "core/directory_file.h"
#include "core/pathway/read.h"
#include "ledger/lookup.h"
#include "ledger/post.h"
#include "ledger/post_round.h"
#include "ledger/writer.h"
#include "store/memory.h"

namespace klynge {
namespace {

namespace fs = std::filesystem;

const Party herlev{953741000016009};
const Party heart{265161000016000};
const Instant november = parse_time("2026-11-20T08:00:00+01:00")->at;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

fs::path source(const std::string& path) {
  return fs::path(KLYNGE_SOURCE_DIR) / path;
}

std::string sample(const std::string& name) {
  const std::string text = text_of(source("test/samples/hospital-notification/" + name + ".json"));
  EXPECT_FALSE(text.empty()) << name;
  return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

std::string bundle_id(const std::string& text) {
  auto document = json::Document::parse(text);
  return std::string(json::text_of(&document->root(), "id"));
}

// The same message in a new envelope, as a resend is.
std::string resent(const std::string& text, char digit = '7') {
  std::string id = bundle_id(text), other = id;
  other[0] = other[0] == digit ? 'a' : digit;
  return replaced(text, id, other);
}

seal::Random counting() {  // different octets at each call, the same in each test
  return [n = uint64_t{0}](size_t count) mutable {
    Bytes out;
    while (out.size() < count) {
      Bytes seed;
      put_u64(seed, ++n);
      out += sha256(seed);
    }
    out.resize(count);
    return out;
  };
}

Setting demonstration() {
  Setting setting;
  auto parties = read_directory(text_of(source("data/directory/demonstration.yaml")), "demonstration.yaml");
  EXPECT_TRUE(parties.ok()) << (parties.ok() ? "" : parties.problem().what);
  for (PartyInfo& info : *parties) {
    if (info.kind == PartyKind::municipality) setting.acts_for.push_back(info.party.sor);
    if (info.kind == PartyKind::operations) setting.operations = info.party;
    setting.directory.add(std::move(info));
  }
  std::sort(setting.acts_for.begin(), setting.acts_for.end());
  auto pathway = read_pathway(text_of(source("data/pathways/hospital-stay.yaml")), "hospital-stay.yaml");
  EXPECT_TRUE(pathway.ok()) << (pathway.ok() ? "" : pathway.problem().where + " " + pathway.problem().what);
  auto letters = read_pathway(text_of(source("data/pathways/letters.yaml")), "letters.yaml");
  EXPECT_TRUE(letters.ok()) << (letters.ok() ? "" : letters.problem().where + " " + letters.problem().what);
  setting.pathways = {std::move(*pathway), std::move(*letters)};
  return setting;
}

struct Bench {
  std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
  seal::Random random = counting();
  seal::Secrets secrets = seal::make_secrets(random);
  Setting setting = demonstration();
  LedgerOptions options;
  std::unique_ptr<Ledger> ledger;

  Bench() { open(); }

  void open(Instant now = november) {
    ledger.reset();
    auto opened = Ledger::open(store::open_memory(disk), secrets, setting,
                               {{"pathway", "hospital-stay/1", "x"}}, options, random, now);
    ASSERT_TRUE(opened.ok()) << opened.problem().what;
    ledger = std::move(*opened);
  }
  Reply receive(const std::string& text, Instant now = november) {
    std::vector<Request> one;
    one.push_back(Receive{prepare(text, secrets), {heart, CallerRole::door}});
    return std::move(ledger->process(std::move(one), now).front());
  }
  Reply act(CitizenNumber citizen, Ask ask, Party by, const std::string& id, Instant now = november,
            const std::string& body = "", std::vector<std::string> texts = {}) {
    return act(citizen, std::move(ask), Caller{by, CallerRole::person}, id, now, body, std::move(texts));
  }
  Reply act(CitizenNumber citizen, Ask ask, const Caller& by, const std::string& id, Instant now = november,
            const std::string& body = "", std::vector<std::string> texts = {}) {
    std::vector<Request> one;
    one.push_back(Act{citizen, std::move(ask), by, seal::keyed(secrets, "request", id),
                      seal::keyed(secrets, "body", id + body), std::move(texts)});
    return std::move(ledger->process(std::move(one), now).front());
  }
  uint16_t duty(CitizenNumber citizen, const std::string& task) {
    const Record record = *ledger->record(citizen);
    for (const Duty& d : record.duties)
      if (d.task == task && d.open()) return d.number;
    return 0;
  }
  VerifyReport verified() {
    auto folder = store::open_memory(disk);
    auto report = verify(folder, secrets, {});
    EXPECT_TRUE(report.ok());
    for (const std::string& fault : report->faults) ADD_FAILURE() << fault;
    open();
    return *report;
  }
};

std::string ack_id(const Reply& reply) {
  auto document = json::Document::parse(reply.acknowledgement());
  EXPECT_TRUE(document.ok());
  const json::Node* entry = json::at(json::find(&document->root(), "entry"), 0);
  return std::string(json::text_of(json::find(entry, "resource"), "id"));
}

TEST(Ledger, AnAdmissionBecomesDutiesWithOneHolderEachAndIsAnsweredFromDisk) {
  Bench bench;
  const Reply reply = bench.receive(sample("STIN"));
  ASSERT_EQ(reply.how, Reply::How::answered) << reply.why;
  EXPECT_EQ(reply.message_answer, message::Answer::ok);
  EXPECT_TRUE(reply.acknowledge);
  auto record = bench.ledger->record(reply.citizen);
  ASSERT_TRUE(record.ok());
  ASSERT_EQ(record->courses.size(), 1u);
  EXPECT_EQ(record->courses[0].stay, StayState::admitted);
  EXPECT_NE(bench.duty(reply.citizen, "contact"), 0);
  EXPECT_NE(bench.duty(reply.citizen, "admission-report"), 0);
  EXPECT_GT(bench.verified().rows, 0u);
}

TEST(Ledger, ARepeatGetsTheSameAnswerInANewEnvelopeAndChangesNothing) {
  Bench bench;
  const Reply first = bench.receive(sample("STIN"));
  const Record before = *bench.ledger->record(first.citizen);
  const Reply second = bench.receive(resent(sample("STIN")));
  EXPECT_TRUE(second.repeated);
  EXPECT_EQ(second.message_answer, message::Answer::ok);
  EXPECT_EQ(ack_id(first), ack_id(second));
  EXPECT_NE(bundle_id(first.acknowledgement()), bundle_id(second.acknowledgement()));
  Record after = *bench.ledger->record(first.citizen);
  EXPECT_EQ(before.duties, after.duties);
  EXPECT_EQ(before.courses, after.courses);
  bench.open();  // and after a restart
  EXPECT_EQ(ack_id(bench.receive(resent(sample("STIN"), '8'))), ack_id(first));
  EXPECT_NE(bench.duty(first.citizen, "message-repeats"), 0) << "the third time somebody has to look";
}

TEST(Ledger, TheSameIdWithOtherContentIsTold) {
  Bench bench;
  bench.receive(sample("STIN"));
  const Reply reply = bench.receive(replaced(resent(sample("STIN")), "Elmer", "Andersen"));
  EXPECT_EQ(reply.message_answer, message::Answer::fatal_error);
  ASSERT_EQ(reply.issues.size(), 1u);
  EXPECT_EQ(reply.issues[0].rule, "message-id-reused");
  EXPECT_EQ(bench.receive(sample("STIN")).message_answer, message::Answer::ok) << "the first answer stands";
}

TEST(Ledger, AClockAYearAheadIsToldAndDecidesNothing) {
  Bench bench;
  const Reply admitted = bench.receive(sample("STIN"));
  const Reply reply = bench.receive(replaced(sample("SLHJ"), "2026-11-12T13:40", "2027-11-12T13:40"));
  EXPECT_EQ(reply.message_answer, message::Answer::fatal_error);
  ASSERT_FALSE(reply.issues.empty());
  EXPECT_EQ(reply.issues[0].rule, "time-ahead");
  EXPECT_EQ(reply.issues[0].path, "Bundle.entry[2].resource.period.end");
  EXPECT_TRUE(reply.acknowledge);
  EXPECT_EQ(bench.ledger->record(admitted.citizen)->courses[0].stay, StayState::admitted);
  EXPECT_EQ(bench.ledger->state().refused, 1u) << "it has an owner here";
  const Reply leave = bench.receive(sample("STOR"));  // true, and not late
  EXPECT_EQ(bench.ledger->record(leave.citizen)->courses[0].stay, StayState::leave);
  bench.verified();
}

TEST(Ledger, AClockSomeHoursAheadCountsFromReceiptAndMakesNothingLate) {
  Bench bench;
  const Reply admitted = bench.receive(replaced(sample("STIN"), "2026-11-02T09:12", "2026-11-20T11:00"));
  ASSERT_EQ(admitted.message_answer, message::Answer::ok);
  const Record there = *bench.ledger->record(admitted.citizen);
  EXPECT_EQ(there.courses[0].notes.front().at, november);
  EXPECT_EQ(there.courses[0].stay_start, november);
  const std::string at_half_past_eight = replaced(sample("STOR"), "2026-11-07T10:30", "2026-11-20T08:30");
  const Reply leave = bench.receive(at_half_past_eight, november + minutes(40));
  EXPECT_EQ(bench.ledger->record(leave.citizen)->courses[0].stay, StayState::leave);
  bench.verified();
}

// Our own clock may be set back; what it has once written down it has seen.
TEST(Ledger, OurOwnClockSetBackRefusesNobody) {
  Bench bench;
  bench.receive(sample("STIN"));
  const Reply reply = bench.receive(sample("STOR"), november - days(300));
  EXPECT_EQ(reply.message_answer, message::Answer::ok);
}

// --- ids of courses ------------------------------------------------------------------------------------

std::string episode(const std::string& value) {
  const bool lpr3 = value.starts_with("urn:uuid:");
  return R"({"identifier":{"system":")" +
         std::string(lpr3 ? "https://www.esundhed.dk/Registre/Landspatientregisteret"
                          : "https://sor2.sum.dsdn.dk/#id=265161000016000") +
         R"(","value":")" + value + R"("}})";
}
std::string with_episodes(const std::string& text, const std::vector<std::string>& ids) {
  const std::string head = "\"episodeOfCare\": [";
  const size_t at = text.find(head) + head.size(), end = text.find(']', at);
  EXPECT_NE(end, std::string::npos);
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ",") + episode(id);
  return text.substr(0, at) + list + text.substr(end);
}
std::string in_capitals(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

TEST(CourseIds, OfEitherKindInEitherCaseWithAndWithoutHyphensAreOneCourse) {
  const std::string local = "5a2b7c10-0d4e-4f7a-9c11-0242ac120002",
                    other = "6b3c8d21-1e5f-4a8b-8d22-0242ac120003";
  const std::string lpr3 = "7c4d9e32-2f60-5b9c-9e33-0242ac120004";
  const std::string plain = in_capitals(replaced(local, "-", ""));
  Bench bench;
  const auto course_of = [&](const std::string& kind, const std::vector<std::string>& ids) {
    const Reply reply = bench.receive(with_episodes(sample(kind), ids));
    EXPECT_EQ(reply.message_answer, message::Answer::ok)
        << (reply.issues.empty() ? "" : reply.issues[0].text);
    const Record record = *bench.ledger->record(reply.citizen);
    EXPECT_EQ(record.all_courses().size(), 1u) << kind << " is of another course";
    return *record.all_courses().front();
  };
  EXPECT_EQ(course_of("STIN", {local}).keys.size(), 1u);
  EXPECT_EQ(course_of("STOR", {plain, "urn:uuid:" + lpr3}).keys.size(), 2u)
      << "without hyphens it is the same id";
  EXPECT_EQ(course_of("SLOR", {"urn:uuid:" + lpr3, other}).keys.size(), 3u) << "by the id of LPR3 alone";
  const Course home = course_of("SLHJ", {in_capitals(other)});  // by an id that came in between
  EXPECT_EQ(home.keys.size(), 3u);
  EXPECT_EQ(home.stay, StayState::home);
  const std::string as_written = "urn:uuid:" + lpr3;
  for (const std::string& form : {lpr3, replaced(lpr3, "-", ""), in_capitals(lpr3)})
    EXPECT_EQ(course_key(bench.secrets, form), course_key(bench.secrets, as_written)) << form;
  EXPECT_NE(course_key(bench.secrets, local), course_key(bench.secrets, other));
  bench.verified();
}

TEST(Ledger, AnEnvelopeIdUsedAgainIsRefused) {
  Bench bench;
  bench.receive(sample("STIN"));
  const std::string other = replaced(sample("STAA"), bundle_id(sample("STAA")), bundle_id(sample("STIN")));
  const Reply reply = bench.receive(other);
  EXPECT_EQ(reply.message_answer, message::Answer::fatal_error);
  EXPECT_EQ(reply.issues.back().rule, "envelope-id-reused");
}

// A sender who forgets to make a new one sends many, and each must be told.
TEST(Ledger, AnEnvelopeIdMayBeUsedAgainManyTimes) {
  Bench bench;
  bench.receive(sample("STIN"));
  const std::string letter = replaced(sample("STAA"), bundle_id(sample("STAA")), bundle_id(sample("STIN")));
  const std::string id = prepare(letter, bench.secrets).reading.header->message_id;
  const auto sent = [&](int number) {
    return bench.receive(replaced(letter, id, id.substr(0, id.size() - 2) + std::to_string(number)));
  };
  for (int number = 10; number < 40; ++number) {
    const Reply reply = sent(number);
    ASSERT_EQ(reply.message_answer, message::Answer::fatal_error) << number << ": " << reply.why;
    EXPECT_EQ(reply.issues.back().rule, "envelope-id-reused");
  }
  bench.open();
  EXPECT_TRUE(sent(12).repeated);
  EXPECT_EQ(sent(40).issues.back().rule, "envelope-id-reused");
  bench.verified();
}

TEST(Ledger, RefusedMessagesHaveAnOwnerAndAreDestroyedAfterThirtyDays) {
  Bench bench;
  const Reply reply = bench.receive("{\"resourceType\": ");
  EXPECT_EQ(reply.message_answer, message::Answer::none);
  EXPECT_FALSE(reply.acknowledge);
  const Reply unknown = bench.receive(replaced(sample("STIN"), "953741000016009", "953741000016008"));
  EXPECT_EQ(unknown.message_answer, message::Answer::fatal_error);
  EXPECT_EQ(unknown.issues.back().detail, "MSG_Receiver_Identifier_UNKNOWN");
  EXPECT_TRUE(unknown.acknowledge) << "we answer for that door";
  EXPECT_EQ(bench.disk->ledger->bodies.size(), 3u) << "setting, and two in quarantine";
  auto usable_keys = [&] {  // what was destroyed leaves a mark, so that it is never made anew
    return std::ranges::count_if(bench.disk->keys, [](const auto& key) { return key.second.size() > 1; });
  };
  const auto keys = usable_keys();
  ASSERT_TRUE(bench.ledger->housekeeping(november + days(29)).ok());
  EXPECT_EQ(bench.disk->ledger->bodies.size(), 3u);
  ASSERT_TRUE(bench.ledger->housekeeping(november + days(31)).ok());
  EXPECT_EQ(bench.disk->ledger->bodies.size(), 1u);
  EXPECT_EQ(usable_keys(), keys - 2);
  bench.verified();
}

// --- large messages -----------------------------------------------------------------------------------

// With a name that makes it large, and as the door brings it: asked first, kept, then received.
std::string enlarged(const std::string& text) {
  return replaced(text, "\"Bruno\"", "\"" + std::string(300'000, 'B') + "\"");
}
Reply receive_large(Bench& bench, const std::string& text, Instant now = november) {
  Prepared prepared = prepare(text, bench.secrets);
  EXPECT_TRUE(prepared.is_large());
  auto kept = keep_when_wanted(
      prepared, text,
      [&](const AskWhetherKept& ask) -> Result<bool> {
        std::vector<Request> one;
        one.emplace_back(ask);
        return bench.ledger->process(std::move(one), now).front().would_be_kept;
      },
      bench.ledger->contents(), bench.random);
  EXPECT_TRUE(kept.ok());
  std::vector<Request> one;
  one.push_back(Receive{std::move(prepared), {heart, CallerRole::door}});
  return std::move(bench.ledger->process(std::move(one), now).front());
}

TEST(Large, IsKeptAsContentAndTheRepeatKeepsNothingMore) {
  Bench bench;
  const std::string text = enlarged(sample("STIN"));
  ASSERT_NE(text, sample("STIN"));
  const Reply reply = receive_large(bench, text);
  EXPECT_EQ(reply.message_answer, message::Answer::ok) << reply.why;
  EXPECT_EQ(bench.disk->contents.size(), 1u);
  EXPECT_LT(bench.disk->ledger->bodies.at({reply.position, 1}).size(), 500u);
  bench.verified();
  const Reply again = receive_large(bench, resent(text));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.acknowledgement_ids.message_id, reply.acknowledgement_ids.message_id);
  EXPECT_EQ(bench.disk->contents.size(), 1u);
  bench.disk->contents.begin()->second.back() ^= 1;
  auto folder = store::open_memory(bench.disk);
  const auto report = *verify(folder, bench.secrets, {});
  ASSERT_EQ(report.faults.size(), 1u);
  EXPECT_NE(report.faults[0].find("its content"), std::string::npos) << report.faults[0];
}

TEST(Large, WithoutItsContentItIsNotTaken) {
  Bench bench;
  const Reply reply = bench.receive(enlarged(sample("STIN")));
  EXPECT_EQ(reply.how, Reply::How::not_now);
  bench.verified();
}

TEST(Large, WithoutABasisNothingIsWritten) {
  Bench bench;
  bench.options.everybody_has_basis = false;
  bench.open();
  const Reply reply = receive_large(bench, enlarged(sample("STIN")));
  EXPECT_TRUE(reply.without_basis);
  EXPECT_TRUE(bench.disk->contents.empty());
}

TEST(Large, OfAFailedCommitTheNextStartSweepsAwayAndOfALostAnswerItKeeps) {
  Bench bench;
  bench.disk->fail_commits = 1;
  EXPECT_EQ(receive_large(bench, enlarged(sample("STIN"))).how, Reply::How::not_now);
  EXPECT_EQ(bench.disk->contents.size(), 1u);
  bench.open(november + seconds(2));
  EXPECT_TRUE(bench.disk->contents.empty());
  bench.disk->lose_commit_answers = 1;
  EXPECT_EQ(receive_large(bench, enlarged(sample("STIN")), november + seconds(3)).how, Reply::How::not_now);
  bench.open(november + seconds(5));
  EXPECT_EQ(bench.disk->contents.size(), 1u);
  bench.verified();
}

TEST(Large, InQuarantineItsContentGoesAfterThirtyDays) {
  Bench bench;
  const Reply reply = receive_large(bench, "{\"resourceType\": \"" + std::string(300'000, 'x'));
  EXPECT_EQ(reply.message_answer, message::Answer::none);
  EXPECT_EQ(bench.disk->contents.size(), 1u);
  bench.verified();
  ASSERT_TRUE(bench.ledger->housekeeping(november + days(31)).ok());
  EXPECT_TRUE(bench.disk->contents.empty());
  bench.verified();
}

TEST(Ledger, ADeathIsNeverRefusedForLookingLikeACorrection) {
  Bench bench;
  const Reply corrected = bench.receive(sample("RE_MORS"));
  EXPECT_EQ(corrected.message_answer, message::Answer::ok);
  const Record dead = *bench.ledger->record(corrected.citizen);
  EXPECT_FALSE(dead.died.none());
  const Reply first = bench.receive(sample("MORS"));  // the one it corrects, late
  EXPECT_EQ(first.message_answer, message::Answer::ok);
  EXPECT_EQ(bench.ledger->record(corrected.citizen)->duties, dead.duties);
  bench.verified();
}

TEST(Ledger, AFailedCommitIsNotAnsweredAndTheResendIsProcessed) {
  Bench bench;
  const uint32_t epoch = bench.ledger->state().position > 0 ? 1 : 0;
  (void)epoch;
  bench.disk->fail_commits = 1;
  const Reply reply = bench.receive(sample("STIN"));
  EXPECT_EQ(reply.how, Reply::How::not_now);
  EXPECT_EQ(reply.message_answer, message::Answer::transient_error);
  EXPECT_FALSE(bench.ledger->state().can_write);
  const Reply again = bench.receive(sample("STIN"), november + seconds(2));
  EXPECT_EQ(again.message_answer, message::Answer::ok) << again.why;
  EXPECT_FALSE(again.repeated);
  bench.verified();
}

TEST(Ledger, ACommitThatIsThereAllTheSameIsFoundAgain) {
  Bench bench;
  bench.disk->lose_commit_answers = 1;
  EXPECT_EQ(bench.receive(sample("STIN")).how, Reply::How::not_now);
  const Reply again = bench.receive(resent(sample("STIN")), november + seconds(2));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.message_answer, message::Answer::ok);
  bench.verified();
}

TEST(Ledger, WhileTheDiskRefusesItSaysSoAndThenGoesOn) {
  Bench bench;
  bench.receive(sample("STIN"));
  bench.disk->fail_commits = 1;
  bench.disk->fail_reopens = 2;
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(bench.receive(sample("STAA"), november + seconds(2 * i)).how, Reply::How::not_now);
  EXPECT_FALSE(bench.ledger->why_not_writing().empty());
  EXPECT_EQ(bench.receive(sample("STAA"), november + seconds(60)).message_answer, message::Answer::ok);
  bench.verified();
}

TEST(Ledger, NoKeyAndNonceTwice) {
  Bench bench;
  bench.receive(sample("STIN"));
  bench.disk->fail_commits = 1;
  bench.receive(sample("STAA"));
  bench.receive(sample("STAA"), november + seconds(2));
  std::set<std::pair<uint32_t, Position>> seen;
  uint32_t last = 0;
  for (const Bytes& bytes : bench.disk->ledger->journal) {
    auto header = message::decode_header(bytes);
    EXPECT_TRUE(seen.emplace(header->epoch, header->position).second);
    EXPECT_GE(header->epoch, last);
    last = header->epoch;
  }
  EXPECT_GE(last, 2u) << "raised after the failed commit";
}

TEST(Ledger, ACommandRepeatedGetsItsFirstAnswer) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  const uint16_t duty = bench.duty(citizen, "admission-report");
  ASSERT_NE(duty, 0);
  const Reply first = bench.act(citizen, CompleteDuty{duty, 0}, herlev, "a");
  EXPECT_TRUE(first.answer.ok()) << word(first.answer.refusal);
  const Reply again = bench.act(citizen, CompleteDuty{duty, 0}, herlev, "a");
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.answer, first.answer);
  EXPECT_EQ(bench.act(citizen, CompleteDuty{duty, 0}, herlev, "a", november, "other").how,
            Reply::How::other_request);
  EXPECT_EQ(bench.act(citizen, CompleteDuty{duty, 0}, herlev, "b").answer.refusal, Refusal::ended);
  EXPECT_EQ(bench.act(99, CompleteDuty{duty, 0}, herlev, "c").how, Reply::How::no_such_citizen);
  bench.verified();
}

TEST(Ledger, TheClockNoticesSilenceOnce) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  const uint16_t duty = bench.duty(citizen, "admission-report");
  const Instant due = bench.ledger->record(citizen)->duty(duty)->clock;
  ASSERT_FALSE(due.none());
  EXPECT_EQ(*bench.ledger->tick(due - seconds(1)), 0u);
  ASSERT_TRUE(bench.ledger->tick(due + seconds(1)).ok());
  EXPECT_EQ(bench.ledger->record(citizen)->duty(duty)->silences, 1);
  ASSERT_TRUE(bench.ledger->tick(due + seconds(2)).ok());
  EXPECT_EQ(bench.ledger->record(citizen)->duty(duty)->silences, 1);
  EXPECT_TRUE(bench.ledger->record(citizen)->duty(duty)->open()) << "overdue never cancels";
  bench.open(due + days(3));
  ASSERT_TRUE(bench.ledger->tick(due + days(3) + hours(1)).ok());
  EXPECT_EQ(bench.ledger->record(citizen)->duty(duty)->silences, 2) << "one, after three days away";
  bench.verified();
}

TEST(Ledger, ABrokenInvariantFreezesOneCitizenAndNobodyElse) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  Record spoilt = *bench.ledger->record(citizen);
  Duty second = spoilt.duties.front();  // two parties to call for one course
  second.number = ++spoilt.last_duty;
  spoilt.duties.push_back(second);
  bench.disk->ledger->snapshots[citizen] = {spoilt.last, message::encode_record(spoilt)};
  bench.open();
  const Reply reply = bench.receive(sample("STOR"));
  EXPECT_EQ(reply.message_answer, message::Answer::transient_error);
  EXPECT_TRUE(bench.ledger->record(citizen)->frozen);
  EXPECT_EQ(bench.ledger->state().frozen, 1u);
  EXPECT_EQ(bench.receive(text_of(source("test/samples/demo/02-hansen-STAA.json"))).message_answer,
            message::Answer::ok);
}

TEST(Ledger, WhatWouldBreakARuleIsAnsweredTheSameWhenItIsAskedAgain) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  const uint16_t discharge = bench.duty(citizen, "discharge");
  Record spoilt = *bench.ledger->record(citizen);
  Duty second = spoilt.duties.front();
  second.number = ++spoilt.last_duty;
  spoilt.duties.push_back(second);
  bench.disk->ledger->snapshots[citizen] = {spoilt.last, message::encode_record(spoilt)};
  bench.open();
  const Reply refused = bench.act(citizen, VoidDuty{discharge, VoidReason::not_needed, 0}, heart, "once");
  EXPECT_EQ(refused.answer.refusal, Refusal::frozen);
  const Position at = bench.ledger->state().position;
  bench.open();
  const Reply again = bench.act(citizen, VoidDuty{discharge, VoidReason::not_needed, 0}, heart, "once");
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.answer.refusal, Refusal::frozen);
  EXPECT_EQ(again.position, refused.position);
  EXPECT_EQ(bench.ledger->state().position, at + 1) << "but for the writer's start nothing was written";
}

// Nobody touches the citizen: the clock alone sees that the unit is gone.
TEST(Ledger, WhatAUnitHoldsIsHandedOnWhenItCeases) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  const Party holder = bench.ledger->record(citizen)->duty(bench.duty(citizen, "contact"))->holder;
  PartyInfo ceases = *bench.setting.directory.find(holder);
  const PartyInfo* heir = nullptr;
  for (const PartyInfo& info : bench.setting.directory.all())
    if (info.kind == ceases.kind && info.party != holder && info.to.none()) heir = &info;
  ASSERT_NE(heir, nullptr);
  ceases.to = november + days(2);
  ceases.successor = heir->party;
  const Party expected = heir->party;
  bench.setting.directory.add(ceases);
  bench.open();
  ASSERT_TRUE(bench.ledger->tick(november + days(1)).ok());
  EXPECT_EQ(bench.ledger->record(citizen)->duty(bench.duty(citizen, "contact"))->holder, holder);
  EXPECT_EQ(bench.ledger->wakes(), ceases.to);
  ASSERT_TRUE(bench.ledger->tick(ceases.to).ok());
  const Record handed_on = *bench.ledger->record(citizen);
  for (const Duty& duty : handed_on.duties) {
    EXPECT_NE(duty.holder, holder) << duty.task;
    if (duty.task == "contact") {
      EXPECT_EQ(duty.holder, expected);
    }
  }
  bench.verified();
}

TEST(Ledger, RestartsRememberWhatTheIndexesHadNotWritten) {
  Bench bench;
  const Reply first = bench.receive(sample("STIN"));
  ASSERT_TRUE(bench.ledger->rest(november).ok());
  const Record rested = *bench.ledger->record(first.citizen);
  bench.open();
  EXPECT_EQ(*bench.ledger->record(first.citizen), rested);
  bench.disk->cut();
  bench.open();
  EXPECT_EQ(*bench.ledger->record(first.citizen), rested);
  EXPECT_TRUE(bench.receive(resent(sample("STIN"))).repeated);
}

// --- lists made by another Klynge ---

std::vector<std::pair<store::RowKey, Bytes>> rows_of(store::Store& store) {
  std::vector<std::pair<store::RowKey, Bytes>> rows;
  auto reader = store.reader();
  for (const auto& [view, version] :
       {std::pair{worklist_view, worklist_version}, std::pair{course_view, course_version},
        std::pair{tally_view, tally_version}})
    EXPECT_TRUE((*reader)->all_rows(view, version, [&](const store::Row& row) {
      rows.emplace_back(row.key, row.bytes);
      return true;
    }));
  return rows;
}

TEST(Renewing, OlderListsAndSnapshotsAreMadeAnewFromTheJournal) {
  Bench bench;
  bench.receive(sample("STIN"));
  const auto before = rows_of(bench.ledger->store());
  ASSERT_FALSE(before.empty());
  store::Batch older;
  for (const auto& [key, bytes] : before) {
    store::RowKey old = key;
    old.version = 0;
    older.drop_rows.push_back(key);
    older.rows.push_back({old, 1, "as it was"});
  }
  older.snapshots.push_back({1, 2, "no record that this program reads"});
  older.meta.emplace_back("views", Bytes(6, '\0'));
  ASSERT_TRUE(bench.ledger->store().commit(older));
  Position told = 0;
  bench.options.renewing = [&](Position done, Position of) { told = done == of ? of : told; };
  bench.open();
  EXPECT_EQ(rows_of(bench.ledger->store()), before);
  EXPECT_GT(told, 0u) << "whoever starts it is told";
  auto reader = bench.ledger->store().reader();
  EXPECT_TRUE((*reader)->all_rows(worklist_view, 0, [](const store::Row&) { return ADD_FAILURE(), true; }));
  EXPECT_FALSE(bench.ledger->wakes().none()) << "the clock's work is found again";
  told = 0;
  bench.open();
  EXPECT_EQ(told, 0u) << "once is enough";
}

TEST(Tallies, OfADayGoOnAfterAStopAndVerifyFindsOneThatIsNotSo) {
  Bench bench;
  bench.receive(sample("STIN"));
  bench.open();
  bench.receive(sample("SLHJ"));
  bench.verified();
  store::Batch other;
  auto reader = bench.ledger->store().reader();
  EXPECT_TRUE((*reader)->all_rows(tally_view, tally_version, [&](const store::Row& row) {
    Tally tally = *decode_tally(row.bytes);
    ++tally.opened;
    other.rows.push_back({row.key, row.changed, encode(tally)});
    return false;
  }));
  ASSERT_EQ(other.rows.size(), 1u);
  ASSERT_TRUE(bench.ledger->store().commit(other));
  auto folder = store::open_memory(bench.disk);
  const auto report = *verify(folder, bench.secrets, {});
  ASSERT_EQ(report.faults.size(), 1u);
  EXPECT_EQ(report.faults[0],
            "party " + std::to_string(other.rows[0].key.list) + ": a row differs from the facts");
}

TEST(Renewing, ListsOfANewerProgramAreRefused) {
  Bench bench;
  bench.receive(sample("STIN"));
  store::Batch newer;
  Bytes versions;
  put_u16(versions, worklist_version + 1);
  put_u32(versions, 0x00010001);
  newer.meta.emplace_back("views", versions);
  ASSERT_TRUE(bench.ledger->store().commit(newer));
  bench.ledger.reset();
  const auto refused = Ledger::open(store::open_memory(bench.disk), bench.secrets, bench.setting, {}, {},
                                    bench.random, november);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.problem().what, "this folder was written by a newer Klynge (its lists are of version " +
                                        std::to_string(worklist_version + 1) + ", this program knows " +
                                        std::to_string(worklist_version) + ")");
}

TEST(Renewing, AListThatThisProgramDoesNotKnowIsANewerOnes) {
  Bench bench;
  auto versions = bench.ledger->store().reader().value()->meta("views");
  ASSERT_TRUE(versions.ok() && versions->has_value());
  store::Batch newer;
  newer.meta.emplace_back("views", **versions + Bytes("\0\1", 2));
  ASSERT_TRUE(bench.ledger->store().commit(newer));
  bench.ledger.reset();
  const auto refused = Ledger::open(store::open_memory(bench.disk), bench.secrets, bench.setting, {}, {},
                                    bench.random, november);
  ASSERT_FALSE(refused.ok()) << "the list would be left behind by what is written now";
  EXPECT_EQ(refused.problem().what,
            "this folder was written by a newer Klynge (it has 7 kinds of lists, this program knows 6)");
}

TEST(Ledger, OtherKeysAreRefused) {
  Bench bench;
  bench.receive(sample("STIN"));
  bench.ledger.reset();
  auto opened = Ledger::open(store::open_memory(bench.disk), seal::make_secrets(bench.random), bench.setting,
                             {}, {}, bench.random, november);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.problem().kind, Problem::Kind::refused);
}

std::string everything_on(const store::MemoryDisk& disk) {
  std::string everything;
  for (const Bytes& entry : disk.ledger->journal) everything += entry;
  for (const auto& [place, body] : disk.ledger->bodies) everything += body;
  for (const auto& [key, row] : disk.ledger->rows) everything += row.second;
  for (const auto& [name, value] : disk.ledger->names) everything += name.second;
  return everything;
}

TEST(Ledger, NothingPersonalIsInTheClear) {
  Bench bench;
  bench.receive(sample("STIN"));
  bench.receive("not json, but it names 2509479989");
  const std::string everything = everything_on(*bench.disk);
  EXPECT_EQ(everything.find("2509479989"), std::string::npos);
  EXPECT_EQ(everything.find("Elmer"), std::string::npos);
}

TEST(Ledger, LookingIsWrittenDownBeforeItIsShown) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  auto found = lookup.find("2509479989");
  ASSERT_TRUE(found.ok() && found->has_value());
  EXPECT_EQ(**found, citizen);
  auto seen = lookup.citizen(citizen, Caller{herlev, CallerRole::person}, bench.ledger->setting(), november);
  ASSERT_TRUE(seen.ok() && seen->has_value());
  EXPECT_EQ((*seen)->identity.cpr, "2509479989");
  EXPECT_EQ(bench.disk->access.size(), 1u);
  auto rows = lookup.list(herlev, Caller{herlev, CallerRole::person}, 100, std::nullopt,
                          bench.ledger->setting(), november);
  ASSERT_TRUE(rows.ok());
  EXPECT_FALSE(rows->empty());
  EXPECT_EQ(bench.disk->access.size(), 2u);
  (void)lookup
      .list(herlev, Caller{herlev, CallerRole::person}, 100, std::nullopt, bench.ledger->setting(),
            november + minutes(5))
      .ok();
  EXPECT_EQ(bench.disk->access.size(), 2u) << "one entry a viewer and list in ten minutes";
  bench.disk->fail_appends = 1;
  EXPECT_FALSE(
      lookup.citizen(citizen, Caller{herlev, CallerRole::person}, bench.ledger->setting(), november).ok())
      << "what cannot be written down is not shown";
}

TEST(Ledger, AListIsReadByUrgencyAndPageByPageToo) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  for (const int64_t due_in : {50, 10, 30})
    ASSERT_TRUE(bench
                    .act(citizen, OpenDuty{"other", 1, herlev, {}, november + hours(due_in), 1}, herlev,
                         "open" + std::to_string(due_in), november, "", {"Key at the neighbour"})
                    .answer.ok());
  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  for (const Party list : {herlev, Party{}}) {
    const auto page = [&](size_t limit, const std::optional<store::RowKey>& after) {
      auto rows = lookup.list(list, Caller{herlev, CallerRole::operations}, limit, after,
                              bench.ledger->setting(), november);
      EXPECT_TRUE(rows.ok());
      return std::move(*rows);
    };
    const auto place = [](const ListedRow& row) { return std::pair(row.row.duty, row.row.part); };
    const auto whole = page(100, std::nullopt);
    ASSERT_GT(whole.size(), 4u);
    EXPECT_TRUE(
        std::ranges::is_sorted(whole, {}, [](const ListedRow& row) { return reading_order(row.row); }));
    EXPECT_FALSE(std::ranges::is_sorted(whole, {}, place)) << "or this test could not fail";
    for (const size_t limit : {1u, 3u}) {
      std::vector<ListedRow> read;
      for (auto rows = page(limit, std::nullopt); !rows.empty(); rows = page(limit, read.back().key))
        std::ranges::move(rows, std::back_inserter(read));
      EXPECT_TRUE(std::ranges::equal(read, whole, {}, place, place)) << limit << " a page";
    }
  }
}

TEST(Ledger, AListShowsNoNameToWhomTheCitizenHasBarredNorANoteToWhoDoesNotTreat) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  const uint16_t report = bench.duty(citizen, "admission-report");
  ASSERT_TRUE(bench.act(citizen, NoteDuty{report, 1}, herlev, "note", november, "", {"Key at the neighbour"})
                  .answer.ok());
  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  const auto row_of = [&](const Caller& caller) {
    auto rows = lookup.list(herlev, caller, 100, std::nullopt, bench.ledger->setting(), november);
    EXPECT_TRUE(rows.ok());
    return *std::ranges::find_if(*rows, [&](const ListedRow& row) { return row.row.duty == report; });
  };
  Caller nurse{herlev, CallerRole::person}, clerk = nurse;
  clerk.lay = true;
  EXPECT_EQ(row_of(nurse).identity.cpr, "2509479989");
  EXPECT_TRUE(row_of(nurse).note.has_value());
  EXPECT_EQ(row_of(clerk).identity.cpr, "2509479989");
  EXPECT_FALSE(row_of(clerk).note.has_value());
  const Caller self{.party = {}, .role = CallerRole::citizen, .self = citizen};
  ASSERT_TRUE(bench.act(citizen, BarUnit{herlev, false, 0}, self, "bar").answer.ok());
  EXPECT_EQ(row_of(nurse).identity.cpr, "");
  EXPECT_FALSE(row_of(nurse).note.has_value());
}

TEST(Ledger, ADutyToldInWordsSaysThemOnTheListsOfWhoHasItAndWhoIsAsked) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  const Party desk = bench.ledger->record(citizen)->municipality;
  const auto opened = bench.act(citizen, OpenDuty{"other", 1, desk, {}, {}, 1}, herlev, "open", november, "",
                                {"Key at the neighbour"});
  ASSERT_TRUE(opened.answer.ok());
  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  const auto said = [&](Party list, const Caller& caller) {
    auto rows = lookup.list(list, caller, 100, std::nullopt, bench.ledger->setting(), november);
    EXPECT_TRUE(rows.ok());
    for (const ListedRow& row : *rows)
      if (row.row.duty == opened.answer.duty) return row.said;
    return std::string("not on the list");
  };
  Caller nurse{herlev, CallerRole::person}, clerk = nurse;
  clerk.lay = true;
  EXPECT_EQ(said(herlev, nurse), "Key at the neighbour");
  EXPECT_EQ(said(desk, {desk, CallerRole::person}), "Key at the neighbour");
  EXPECT_EQ(said(herlev, clerk), "") << "who does not treat";
  EXPECT_EQ(said(herlev, {herlev, CallerRole::operations}), "");
  const Caller self{.party = {}, .role = CallerRole::citizen, .self = citizen};
  ASSERT_TRUE(bench.act(citizen, BarUnit{herlev, false, 0}, self, "bar").answer.ok());
  EXPECT_EQ(said(herlev, nurse), "");
}

TEST(Ledger, AListByNeedKeptFromTheLookBeforeIsReadAgainOnceSomethingIsWritten) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  const uint16_t report = bench.duty(citizen, "admission-report");
  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  const auto rows = [&] {
    auto seen =
        lookup.needs({.list = herlev}, {{herlev, CallerRole::person}}, bench.ledger->setting(), november);
    EXPECT_TRUE(seen.ok());
    return std::ranges::count_if(seen->rows, [&](const auto& row) { return row.listed.row.duty == report; });
  };
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(rows(), 1);
  ASSERT_TRUE(bench.act(citizen, CompleteDuty{report, 0}, herlev, "done").answer.ok());
  EXPECT_EQ(rows(), 0);
}

// A list that stays in memory and one that is read anew say the same after each of many acts and messages.
TEST(Ledger, AListByNeedThatIsKeptSaysWhatOneReadAnewSays) {
  Bench bench;
  const auto about = [](const char* name, unsigned number) {
    const std::string text = replaced(sample(name), "2509479989", "010170" + std::to_string(4000 + number));
    auto document = json::Document::parse(text);
    const json::Node* header = json::at(json::find(&document->root(), "entry"), 0);
    std::string other =
        replaced(text, bundle_id(text), bundle_id(text).substr(4) + std::to_string(1000 + number));
    const std::string id(json::text_of(json::find(header, "resource"), "id"));
    return replaced(other, id, std::to_string(1000 + number) + id.substr(4));
  };
  std::vector<CitizenNumber> citizens;
  for (unsigned i = 0; i < 30; ++i) citizens.push_back(bench.receive(about("STIN", i)).citizen);
  ASSERT_EQ(std::set<CitizenNumber>(citizens.begin(), citizens.end()).size(), 30u);
  const auto look = [&] {
    return Lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                  bench.options);
  };
  Lookup kept = look();
  std::minstd_rand random(1);
  const auto dice = [&] { return static_cast<unsigned>(random()); };
  const auto one_of = [&](auto& all) -> auto& { return all[dice() % all.size()]; };
  const std::vector<Party> parties{herlev, heart};
  size_t done = 0, seen_rows = 0;
  for (unsigned i = 0; i < 400; ++i) {
    const CitizenNumber citizen = one_of(citizens);
    const Record record = *bench.ledger->record(citizen);
    const Duty& duty = one_of(record.duties);
    const std::string id = "act" + std::to_string(i);
    const Instant at = november + minutes(i);
    Reply reply;
    switch (dice() % 5) {
      case 0:
        reply = bench.act(citizen, CompleteDuty{duty.number, 0}, duty.holder, id, at);
        break;
      case 1:
        reply = bench.act(citizen, OfferDuty{duty.number, one_of(parties), {}, 0}, duty.holder, id, at);
        break;
      case 2:
        reply = bench.act(citizen, AcceptOffer{duty.number}, duty.offer ? duty.offer->to : herlev, id, at);
        break;
      case 3:
        reply =
            bench.act(citizen, NoteDuty{duty.number, 1}, duty.holder, id, at, "", {"Key at the neighbour"});
        break;
      default:
        reply = bench.receive(about(dice() % 2 == 0 ? "SLHJ" : "STOR", dice() % 30), at);
    }
    done += reply.answer.ok();
    if (dice() % 3 == 0) continue;  // several are written before it is looked at
    for (const Party party : parties) {
      Lookup anew = look();
      const auto needs = [&](Lookup& lookup) {
        auto seen = lookup.needs({.list = party, .limit = 1000}, {{party, CallerRole::person}},
                                 bench.ledger->setting(), at);
        EXPECT_TRUE(seen.ok());
        return std::move(*seen);
      };
      const NeedsSeen one = needs(kept), other = needs(anew);
      EXPECT_EQ(one.sums, other.sums) << i;
      EXPECT_EQ(one.noted.rows, other.noted.rows) << i;
      ASSERT_EQ(one.rows.size(), other.rows.size()) << i;
      seen_rows = std::max(seen_rows, one.rows.size());
      for (size_t row = 0; row < one.rows.size(); ++row) {
        EXPECT_EQ(one.rows[row].order, other.rows[row].order) << i;
        EXPECT_EQ(one.rows[row].listed.row, other.rows[row].listed.row) << i;
        EXPECT_EQ(one.rows[row].listed.course, other.rows[row].listed.course) << i;
      }
    }
  }
  EXPECT_GT(done, 100u);
  EXPECT_GT(seen_rows, 50u);
}

TEST(Ledger, AListByNeedSaysWhatTheLastShiftNotedAndForgetsItTwoShiftsLater) {
  Bench bench;
  const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
  const uint16_t report = bench.duty(citizen, "admission-report");
  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  const auto seen = [&](Instant at, bool noted) {
    auto needs = lookup.needs({.list = herlev, .noted = noted}, {{herlev, CallerRole::person}},
                              bench.ledger->setting(), at);
    EXPECT_TRUE(needs.ok());
    return *needs;
  };
  EXPECT_EQ(seen(november, false).noted.rows, 0u);
  EXPECT_TRUE(seen(november, true).rows.empty());
  ASSERT_TRUE(bench.act(citizen, NoteDuty{report, 1}, herlev, "note", november, "", {"Key at the neighbour"})
                  .answer.ok());
  EXPECT_EQ(seen(november, false).noted.rows, 1u);
  EXPECT_EQ(seen(november, false).noted.latest, november);
  ASSERT_EQ(seen(november, true).rows.size(), 1u);
  EXPECT_EQ(seen(november, true).rows.front().listed.row.duty, report);
  EXPECT_EQ(seen(november + hours(8), false).noted.rows, 1u) << "one shift on";
  EXPECT_EQ(seen(november + hours(16), false).noted.rows, 0u) << "two shifts on";
}

// --- erasing, over a real folder -----------------------------------------------------------------------

struct FolderBench {
  fs::path root = fs::temp_directory_path() / ("klynge-ledger-test-" + std::to_string(::getpid()));
  seal::Random random = counting();
  seal::Secrets secrets = seal::make_secrets(random);
  Setting setting = demonstration();
  LedgerOptions options;
  std::unique_ptr<Ledger> ledger;

  FolderBench() {
    fs::remove_all(root);
    fs::create_directories(root);
    options.retention = Duration{};
    options.erased_list = (root / "erased.list").string();
  }
  ~FolderBench() {
    ledger.reset();
    fs::remove_all(root);
  }
  fs::path data() const { return root / "data"; }
  void open() {
    ledger.reset();
    auto folder = store::open_sqlite(data().string(), store::Open::write);
    ASSERT_TRUE(folder.ok()) << folder.problem().what;
    auto opened = Ledger::open(std::move(*folder), secrets, setting, {}, options, random, november);
    ASSERT_TRUE(opened.ok()) << opened.problem().what;
    ledger = std::move(*opened);
  }
  Reply process(Request request) {
    std::vector<Request> one;
    one.push_back(std::move(request));
    return std::move(ledger->process(std::move(one), november + days(1)).front());
  }
  Reply receive(const std::string& text) {
    return process(Receive{prepare(text, secrets), {heart, CallerRole::door}});
  }
  Reply erase(CitizenNumber citizen, Position entry = 0) {
    return process(Erase{citizen,
                         entry,
                         "asked for",
                         "GDPR art. 17",
                         {"Anna", "Bo"},
                         {setting.operations, CallerRole::operations}});
  }
  // How many of the citizen's sealed things can still be opened with the keys that are left.
  int readable(CitizenNumber citizen) {
    auto folder = store::open_sqlite(data().string(), store::Open::read);
    EXPECT_TRUE(folder.ok()) << folder.problem().what;
    auto reader = folder->store->reader();
    seal::Sealer sealer(secrets, *folder->keys, random);
    int opened = 0;
    EXPECT_TRUE((*reader)
                    ->entries(1,
                              [&](Position position, View bytes) {
                                auto entry = message::decode(bytes);
                                const auto& h = entry->header;
                                if (h.citizen != citizen) return true;
                                const seal::Place place{h.controller, h.citizen, h.epoch, h.position,
                                                        message::associated_data(h)};
                                if (!entry->sealed.empty())
                                  opened += sealer.open(place, 0, entry->sealed).ok();
                                auto body = (*reader)->body(position, 1);
                                if (body.ok() && body->has_value())
                                  opened += sealer.open(place, 1, **body).ok();
                                return true;
                              })
                    .ok());
    return opened;
  }
  void verified() {
    ledger.reset();
    auto folder = store::open_sqlite(data().string(), store::Open::read);
    ASSERT_TRUE(folder.ok());
    auto report = verify(*folder, secrets, {});
    ASSERT_TRUE(report.ok());
    for (const std::string& fault : report->faults) ADD_FAILURE() << fault;
  }
};

void close_everything(FolderBench& bench, CitizenNumber citizen) {
  const Record record = *bench.ledger->record(citizen);
  for (const Duty& duty : record.duties) {
    if (!duty.open()) continue;
    Act act{citizen,
            CompleteDuty{duty.number, 0},
            {duty.holder, CallerRole::person},
            seal::keyed(bench.secrets, "t", std::to_string(duty.number)),
            {},
            {}};
    const Reply reply = bench.process(std::move(act));
    EXPECT_TRUE(duty.strand != Strand::none || reply.answer.ok())
        << duty.task << ": " << word(reply.answer.refusal);
  }
  const Record after = *bench.ledger->record(citizen);
  for (const Duty& duty : after.duties)
    EXPECT_FALSE(duty.open()) << duty.number << " " << duty.task << " of course " << duty.course;
}

TEST(Erasing, NothingOfTheCitizenCanBeReadAfterwardsNotEvenFromARestoredBackup) {
  FolderBench bench;
  bench.open();
  const CitizenNumber elmer = bench.receive(sample("STIN")).citizen;
  const CitizenNumber hansen =
      bench.receive(text_of(source("test/samples/demo/02-hansen-STAA.json"))).citizen;
  ASSERT_NE(elmer, hansen);
  EXPECT_EQ(bench.erase(elmer).how, Reply::How::refused) << "duties are open";
  ASSERT_EQ(bench.receive(replaced(sample("MORS"), "0809290000", "2509479989")).message_answer,
            message::Answer::ok);
  close_everything(bench, elmer);
  bench.ledger.reset();
  fs::copy(bench.data(), bench.root / "backup");
  bench.open();
  const int before = bench.readable(hansen);
  EXPECT_GT(bench.readable(elmer), 0);

  Erase one_person{elmer,
                   0,
                   "asked for",
                   "GDPR art. 17",
                   {"Anna", "Anna"},
                   {bench.setting.operations, CallerRole::operations}};
  EXPECT_EQ(bench.process(one_person).how, Reply::How::refused);
  const Reply erased = bench.erase(elmer);
  ASSERT_EQ(erased.how, Reply::How::answered) << erased.why;
  EXPECT_EQ(bench.readable(elmer), 0);
  EXPECT_EQ(bench.readable(hansen), before);
  {
    Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                  bench.options);
    auto found = lookup.find("2509479989");
    ASSERT_TRUE(found.ok());
    EXPECT_FALSE(found->has_value());
  }
  bench.verified();

  // The data file comes back from a backup; then the keys' file too. The list outside backups takes it again.
  for (const char* restored : {"klynge.db", "keys.db"}) {
    for (const char* log : {"-wal", "-shm"}) fs::remove(bench.data() / (std::string(restored) + log));
    fs::copy_file(bench.root / "backup" / restored, bench.data() / restored,
                  fs::copy_options::overwrite_existing);
    bench.open();
    EXPECT_EQ(bench.readable(elmer), 0) << restored;
    bench.verified();
  }
  bench.open();
  const Reply again = bench.receive(resent(sample("STIN")));
  EXPECT_TRUE(again.repeated) << "what was answered stays answered, without its content";
}

// --- a replacement number that becomes a CPR number ---

Act joining(const seal::Secrets& secrets, CitizenNumber into, CitizenNumber other, Party operations) {
  return {into,
          JoinRecords{other, 1, nullptr},
          {operations, CallerRole::operations},
          seal::keyed(secrets, "request", "join"),
          {},
          {"the register says so"}};
}

// The same message about somebody else.
std::string about(const std::string& name, const std::string& cpr) {
  std::string text = replaced(sample(name), "2509479989", cpr);
  auto document = json::Document::parse(text);
  const json::Node* header = json::at(json::find(&document->root(), "entry"), 0);
  const std::string id(json::text_of(json::find(header, "resource"), "id"));
  std::string other = id;
  other[0] = other[0] == '5' ? '6' : '5';
  return resent(replaced(text, id, other));
}

TEST(Joined, EitherNumberFindsItLaterMessagesLandThereAndARepeatIsStillOne) {
  Bench bench;
  const CitizenNumber cpr = bench.receive(sample("STIN")).citizen;
  const std::string told_before = about("STIN", "2103009996");
  const CitizenNumber replacement = bench.receive(told_before).citizen;
  ASSERT_NE(cpr, replacement);
  const Record before = *bench.ledger->record(replacement);
  const auto join = [&](CitizenNumber into, CitizenNumber other) {
    std::vector<Request> one;
    one.push_back(joining(bench.secrets, into, other, bench.setting.operations));
    return std::move(bench.ledger->process(std::move(one), november).front());
  };
  EXPECT_EQ(bench.act(cpr, JoinRecords{replacement, 1, nullptr}, herlev, "no").answer.refusal,
            Refusal::not_allowed);
  ASSERT_TRUE(join(cpr, replacement).answer.ok());
  EXPECT_TRUE(join(cpr, replacement).repeated);

  const Record joined = *bench.ledger->record(cpr);
  EXPECT_EQ(joined.courses.size(), 2u);
  EXPECT_EQ(joined.joined.front().citizen, replacement);
  EXPECT_EQ(bench.ledger->record(replacement)->merged_into, cpr);
  bench.verified();

  EXPECT_TRUE(bench.receive(told_before).repeated);
  const Reply later = bench.receive(about("SLHJ", "2103009996"));
  EXPECT_EQ(later.message_answer, message::Answer::ok);
  EXPECT_EQ(later.citizen, cpr);

  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  for (const char* number : {"2509479989", "2103009996"}) {
    auto found = lookup.find(number);
    ASSERT_TRUE(found.ok() && found->has_value());
    EXPECT_EQ(**found, cpr) << number;
  }
  for (const CitizenNumber number : {cpr, replacement}) {
    auto seen = lookup.citizen(number, Caller{herlev, CallerRole::person}, bench.ledger->setting(), november);
    ASSERT_TRUE(seen.ok() && seen->has_value());
    EXPECT_EQ((*seen)->record.citizen, cpr);
    size_t opened = 0;
    for (const TimelineItem& item : (*seen)->timeline)
      for (const Fact& fact : item.facts)
        if (const auto* duty = std::get_if<DutyOpened>(&fact)) {
          ++opened;
          ASSERT_NE((*seen)->record.duty(duty->duty), nullptr);
          EXPECT_EQ((*seen)->record.duty(duty->duty)->task, duty->task) << "under the number it has now";
        }
    EXPECT_EQ(opened, (*seen)->record.all_duties().size());
    const bool both = std::ranges::any_of((*seen)->timeline, [](const TimelineItem& item) {
      return !item.texts.empty() && item.texts.front() == "2103009996";
    });
    EXPECT_TRUE(both) << "what was sealed under the other number's key is read with that key";
  }
  const uint16_t contact = before.duties.front().number;
  EXPECT_EQ(bench.act(replacement, OfferDuty{contact, herlev, {}, 0}, heart, "late").answer.refusal,
            Refusal::joined_with_other);
}

TEST(Joined, ErasingEitherErasesAll) {
  FolderBench bench;
  bench.open();
  const CitizenNumber cpr = bench.receive(sample("STIN")).citizen;
  const CitizenNumber replacement = bench.receive(about("STIN", "2103009996")).citizen;
  ASSERT_TRUE(bench.process(joining(bench.secrets, cpr, replacement, bench.setting.operations)).answer.ok());
  EXPECT_EQ(bench.erase(replacement).how, Reply::How::refused) << "duties are open";
  ASSERT_EQ(bench.receive(replaced(sample("MORS"), "0809290000", "2103009996")).message_answer,
            message::Answer::ok);
  close_everything(bench, cpr);
  EXPECT_GT(bench.readable(cpr), 0);
  EXPECT_GT(bench.readable(replacement), 0);
  const Reply erased = bench.erase(replacement);
  ASSERT_EQ(erased.how, Reply::How::answered) << erased.why;
  EXPECT_EQ(bench.readable(cpr), 0);
  EXPECT_EQ(bench.readable(replacement), 0);
  {
    Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                  bench.options);
    EXPECT_FALSE(lookup.find("2509479989")->has_value());
    EXPECT_FALSE(lookup.find("2103009996")->has_value());
  }
  bench.verified();
}

TEST(Erasing, OneMessageOfAWrongCitizenGoesAlone) {
  FolderBench bench;
  bench.open();
  const Reply first = bench.receive(sample("STIN"));
  const Reply second = bench.receive(sample("STOR"));
  ASSERT_EQ(second.message_answer, message::Answer::ok);
  ASSERT_EQ(second.citizen, first.citizen);
  const int before = bench.readable(first.citizen);
  ASSERT_EQ(bench.erase(first.citizen, second.position).how, Reply::How::answered);
  EXPECT_EQ(bench.readable(first.citizen), before - 1);
  ASSERT_EQ(bench.receive(sample("SLOR")).message_answer, message::Answer::ok);
  EXPECT_EQ(bench.readable(first.citizen), before);
  bench.verified();
}

// --- legal basis ---------------------------------------------------------------------------------------

Setting with_case_kinds(Setting setting) {
  auto kinds = read_case_kinds(text_of(source("data/case-kinds.yaml")), "case-kinds.yaml");
  EXPECT_TRUE(kinds.ok());
  if (kinds) setting.case_kinds = std::move(*kinds);
  return setting;
}

TakeCases nursing_from(const Setting& setting, Instant from, Instant to = {}) {
  return {"2509479989",
          0,
          {{{"home-nursing", herlev, from, to}}, false, 0},
          {setting.operations, CallerRole::operations}};
}

// What the message says of somebody, and every hash of it that could say "the same": as it stands, and in
// hex.
std::vector<std::pair<std::string, Bytes>> traces_of(const std::string& text, const seal::Secrets& secrets) {
  const Prepared prepared = prepare(text, secrets);
  const auto& note = prepared.reading.notification;
  const auto& letter = prepared.reading.letter;
  struct {
    std::string cpr, family, given, text;
    std::vector<message::EpisodeId> episodes;
  } said;
  if (note) said = {note->cpr, note->family, note->given, "HospitalNotification", note->episodes};
  if (letter)
    said = {letter->cpr, letter->family, letter->given, letter->segments[0].text.substr(0, 16),
            letter->episodes};
  std::vector<std::pair<std::string, Bytes>> traces = {
      {"CPR", said.cpr},
      {"CPR with a dash", said.cpr.substr(0, 6) + "-" + said.cpr.substr(6)},
      {"family name", said.family},
      {"given name", said.given},
      {"message id", prepared.reading.header->message_id},
      {"envelope id", prepared.reading.header->bundle_id},
      {"text", said.text},
      {"sender's name", prepared.reading.header->sender.name},
      {"packed", prepared.packed.substr(0, 64)},
      {"keyed CPR", Bytes(octets_of(prepared.citizen))},
      {"keyed envelope", Bytes(octets_of(prepared.envelope))},
      {"keyed content", Bytes(octets_of(prepared.content))},
  };
  for (const auto& episode : said.episodes) traces.emplace_back("course id", episode.value);
  for (const Key& course : prepared.courses) traces.emplace_back("keyed course", Bytes(octets_of(course)));
  if (letter) {
    traces.emplace_back("thread id", letter->thread_id);
    traces.emplace_back("keyed thread", Bytes(octets_of(prepared.thread)));
  }
  const size_t plain = traces.size();
  for (size_t i = 0; i < plain; ++i)
    traces.emplace_back(traces[i].first + " in hex", to_hex(traces[i].second));
  // An index keeps the first 64 bits as a number, in whichever order of octets.
  for (const View key : {octets_of(prepared.citizen), octets_of(prepared.envelope)}) {
    Bytes first(key.substr(0, 8));
    traces.emplace_back("first half of a key", first);
    std::reverse(first.begin(), first.end());
    traces.emplace_back("first half of a key, turned", first);
  }
  return traces;
}

std::set<std::string> found_on_disk(const fs::path& root, const std::string& text,
                                    const seal::Secrets& secrets) {
  std::set<std::string> found;
  size_t files = 0;
  for (const auto& file : fs::recursive_directory_iterator(root)) {
    if (!file.is_regular_file()) continue;
    ++files;
    const std::string bytes = text_of(file.path());
    for (const auto& [what, trace] : traces_of(text, secrets))
      if (!trace.empty() && bytes.find(trace) != std::string::npos) found.insert(what);
  }
  EXPECT_GE(files, 3u) << "the data, the keys, the look-ups";
  return found;
}

TEST(Basis, WithoutOneNothingOfTheMessageReachesTheDisk) {
  FolderBench bench;
  bench.setting = with_case_kinds(std::move(bench.setting));
  bench.options.everybody_has_basis = false;
  bench.open();
  const Reply reply = bench.receive(sample("STIN"));
  EXPECT_TRUE(reply.without_basis);
  EXPECT_TRUE(reply.acknowledge);
  EXPECT_EQ(reply.message_answer, message::Answer::ok);
  EXPECT_TRUE(reply.issues.empty());
  EXPECT_EQ(bench.receive(sample("AN_STIN")).how, Reply::How::answered) << "refused here, and kept no more";
  // While the ledger is open, with what stands in the write-ahead log; after it has rested; after a restart.
  EXPECT_EQ(found_on_disk(bench.root, sample("STIN"), bench.secrets), std::set<std::string>{});
  EXPECT_EQ(found_on_disk(bench.root, sample("AN_STIN"), bench.secrets), std::set<std::string>{});
  ASSERT_TRUE(bench.ledger->rest(november).ok());
  EXPECT_EQ(found_on_disk(bench.root, sample("STIN"), bench.secrets), std::set<std::string>{});
  bench.open();
  const Reply again = bench.receive(resent(sample("STIN")));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.message_answer, message::Answer::ok);
  EXPECT_EQ(ack_id(again), ack_id(reply)) << "a repeat is answered the same";
  EXPECT_EQ(found_on_disk(bench.root, sample("STIN"), bench.secrets), std::set<std::string>{});
  EXPECT_EQ(found_on_disk(bench.root, resent(sample("STIN")), bench.secrets), std::set<std::string>{});
  bench.verified();

  // That the search would find it: the next message of the same citizen, when there is a basis.
  bench.open();
  ASSERT_TRUE(bench.process(nursing_from(bench.setting, november - days(40))).answer.ok());
  ASSERT_FALSE(bench.receive(sample("STOR")).without_basis);
  const auto found = found_on_disk(bench.root, sample("STOR"), bench.secrets);
  EXPECT_TRUE(found.contains("keyed CPR"));
  EXPECT_TRUE(found.contains("keyed course"));
  EXPECT_FALSE(found.contains("CPR"));
}

TEST(Basis, GainedInMidStayItOpensTheCourseAndWhatWasDiscardedIsNoGap) {
  Bench bench;
  bench.setting = with_case_kinds(std::move(bench.setting));
  bench.options.everybody_has_basis = false;
  bench.open();
  EXPECT_TRUE(bench.receive(sample("STIN")).without_basis);
  std::vector<Request> roster;
  roster.push_back(nursing_from(bench.setting, parse_time("2026-11-05")->at));
  const CitizenNumber elmer = bench.ledger->process(std::move(roster), november).front().citizen;
  ASSERT_NE(elmer, 0u);
  EXPECT_TRUE(bench.receive(resent(sample("STIN"))).repeated) << "from before the basis, and answered";
  const Reply reply = bench.receive(sample("STOR"));
  EXPECT_FALSE(reply.without_basis);
  EXPECT_EQ(reply.citizen, elmer);
  const Record record = *bench.ledger->record(elmer);
  ASSERT_EQ(record.courses.size(), 1u);
  EXPECT_EQ(record.courses[0].stay, StayState::leave);
  EXPECT_TRUE(record.courses[0].gaps.empty());
  EXPECT_FALSE(record.number_only) << "the message says the name that the roster did not have";
  bench.verified();
}

TEST(Basis, AMessageThatNeverCameIsAGapAllTheSame) {
  Bench bench;
  bench.setting = with_case_kinds(std::move(bench.setting));
  bench.options.everybody_has_basis = false;
  bench.open();
  std::vector<Request> roster;
  roster.push_back(nursing_from(bench.setting, parse_time("2026-11-05")->at));
  const CitizenNumber elmer = bench.ledger->process(std::move(roster), november).front().citizen;
  bench.receive(sample("STOR"));
  EXPECT_EQ(bench.ledger->record(elmer)->courses.at(0).gaps.size(), 1u);
}

TEST(Basis, TheCaseMustRunWhenItHappened) {
  Bench bench;
  bench.setting = with_case_kinds(std::move(bench.setting));
  bench.options.everybody_has_basis = false;
  bench.open();
  std::vector<Request> roster;
  roster.push_back(nursing_from(bench.setting, parse_time("2026-01-01")->at, parse_time("2026-11-03")->at));
  bench.ledger->process(std::move(roster), november);
  EXPECT_FALSE(bench.receive(sample("STIN")).without_basis) << "2 November, received later";
  EXPECT_TRUE(bench.receive(sample("STOR")).without_basis) << "7 November";
  EXPECT_EQ(bench.ledger->state().without_basis.load(), 1u);
}

TEST(Basis, ARosterAndALogAgainChangeNothing) {
  Bench bench;
  bench.setting = with_case_kinds(std::move(bench.setting));
  bench.options.everybody_has_basis = false;
  bench.open();
  TakeNote note;
  note.cpr = "2509479989";
  note.type = "STIN";
  note.caller = {bench.setting.operations, CallerRole::operations};
  note.said.message = seal::keyed(bench.secrets, "log-row", "1");
  note.said.event = StayEvent::admitted;
  note.said.event_at = november - days(1);
  note.said.courses = {course_key(bench.secrets, "c")};
  note.said.ward = note.said.sender = heart;
  note.said.municipality = herlev;
  const auto bring = [&](Request request) {
    std::vector<Request> one;
    one.push_back(std::move(request));
    return std::move(bench.ledger->process(std::move(one), november).front());
  };
  EXPECT_TRUE(bring(note).without_basis);
  const Reply cases = bring(nursing_from(bench.setting, november - days(40)));
  EXPECT_NE(cases.position, 0u);
  EXPECT_EQ(bring(nursing_from(bench.setting, november - days(40))).position, 0u);
  const Reply first = bring(note);
  EXPECT_EQ(first.citizen, cases.citizen);
  const Position position = bench.ledger->state().position;
  EXPECT_TRUE(bring(note).repeated);
  EXPECT_EQ(bench.ledger->state().position.load(), position);
  EXPECT_EQ(bench.ledger->record(first.citizen)->courses.at(0).stay, StayState::admitted);
  bench.verified();
  EXPECT_TRUE(bring(note).repeated) << "after a restart";
}

TEST(Measurements, AreKeptSealedAndSaidAsTheyWereStated) {
  Bench bench;
  const auto measured = [&](const std::string& name) {
    return bench.receive(text_of(source("test/samples/home-care-observation/measured-" + name + ".json")));
  };
  const Reply first = measured("new");
  ASSERT_EQ(first.message_answer, message::Answer::ok) << (first.issues.empty() ? "" : first.issues[0].text);
  ASSERT_NE(first.citizen, 0u) << "whoever is not known yet is opened by it";
  EXPECT_TRUE(bench.ledger->record(first.citizen)->duties.empty()) << "no rule looks at a value";
  ASSERT_EQ(bench.receive(sample("STIN")).citizen, first.citizen);
  ASSERT_EQ(measured("corrected").citizen, first.citizen);
  ASSERT_EQ(measured("withdrawn").citizen, first.citizen);
  EXPECT_TRUE(measured("new").repeated);

  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  const auto looked_at_by = [&](const Caller& caller) {
    return lookup.citizen(first.citizen, caller, bench.ledger->setting(), november);
  };
  auto ward = looked_at_by({herlev, CallerRole::person});
  ASSERT_TRUE(ward.ok() && ward->has_value());
  for (const TimelineItem& item : (*ward)->timeline) {
    const bool is_report = std::holds_alternative<Measured>(item.facts.back());
    EXPECT_TRUE(!is_report || item.texts.empty()) << "it was neither the ward's nor sent to it";
  }
  auto seen = looked_at_by({.party = {}, .role = CallerRole::citizen, .self = first.citizen});
  ASSERT_TRUE(seen.ok() && seen->has_value());
  std::vector<Measured> said;
  std::vector<std::string> lines;
  for (const TimelineItem& item : (*seen)->timeline) {
    for (const Fact& fact : item.facts) {
      if (const auto* one = std::get_if<Measured>(&fact)) {
        said.push_back(*one);
        if (one->text <= item.texts.size()) lines.push_back(item.texts[one->text - 1u]);
      }
    }
  }
  ASSERT_EQ(said.size(), 3u);
  EXPECT_TRUE(said[0].of.none());
  EXPECT_EQ(said[1].form, NoteForm::correction);
  EXPECT_EQ(said[1].of, said[0].message);
  EXPECT_EQ(said[2].form, NoteForm::annulment);
  EXPECT_EQ(said[2].of, said[1].message);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_TRUE(lines[0].starts_with("MCS88125\tTOBS score;Pt\t5\t")) << lines[0];
  EXPECT_TRUE(lines[1].starts_with("MCS88125\tTOBS score;Pt\t6\t")) << lines[1];
  EXPECT_EQ(everything_on(*bench.disk).find("TOBS"), std::string::npos) << "what was measured lies open";
  bench.verified();
}

TEST(Writer, BetweenBatchesSomebodyElseMayHaveTheLedgerUntilItStops) {
  Bench bench;
  Writer writer(std::move(bench.ledger), {[] { return november; }, [] { return int64_t{0}; }});
  bool can_write = false;
  EXPECT_TRUE(writer.between_batches([&](Ledger& ledger) { can_write = ledger.state().can_write; }));
  EXPECT_TRUE(can_write);
  writer.stop();
  EXPECT_FALSE(writer.between_batches([&](Ledger&) { can_write = false; }));
  EXPECT_TRUE(can_write);
}

// A machine whose two clocks may disagree. They change on the writer's thread, between two batches.
struct TwoClocks {
  int64_t wall_us = november.us, boot_us = 0;

  Clock clock() {
    return {[this] { return Instant{wall_us}; }, [this] { return boot_us; }};
  }
};

// And are looked at once before this comes back.
void change(Writer& writer, TwoClocks& machine, Duration wall, Duration boot) {
  EXPECT_TRUE(writer.between_batches([&](Ledger&) {
    machine.wall_us += wall.us;
    machine.boot_us += boot.us;
  }));
  EXPECT_TRUE(writer.between_batches([](Ledger&) {}));
}
void pass(Writer& writer, TwoClocks& machine, Duration time) {
  change(writer, machine, time, time);
}

TEST(Writer, AClockThatJumpsStopsTheTicksAndNotTheReceipt) {
  for (const Duration jump : {days(30), days(-30)}) {
    Bench bench;
    const CitizenNumber citizen = bench.receive(sample("STIN")).citizen;
    ASSERT_FALSE(bench.ledger->wakes().none());
    const Duration until_silence = bench.ledger->wakes() + minutes(1) - november;
    TwoClocks machine;
    Writer writer(std::move(bench.ledger), machine.clock());
    change(writer, machine, jump, {});
    EXPECT_NE(writer.trouble().find("jumped by " + std::to_string(jump.us / 1'000'000) + " s"),
              std::string::npos)
        << writer.trouble();
    pass(writer, machine, until_silence);
    EXPECT_EQ(writer.state().ticks, 0u) << "deadlines stand still";
    const Reply leave =
        writer.ask(Receive{prepare(sample("STOR"), bench.secrets), {heart, CallerRole::door}});
    EXPECT_EQ(leave.message_answer, message::Answer::ok) << "messages are received all the same";
    EXPECT_EQ(leave.citizen, citizen);
    pass(writer, machine, minutes(1));
    EXPECT_EQ(writer.state().ticks, 0u);
    writer.confirm_clock();
    EXPECT_EQ(writer.trouble(), "");
    pass(writer, machine, days(31));  // one set back catches up with what is written down
    EXPECT_GT(writer.state().ticks, 0u) << "and once somebody has confirmed, they go on";
    EXPECT_EQ(writer.trouble(), "");
    writer.stop();
  }
}

TEST(Writer, AClockThatIsPutRightLittleByLittleIsBelieved) {
  Bench bench;
  bench.receive(sample("STIN"));
  TwoClocks machine;
  Writer writer(std::move(bench.ledger), machine.clock());
  for (int i = 0; i < 20; ++i) {
    change(writer, machine, minutes(4), {});
    EXPECT_EQ(writer.trouble(), "");
  }
  writer.stop();
}

TEST(Writer, AnswersComeAfterTheCommitAndAStopFinishesWhatWasTaken) {
  Bench bench;
  Writer writer(std::move(bench.ledger), {[] { return november; }, [] { return int64_t{0}; }});
  std::atomic<int> answered{0};
  for (int i = 0; i < 50; ++i) {
    const std::string text = replaced(sample("STIN"), "2509479989", "25094799" + std::to_string(10 + i));
    ASSERT_TRUE(writer.submit(Receive{prepare(text, bench.secrets), {heart, CallerRole::door}},
                              Writer::Lane::interactive,
                              [&](Reply reply) { answered += reply.how == Reply::How::answered; }));
  }
  writer.stop();
  EXPECT_EQ(answered, 50);
  EXPECT_FALSE(writer.submit(Receive{}, Writer::Lane::bulk, [](Reply) {}));
}

TEST(Writer, MoreThanItsQueueHoldsIsNotTakenAndWhatWasTakenIsAnswered) {
  Bench bench;
  Writer writer(std::move(bench.ledger), {[] { return november; }, [] { return int64_t{0}; }}, 8);
  std::promise<void> busy, go_on;
  std::thread holding([&] {
    EXPECT_TRUE(writer.between_batches([&](Ledger&) {
      busy.set_value();
      go_on.get_future().wait();
    }));
  });
  busy.get_future().wait();
  std::atomic<int> answered{0};
  int taken = 0, not_taken = 0;
  for (int i = 0; i < 20; ++i) {
    const std::string text = replaced(sample("STIN"), "2509479989", "25094799" + std::to_string(10 + i));
    const bool is_taken = writer.submit(Receive{prepare(text, bench.secrets), {heart, CallerRole::door}},
                                        i % 2 == 0 ? Writer::Lane::interactive : Writer::Lane::bulk,
                                        [&](Reply reply) { answered += reply.how == Reply::How::answered; });
    ++(is_taken ? taken : not_taken);
  }
  EXPECT_EQ(taken, 8);
  EXPECT_EQ(not_taken, 12);
  const Reply full = writer.ask(Receive{prepare(sample("STOR"), bench.secrets), {heart, CallerRole::door}});
  EXPECT_EQ(full.how, Reply::How::not_now);
  EXPECT_EQ(full.why, "too much is waiting");
  go_on.set_value();
  holding.join();
  writer.stop();
  EXPECT_EQ(answered, 8);
}

// --- letters -------------------------------------------------------------------------------------------

std::string letter_sample(const std::string& name) {
  const std::string text = text_of(source("test/samples/care-communication/" + name + ".json"));
  EXPECT_FALSE(text.empty()) << name;
  return text;
}

// What a named nurse of the home writes; `before` is what it answers or forwards.
LetterToSend written_by_home(const Bench& bench, LetterKind kind, Party to, const std::string& before = {}) {
  LetterToSend letter;
  message::LetterContent& content = letter.content;
  const auto organisation = [&](Party party) {
    const PartyInfo* info = bench.setting.directory.find(party);
    return message::Organisation{"", std::to_string(party.sor), info->gln, info->name};
  };
  content.kind = kind;
  content.from = organisation(herlev);
  content.to = organisation(to);
  content.category = "discharge";
  content.topic = "Hjem";
  content.text = "Vi er der kl. 14.";
  content.given = "Emma";
  content.family = "Waters";
  content.role = "Sygeplejerske";
  content.phone = "44527000";
  content.numbers = {{"urn:oid:1.2.208.176.1.2", "2509479989"}};
  content.citizen_family = "Elmer";
  content.citizen_given = "Bruno";
  if (!before.empty()) {
    letter.before = std::make_shared<const message::Reading>(message::read(before));
    content.before = letter.before.get();
  }
  EXPECT_FALSE(message::fault_of(content));
  return letter;
}

Reply sent_by_home(Bench& bench, CitizenNumber citizen, uint16_t draft, LetterToSend letter,
                   const std::string& id) {
  std::vector<Request> one;
  Act act{citizen,
          SendLetter{draft, {}, {}},
          {herlev, CallerRole::person},
          seal::keyed(bench.secrets, "request", id),
          seal::keyed(bench.secrets, "body", id),
          {}};
  act.letter = std::move(letter);
  one.push_back(std::move(act));
  return std::move(bench.ledger->process(std::move(one), november).front());
}

Reply prepared_by_home(Bench& bench, CitizenNumber citizen, PrepareLetter ask, const std::string& id) {
  std::vector<Request> one;
  Act act{citizen,
          std::move(ask),
          {herlev, CallerRole::person},
          seal::keyed(bench.secrets, "request", id),
          seal::keyed(bench.secrets, "body", id),
          {}};
  act.body = R"({"text":"Vi er der kl. 14."})";
  one.push_back(std::move(act));
  return std::move(bench.ledger->process(std::move(one), november).front());
}

struct Opened {  // the letter of an entry, as the outbox opens it
  Result<LetterOut> letter = not_now("", "");
  explicit Opened(Bench& bench, Position entry) {
    auto reader = bench.ledger->store().reader();
    seal::Sealer sealer(bench.secrets, bench.ledger->keys(), bench.random);
    letter = letter_out(**reader, sealer, entry);
  }
};

TEST(Letters, ALetterThatComesIsOwedAnAnswerAndIsAcknowledged) {
  Bench bench;
  const Reply reply = bench.receive(letter_sample("new"));
  ASSERT_EQ(reply.message_answer, message::Answer::ok) << reply.why;
  EXPECT_TRUE(reply.acknowledge);
  EXPECT_EQ(message::read(reply.acknowledgement()).type, "ACK ok");
  const Record record = *bench.ledger->record(reply.citizen);
  ASSERT_EQ(record.threads.size(), 1u);
  EXPECT_EQ(record.threads[0].letters.at(0).from, heart);
  EXPECT_EQ(record.municipality, herlev);
  const uint16_t duty = bench.duty(reply.citizen, "answer");
  ASSERT_NE(duty, 0);
  EXPECT_EQ(record.duty(duty)->holder, herlev);
  EXPECT_TRUE(bench.receive(resent(letter_sample("new"))).repeated);
  EXPECT_EQ(bench.receive(letter_sample("reply")).citizen, reply.citizen);
  EXPECT_EQ(bench.duty(reply.citizen, "answer"), 0) << "the home has answered";
  EXPECT_EQ(bench.ledger->record(reply.citizen)->threads.at(0).letters.size(), 2u);
  bench.verified();
}

TEST(Letters, TheStayAndItsLettersAreOneCourse) {
  Bench bench;
  const Reply letter = bench.receive(letter_sample("new"));
  const Reply stay = bench.receive(sample("STIN"));
  EXPECT_EQ(stay.citizen, letter.citizen);
  const Record record = *bench.ledger->record(stay.citizen);
  ASSERT_NE(record.course_of(record.threads.at(0)), nullptr);
  EXPECT_EQ(record.course_of(record.threads.at(0))->number, 1);
  bench.receive(letter_sample("converted-1"));
  bench.receive(letter_sample("converted-2"));
  const Record later = *bench.ledger->record(stay.citizen);
  ASSERT_EQ(later.threads.size(), 2u) << "two that were converted are one conversation";
  EXPECT_EQ(later.threads[1].ids.size(), 2u);
  bench.verified();
}

TEST(Letters, ThreadsOfEverySampleAreAsTheStandardSays) {
  Bench bench;
  CitizenNumber elmer = 0;
  for (const char* name :
       {"crossing-home", "forward", "reply-late", "new", "crossing-ward", "reply", "reply-unknown-thread"}) {
    const Reply reply = bench.receive(letter_sample(name));
    EXPECT_EQ(reply.message_answer, message::Answer::ok) << name;
    elmer = reply.citizen;
  }
  const Record record = *bench.ledger->record(elmer);
  ASSERT_EQ(record.threads.size(), 3u)
      << "the plan, its forward, and one nobody here has seen the beginning of";
  std::vector<Instant> times;
  for (const Letter& letter : record.threads[0].letters) times.push_back(letter.sent);
  EXPECT_EQ(times.size(), 5u);
  EXPECT_TRUE(std::ranges::is_sorted(times)) << "whatever order they came in";
  EXPECT_EQ(record.threads[0].letters[2].from, heart) << "of the same moment, whoever began";
  bench.verified();
}

TEST(Letters, WhatANamedPersonSendsIsSealedWithTheFactAndTheSameAtEverySending) {
  Bench bench;
  const Reply came = bench.receive(letter_sample("new"));
  const Reply draft =
      prepared_by_home(bench, came.citizen,
                       PrepareLetter{.thread = 1, .kind = LetterKind::reply, .to = {}, .category = {}}, "p");
  ASSERT_TRUE(draft.answer.ok()) << word(draft.answer.refusal);
  const Reply sent =
      sent_by_home(bench, came.citizen, draft.answer.letter,
                   written_by_home(bench, LetterKind::reply, heart, letter_sample("new")), "s");
  ASSERT_TRUE(sent.answer.ok()) << word(sent.answer.refusal);
  EXPECT_EQ(bench.duty(came.citizen, "answer"), 0) << "proved by the letter";
  const auto opened = Opened(bench, sent.position).letter;
  ASSERT_TRUE(opened.ok()) << opened.problem().what;
  EXPECT_EQ(opened->citizen, came.citizen);
  EXPECT_EQ(opened->said.to, heart);
  EXPECT_EQ(seal::keyed(bench.secrets, "message", opened->message_id), opened->said.message);
  const message::Reading reading = message::read(opened->letter);
  EXPECT_EQ(reading.type, "CC reply");
  EXPECT_TRUE(reading.issues.empty());
  EXPECT_EQ(reading.letter->thread_id, message::read(letter_sample("new")).letter->thread_id);
  const View envelope = "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0009";
  const auto again = bytes_to_send(*opened, envelope, november + minutes(30));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(message::content_digest(message::read(*again)), message::content_digest(reading));
  EXPECT_EQ(message::read(*bytes_to_send(*opened, envelope, november, true)).type, "CC reply");

  // The same request gets the same answer and sends nothing; nor does another of the same draft.
  const Reply repeated =
      sent_by_home(bench, came.citizen, draft.answer.letter,
                   written_by_home(bench, LetterKind::reply, heart, letter_sample("new")), "s");
  EXPECT_TRUE(repeated.repeated);
  EXPECT_EQ(repeated.position, sent.position);
  EXPECT_EQ(sent_by_home(bench, came.citizen, draft.answer.letter,
                         written_by_home(bench, LetterKind::reply, heart, letter_sample("new")), "t")
                .answer.refusal,
            Refusal::no_such_letter);
  // Our own letter, heard at a door, is no news; after a restart neither.
  EXPECT_TRUE(bench.receive(std::string(*again)).repeated);
  bench.open();
  const Reply heard = bench.receive(std::string(*again));
  EXPECT_TRUE(heard.repeated);
  EXPECT_EQ(bench.ledger->record(came.citizen)->threads.at(0).letters.size(), 2u);
  bench.verified();
}

// The first letter of the two waits for its receiver; the second was taken long ago, and never acknowledged.
TEST(Letters, OneIsGivenUpThoughTheOneBeforeItCannotBeDelivered) {
  Bench bench;
  bench.setting.post = {{.to = heart, .wait_seconds = 60, .resends = 0}};
  bench.open();
  const Reply came = bench.receive(letter_sample("new"));
  std::vector<uint16_t> numbers;
  for (const char* id : {"1", "2"}) {
    const Reply draft =
        prepared_by_home(bench, came.citizen, PrepareLetter{.to = heart, .category = "discharge"}, id);
    ASSERT_TRUE(sent_by_home(bench, came.citizen, draft.answer.letter,
                             written_by_home(bench, LetterKind::first, heart), std::string("s") + id)
                    .answer.ok());
    numbers.push_back(draft.answer.letter);
  }
  const auto post = [&](size_t which) {
    return bench.ledger->record(came.citizen)->letter(numbers.at(which))->post;
  };
  const Caller operations{bench.setting.operations, CallerRole::operations};
  const Key second = bench.ledger->record(came.citizen)->letter(numbers[1])->message;
  ASSERT_TRUE(bench.act(came.citizen, DeliverLetter{second}, operations, "d").answer.ok());

  size_t tried = 0, told = 0;
  bool can_write = true;
  PostHands hands{.carry = [&](View, View) { return ++tried, Result<Carried>(not_now("", "down")); },
                  .tell =
                      [&](const PostRow& row, Ask ask) {
                        return bench
                            .act(row.citizen, std::move(ask), operations, "t" + std::to_string(++told),
                                 november + hours(1))
                            .answer.ok();
                      },
                  .hear = [](View) {},
                  .envelope_id = [] { return "0b6f0b6e-36a5-4c1c-9f38-0f3a5a6f0009"; },
                  .now = [] { return november + hours(1); },
                  .log = [](const std::string&) {},
                  .can_write = [&] { return can_write; },
                  .is_ending = [] { return false; }};
  PostRound round(heart, false, std::move(hands),
                  seal::Sealer(bench.secrets, bench.ledger->keys(), bench.random), nullptr);
  auto reader = bench.ledger->store().reader();
  can_write = false;
  round.go(**reader);
  EXPECT_EQ(tried, 0u) << "after a failed sync what is read may be lost yet";
  can_write = true;
  round.go(**reader);
  EXPECT_EQ(tried, 1u);
  EXPECT_EQ(state_of(post(0)), PostState::waiting);
  EXPECT_EQ(state_of(post(1)), PostState::in_error) << "who sent it is told";
}

TEST(Letters, NothingOfADraftOrALetterStandsOpenInTheStore) {
  Bench bench;
  const Reply came = bench.receive(letter_sample("new"));
  const Reply draft =
      prepared_by_home(bench, came.citizen, PrepareLetter{.to = heart, .category = "discharge"}, "p");
  sent_by_home(bench, came.citizen, draft.answer.letter, written_by_home(bench, LetterKind::first, heart),
               "s");
  const std::string everything = everything_on(*bench.disk);
  for (const char* secret : {"Vi er der", "Waters", "44527000", "2509479989", "Elmer", "Bruno kan"})
    EXPECT_EQ(everything.find(secret), std::string::npos) << secret;
}

TEST(Letters, OneThatAnswersAnOlderLetterIsNotSent) {
  Bench bench;
  const Reply came = bench.receive(letter_sample("new"));
  const Reply draft =
      prepared_by_home(bench, came.citizen,
                       PrepareLetter{.thread = 1, .kind = LetterKind::reply, .to = {}, .category = {}}, "p");
  bench.receive(letter_sample("reply"));
  const Position before = bench.ledger->state().position.load();
  const Reply sent =
      sent_by_home(bench, came.citizen, draft.answer.letter,
                   written_by_home(bench, LetterKind::reply, heart, letter_sample("new")), "s");
  EXPECT_EQ(sent.answer.refusal, Refusal::not_the_latest);
  EXPECT_FALSE(Opened(bench, before + 1).letter.ok()) << "the refusal sends nothing";
}

TEST(Letters, WithoutABasisNothingOfALetterIsKept) {
  FolderBench bench;
  bench.setting = with_case_kinds(std::move(bench.setting));
  bench.options.everybody_has_basis = false;
  bench.open();
  const Reply reply = bench.receive(letter_sample("new"));
  EXPECT_TRUE(reply.without_basis);
  EXPECT_TRUE(reply.acknowledge);
  EXPECT_EQ(reply.message_answer, message::Answer::ok);
  EXPECT_EQ(found_on_disk(bench.root, letter_sample("new"), bench.secrets), std::set<std::string>{});
}

TEST(Letters, OneForAReceiverNobodyKnowsIsRefused) {
  Bench bench;
  const Reply reply =
      bench.receive(replaced(replaced(letter_sample("new"), "953741000016009", "953741000016123"), "x", "x"));
  EXPECT_EQ(reply.message_answer, message::Answer::fatal_error);
  ASSERT_FALSE(reply.issues.empty());
  EXPECT_EQ(reply.issues.back().rule, "receiver-unknown");
}

TEST(Letters, TheLookUpOpensThemForWhoMaySeeTheCitizen) {
  Bench bench;
  const Reply came = bench.receive(letter_sample("new"));
  const Reply draft =
      prepared_by_home(bench, came.citizen, PrepareLetter{.to = heart, .category = "medicine"}, "p");
  ASSERT_TRUE(draft.answer.ok());
  Lookup lookup(bench.ledger->store(), bench.ledger->keys(), bench.ledger->access(), bench.secrets,
                bench.options);
  const auto seen = lookup.citizen(came.citizen, Caller{herlev, CallerRole::person}, bench.setting, november);
  ASSERT_TRUE(seen.ok() && seen->has_value());
  ASSERT_EQ((*seen)->letters.size(), 1u);
  EXPECT_EQ((*seen)->letters[0].content.topic, "Udskrivelse");
  EXPECT_GT((*seen)->letters[0].sizes.at(1), 0u);
  ASSERT_EQ((*seen)->drafts.size(), 1u);
  EXPECT_NE((*seen)->drafts[0].content.find("kl. 14"), std::string::npos);
  const auto operations = lookup.citizen(
      came.citizen, Caller{bench.setting.operations, CallerRole::operations}, bench.setting, november);
  EXPECT_TRUE((*operations)->letters.empty()) << "operations treat nobody";
}

}  // namespace
}  // namespace klynge
