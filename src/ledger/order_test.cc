// Notifications in any order: the same letters give the same end, whatever comes first.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
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

const Setting& demonstration() {
  static const Setting setting = [] {
    Setting made;
    auto parties =
        read_directory(text_of(source / "data/directory/demonstration.yaml"), "demonstration.yaml");
    for (PartyInfo& info : *parties) {
      if (info.kind == PartyKind::municipality) made.acts_for.push_back(info.party.sor);
      if (info.kind == PartyKind::operations) made.operations = info.party;
      made.directory.add(std::move(info));
    }
    std::ranges::sort(made.acts_for);
    made.pathways.push_back(
        *read_pathway(text_of(source / "data/pathways/hospital-stay.yaml"), "hospital-stay.yaml"));
    return made;
  }();
  return setting;
}

// --- what it comes to ---

// Where every course ends up, told by its outside ids: where the citizen is, and who owes what from now on.
struct CourseEnd {
  StayState stay{};
  Party ward;
  bool open = false;
  std::set<std::string> owed;  // each open duty: its task, its holder, what it will pass to and when
  std::set<Key> gaps;
  bool operator==(const CourseEnd&) const = default;
};
using Told = std::map<std::vector<Key>, CourseEnd>;

std::string owed(const Duty& duty) {
  std::string words = duty.task + " " + std::to_string(duty.holder.sor);
  if (duty.offer) words += " asks " + std::to_string(duty.offer->to.sor);
  if (duty.coming)
    words += " passes to " + std::to_string(duty.coming->to.sor) + " at " + format_utc(duty.coming->at);
  return words;
}

CourseEnd end_of(const Record& record, const Course& course) {
  CourseEnd end{course.stay, course.deciding() == nullptr ? Party{} : course.ward, course.open(), {}, {}};
  for (const Duty& duty : record.duties)
    if (duty.open() && duty.course == course.number) end.owed.insert(owed(duty));
  end.gaps.insert(course.gaps.begin(), course.gaps.end());
  return end;
}

std::string words_of(const Told& told) {
  std::string words;
  for (const auto& [keys, end] : told) {
    words += std::string(word(end.stay)) + (end.open ? "" : ", closed") + ", ward " +
             std::to_string(end.ward.sor) + ", gaps " + std::to_string(end.gaps.size()) + "\n";
    for (const std::string& one : end.owed) words += "    " + one + "\n";
  }
  return words;
}

struct Letter {
  std::string name, text, type, cpr;
  Instant sent;
};
using Letters = std::vector<Letter>;

Told tell(const Letters& letters) {
  static const seal::Secrets secrets = seal::make_secrets(counting());
  auto disk = std::make_shared<store::MemoryDisk>();
  auto ledger =
      Ledger::open(store::open_memory(disk), secrets, demonstration(), {}, LedgerOptions{}, counting(), now);
  EXPECT_TRUE(ledger.ok());
  Told told;
  CitizenNumber last = 0;
  for (const Letter& letter : letters) {
    std::vector<Request> one;
    one.push_back(Receive{prepare(letter.text, secrets), {Party{1}, CallerRole::door}});
    const Reply reply = std::move((*ledger)->process(std::move(one), now).front());
    EXPECT_EQ(reply.message_answer, message::Answer::ok)
        << letter.name << ": " << (reply.issues.empty() ? reply.why : reply.issues.back().text);
    last = std::max(last, reply.citizen);
  }
  for (CitizenNumber citizen = 1; citizen <= last; ++citizen) {
    const Record record = *(*ledger)->record(citizen);
    for (const Course* course : record.all_courses()) {
      std::vector<Key> keys = course->keys;
      std::ranges::sort(keys);
      told[keys] = end_of(record, *course);
    }
  }
  return told;
}

// --- the letters ---

// By citizen and course, in the order of sending; a letter that stands under two names is read once.
std::vector<Letters> courses_in(const std::vector<fs::path>& folders) {
  std::map<std::string, Letters> courses;
  std::set<std::string> seen;
  for (const fs::path& folder : folders) {
    if (!fs::exists(folder)) continue;
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(folder)) files.push_back(file.path());
    std::ranges::sort(files);
    for (const fs::path& file : files) {
      if (file.extension() != ".json") continue;
      Letter letter{file.filename().string(), text_of(file), {}, {}, {}};
      const message::Reading reading = message::read(letter.text);
      if (!reading.notification || reading.answer != message::Answer::ok) continue;
      if (!seen.insert(reading.header->message_id).second) continue;
      const message::HospitalNotification& said = *reading.notification;
      letter.type = reading.type.substr(3);
      letter.cpr = said.cpr;
      letter.sent = said.sent.at;
      courses[said.cpr + " " + said.episodes.front().value].push_back(std::move(letter));
    }
  }
  std::vector<Letters> all;
  for (auto& [course, letters] : courses) {
    std::ranges::stable_sort(letters, {}, &Letter::sent);
    all.push_back(std::move(letters));
  }
  return all;
}

