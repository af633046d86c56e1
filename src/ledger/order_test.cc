// The official notifications in any order: the same letters give the same stays, whatever comes first.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "core/directory_file.h"
#include "core/pathway/read.h"
#include "ledger/ledger.h"
#include "store/memory.h"

namespace klynge {
namespace {

namespace fs = std::filesystem;
const fs::path source(KLYNGE_SOURCE_DIR);
const Instant now = parse_time("2026-11-20T12:00:00Z")->at;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

seal::Random counting() {
  return [n = uint64_t{0}](size_t count) mutable {
    Bytes out;
    while (out.size() < count) put_u64(out, ++n * 0x9E3779B97F4A7C15u);
    out.resize(count);
    return out;
  };
}

// Where every course ends up, told by its outside ids: what a nurse would see at the top of the page.
using Stays = std::map<std::vector<Key>, std::tuple<StayState, Party, bool>>;

struct Told {
  Stays stays;
};

Told tell(const std::vector<std::string>& letters) {
  const seal::Random random = counting();
  const seal::Secrets secrets = seal::make_secrets(random);
  Setting setting;
  auto parties = read_directory(text_of(source / "data/directory/demonstration.yaml"), "demonstration.yaml");
  for (PartyInfo& info : *parties) {
    if (info.kind == PartyKind::municipality) setting.acts_for.push_back(info.party.sor);
    if (info.kind == PartyKind::operations) setting.operations = info.party;
    setting.directory.add(std::move(info));
  }
  std::ranges::sort(setting.acts_for);
  setting.pathways.push_back(
      *read_pathway(text_of(source / "data/pathways/hospital-stay.yaml"), "hospital-stay.yaml"));
  auto disk = std::make_shared<store::MemoryDisk>();
  auto ledger = Ledger::open(store::open_memory(disk), secrets, setting, {}, LedgerOptions{}, random, now);
  EXPECT_TRUE(ledger.ok());
  Told told;
  CitizenNumber last = 0;
  for (const std::string& letter : letters) {
    std::vector<Request> one;
    one.push_back(Receive{prepare(letter, secrets), {Party{1}, CallerRole::door}});
    const Reply reply = std::move((*ledger)->process(std::move(one), now).front());
    EXPECT_EQ(reply.message_answer, message::Answer::ok)
        << (reply.issues.empty() ? reply.why : reply.issues.back().text);
    last = std::max(last, reply.citizen);
  }
  for (CitizenNumber citizen = 1; citizen <= last; ++citizen) {
    const Record record = *(*ledger)->record(citizen);
    for (const Course* course : record.all_courses()) {
      std::vector<Key> keys = course->keys;
      std::ranges::sort(keys);
      const StayNote* decides = course->deciding();
      told.stays[keys] = {course->stay, decides == nullptr ? Party{} : course->ward, course->open()};
    }
  }
  return told;
}

struct Letter {
  std::string name, text, course;
  Instant sent;
};

std::map<std::string, std::vector<Letter>> official_courses() {
  std::map<std::string, std::vector<Letter>> courses;
  const fs::path folder = source / "../shared/examples/medcom/hospital-notification";
  if (!fs::exists(folder)) return courses;
  std::map<std::string, bool> seen;
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(folder)) files.push_back(file.path());
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    Letter letter{file.filename().string(), text_of(file), "", {}};
    const message::Reading reading = message::read(letter.text);
    if (!reading.notification || reading.answer != message::Answer::ok) continue;
    if (!seen.emplace(reading.header->message_id, true).second) continue;  // the same letter under two names
    letter.course = reading.notification->episodes.front().value;
    letter.sent = reading.notification->sent.at;
    courses[letter.course].push_back(std::move(letter));
  }
  for (auto& [course, letters] : courses) std::ranges::stable_sort(letters, {}, &Letter::sent);
  return courses;
}

std::string names_of(const std::vector<Letter>& letters) {
  std::string names;
  for (const Letter& letter : letters) names += letter.name + " ";
  return names;
}

std::vector<std::string> texts_of(const std::vector<Letter>& letters) {
  std::vector<std::string> texts;
  for (const Letter& letter : letters) texts.push_back(letter.text);
  return texts;
}

TEST(AnyOrder, OfEachOfficialCourseGivesTheSameStay) {
  const auto courses = official_courses();
  if (courses.empty()) GTEST_SKIP() << "the official examples are not beside the project";
  std::mt19937 dice(3);
  size_t orders = 0;
  for (const auto& [course, letters] : courses) {
    const Told as_sent = tell(texts_of(letters));
    std::vector<Letter> shuffled = letters;
    for (int i = 0; i < 24 && letters.size() > 1; ++i) {
      std::shuffle(shuffled.begin(), shuffled.end(), dice);
      EXPECT_EQ(tell(texts_of(shuffled)).stays, as_sent.stays) << names_of(shuffled);
      ++orders;
    }
  }
  EXPECT_GT(orders, 20u);
}

}  // namespace
}  // namespace klynge