std::vector<Letters> official_courses() {
  return courses_in({source / "../shared/examples/medcom/hospital-notification"});
}
std::vector<Letters> own_courses() {
  return courses_in({source / "test/samples/hospital-notification", source / "test/samples/demo"});
}

std::string types_of(const Letters& letters) {
  std::string types;
  for (const Letter& letter : letters) types += (types.empty() ? "" : " ") + letter.type;
  return types;
}

// --- the orders ---

constexpr size_t all_orders_of = 5;  // letters; more: some orders by chance
constexpr int orders_by_chance = 60;

// Answers how many orders there were.
size_t in_any_order(const Letters& letters, std::mt19937& dice) {
  const Told as_sent = tell(letters);
  const auto same = [&](const Letters& order) {
    const Told told = tell(order);
    EXPECT_EQ(told, as_sent) << types_of(order) << "\n"
                             << words_of(told) << "as sent:\n"
                             << words_of(as_sent);
  };
  std::vector<size_t> places(letters.size());
  for (size_t i = 0; i < places.size(); ++i) places[i] = i;
  const auto ordered = [&] {
    Letters order;
    for (const size_t place : places) order.push_back(letters[place]);
    return order;
  };
  size_t orders = 0;
  if (letters.size() <= all_orders_of) {
    while (std::ranges::next_permutation(places).found) same(ordered()), ++orders;
    return orders;
  }
  for (; orders < orders_by_chance; ++orders) {
    std::shuffle(places.begin(), places.end(), dice);
    same(ordered());
  }
  return orders;
}

// Two citizens' letters among each other are each citizen's letters.
void mixed(const std::vector<Letters>& courses, std::mt19937& dice) {
  for (size_t i = 0; i + 1 < courses.size(); ++i) {
    const Letters &one = courses[i], &other = courses[i + 1];
    if (one.front().cpr == other.front().cpr) continue;
    Told apart = tell(one), also = tell(other);
    apart.merge(also);
    Letters all = one;
    all.insert(all.end(), other.begin(), other.end());
    for (int n = 0; n < 5; ++n) {
      std::shuffle(all.begin(), all.end(), dice);
      const Told told = tell(all);
      EXPECT_EQ(told, apart) << types_of(all) << "\n" << words_of(told) << "apart:\n" << words_of(apart);
    }
  }
}

TEST(AnyOrder, OfEachOfOurOwnCoursesComesToTheSame) {
  const auto courses = own_courses();
  ASSERT_GT(courses.size(), 15u);
  std::mt19937 dice(3);
  size_t orders = 0;
  for (const Letters& letters : courses) orders += in_any_order(letters, dice);
  EXPECT_GT(orders, 250u);
  mixed(courses, dice);
}

// Where each official course ends, by what was sent in it.
TEST(AnyOrder, TheOfficialCoursesEndAsTheStandardTellsThem) {
  const auto courses = official_courses();
  if (courses.empty()) GTEST_SKIP() << "the official examples are not beside the project";
  std::string ends;
  std::set<std::string> lines;
  for (const Letters& letters : courses) {
    const Told told = tell(letters);
    ASSERT_EQ(told.size(), 1u) << types_of(letters);
    const CourseEnd& end = told.begin()->second;
    lines.insert(types_of(letters) + ": " + std::string(word(end.stay)) + (end.open ? "" : ", closed"));
  }
  for (const std::string& line : lines) ends += line + "\n";
  EXPECT_EQ(ends,
            "SLHJ: home\n"
            "SLOR: admitted\n"
            "STAA MORS SLHJ STIN RE_STIN AN_STIN MORS STOR SLOR SLHJ: dead\n"
            "STAA: acute\n"
            "STIN STIN: admitted\n"
            "STIN STOR: leave\n"
            "STIN: admitted\n")
      << "examples that share a course id are one course here, whatever they were written for";
}

TEST(AnyOrder, OfEachOfficialCourseComesToTheSame) {
  const auto courses = official_courses();
  if (courses.empty()) GTEST_SKIP() << "the official examples are not beside the project";
  std::mt19937 dice(3);
  size_t orders = 0;
  for (const Letters& letters : courses) orders += in_any_order(letters, dice);
  EXPECT_GT(orders, 60u);
  mixed(courses, dice);
}

}  // namespace
}  // namespace klynge
