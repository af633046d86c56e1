// The made-up life, in memory: that it is the same from the same seed, that it keeps what must always hold,
// and that a visitor finds every state there is.
#include "simulate/life.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "core/directory_file.h"
#include "core/pathway/read.h"
#include "ledger/lookup.h"
#include "message/journal/entry.h"
#include "server/worth_seeing.h"
#include "store/memory.h"

namespace klynge::simulate {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(std::string(KLYNGE_SOURCE_DIR) + "/" + path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

seal::Random counting() {
  return [dice = Dice(1)](size_t count) mutable { return dice.bytes(count); };
}

Setting cluster_setting() {
  Setting setting;
  auto parties = read_directory(text_of("data/directory/cluster.yaml"), "cluster.yaml");
  EXPECT_TRUE(parties.ok()) << (parties.ok() ? "" : parties.problem().where + parties.problem().what);
  for (PartyInfo& info : *parties) {
    if (info.kind == PartyKind::municipality) setting.acts_for.push_back(info.party.sor);
    if (info.kind == PartyKind::operations) setting.operations = info.party;
    setting.directory.add(std::move(info));
  }
  std::ranges::sort(setting.acts_for);
  setting.pathways.push_back(
      *read_pathway(text_of("data/pathways/hospital-stay.yaml"), "hospital-stay.yaml"));
  setting.pathways.push_back(*read_pathway(text_of("data/pathways/letters.yaml"), "letters.yaml"));
  setting.case_kinds = *read_case_kinds(text_of("data/case-kinds.yaml"), "case-kinds.yaml");
  return setting;
}

struct World {
  std::shared_ptr<store::MemoryDisk> disk = std::make_shared<store::MemoryDisk>();
  seal::Random random = counting();
  seal::Secrets secrets = seal::make_secrets(random);
  Setting setting = cluster_setting();
  std::unique_ptr<Ledger> ledger;
  Life life;

  explicit World(uint64_t seed) : life(seed, setting, secrets) {
    auto opened = Ledger::open(store::open_memory(disk), secrets, setting,
                               {{"pathway", "hospital-stay/2", "x"}}, {}, random, Life::opens());
    EXPECT_TRUE(opened.ok());
    ledger = std::move(*opened);
  }
  void live(Instant until) {
    auto lived = life.live(*ledger, until);
    ASSERT_TRUE(lived.ok()) << lived.problem().what;
  }
  std::vector<Record> records() {
    std::vector<Record> all;
    for (CitizenNumber n = 1; all.size() < people_in_cluster; ++n) {
      auto record = ledger->record(n);
      if (!record || record->last == 0) break;
      all.push_back(*record);
    }
    return all;
  }
  Bytes canonical() {
    Bytes all;
    for (const Record& record : records()) all += message::encode_record(record);
    return all;
  }
};

bool any_duty(const Record& record, auto what) {
  return std::ranges::any_of(record.duties, [&](const Duty& duty) { return duty.open() && what(duty); });
}
bool any_course(const Record& record, auto what) {
  return std::ranges::any_of(record.courses,
                             [&](const Course& course) { return course.open() && what(course); });
}

// How many citizens are in each of the states that a visitor is to find.
std::map<std::string, size_t> states(const std::vector<Record>& records, Instant now) {
  std::map<std::string, size_t> count;
  const Date today = denmark_date(now);
  for (const Record& record : records) {
    const auto is = [&](const char* state, bool so) { count[state] += so; };
    const auto stays = [&](StayState state) {
      return any_course(record, [&](const Course& course) { return course.stay == state; });
    };
    const auto visit = [&](auto what) {
      return any_duty(record, [&](const Duty& duty) { return duty.task == "first-visit" && what(duty); });
    };
    is("at home with services", !record.cases.empty() && record.courses.empty() && record.died.none());
    is("expected", stays(StayState::expected));
    is("acute", stays(StayState::acute));
    is("admitted", stays(StayState::admitted));
    is("on leave", stays(StayState::leave));
    is("ready and waiting", any_course(record, [](const Course& course) { return course.is_ready(); }));
    is("home today", any_course(record, [&](const Course& course) {
         return course.in_hospital() && denmark_date(course.discharge_expected) == today &&
                course.discharge_expected > now;
       }));
    is("inside 72 hours",
       any_duty(record, [](const Duty& duty) { return duty.task == "treatment-questions"; }));
    is("visit due", visit([&](const Duty& duty) { return duty.due > now; }));
    is("visit overdue", visit([&](const Duty& duty) { return duty.due < now; }));
    is("offer unanswered",
       any_duty(record, [](const Duty& duty) { return duty.offer && !duty.silent_since.none(); }));
    is("refused twice", any_duty(record, [](const Duty& duty) { return duty.declines >= 2; }));
    is("left to the citizen",
       any_duty(record, [](const Duty& duty) { return !duty.citizen_check_by.none(); }));
    is("discharge never came", any_duty(record, [](const Duty& duty) {
         return duty.task == "discharge" && !duty.silent_since.none();
       }));
    is("dead", !record.died.none());
    is("moved", std::ranges::any_of(record.duties, [](const Duty& duty) { return duty.rule == "moved"; }));
    is("letter unanswered", any_duty(record, [](const Duty& duty) { return duty.task == "answer"; }));
    is("letters in a thread",
       std::ranges::any_of(record.threads, [](const Thread& thread) { return thread.letters.size() >= 2; }));
    is("silent", any_duty(record, [](const Duty& duty) { return !duty.silent_since.none(); }));
    is("frozen", record.frozen);
  }
  return count;
}

TEST(MadeUpPeople, EachHasANumberOfTheirOwnThatNobodyIsGiven) {
  std::set<std::string> numbers;
  for (size_t n = 0; n < people_at_most; ++n) {
    const Person person = made_up_person(n);
    EXPECT_TRUE(person.cpr.ends_with("0000") && message::valid_cpr(person.cpr)) << n;
    numbers.insert(person.cpr);
  }
  EXPECT_EQ(numbers.size(), people_at_most);
}

TEST(Cluster, HasThreeHospitalsFourMunicipalitiesAndTwelvePractices) {
  const Cluster cluster = cluster_of(cluster_setting().directory);
  EXPECT_EQ(cluster.hospitals.size(), 3u);
  EXPECT_EQ(cluster.municipalities.size(), 4u);
  EXPECT_EQ(cluster.practices.size(), 12u);
}

TEST(Life, AVisitorFindsEveryState) {
  World world(1);
  world.live(Life::begins());
  const auto records = world.records();
  EXPECT_GT(records.size(), 170u);
  const auto found = states(records, Life::begins());
  for (const auto& [state, count] : found) {
    RecordProperty(state, static_cast<int>(count));
    EXPECT_TRUE(count > 0 || state == "frozen") << state;
  }
  EXPECT_EQ(found.at("frozen"), 0u);
  if (std::getenv("KLYNGE_STATES") != nullptr)
    for (const auto& [state, count] : found) std::cout << state << ": " << count << "\n";
}

TEST(Life, FiveThingsAreWorthSeeingWhateverTheSeed) {
  for (const uint64_t seed : {1, 2, 3}) {
    World world(seed);
    world.live(Life::begins());
    const auto records = world.records();
    const server::WorthSeeing worth = server::worth_seeing(records, world.setting, world.life.now());
    const server::Worth* all[] = {&worth.silence, &worth.coming_home, &worth.refused, &worth.in_window,
                                  &worth.never_told};
    for (const server::Worth* one : all) {
      ASSERT_NE(one->citizen, 0u) << "seed " << seed;
      const Record& record = *std::ranges::find(records, one->citizen, &Record::citizen);
      // Whoever is looked as has a part in the citizen.
      EXPECT_EQ(
          may({one->as, CallerRole::person}, Action::read, record, world.setting, world.life.now()).scope,
          scope::lane);
    }
    EXPECT_GE(worth.refused.duty.declines, 2u) << "seed " << seed;
    EXPECT_EQ(denmark_date(worth.coming_home.course.discharge_expected), denmark_date(world.life.now()));
    EXPECT_GT(worth.in_window.duty.coming->at, world.life.now());
    EXPECT_LT(worth.never_told.course.discharge_expected, world.life.now());
    for (const Record& record : records)
      EXPECT_FALSE(any_duty(record, [&](const Duty& duty) {
        return world.setting.directory.find(duty.holder)->kind == PartyKind::municipality &&
               !duty.silent_since.none() && duty.silent_since < worth.silence.duty.silent_since;
      }));
  }
}

TEST(Life, IsTheSameFromTheSameSeedAndAnotherFromAnother) {
  World one(7), same(7), other(8);
  const Instant day = Life::opens() + days(5);
  one.live(day);
  // In other steps, as a visitor who waits differently would have it.
  for (Instant at = Life::opens() + hours(3); at < day; at = at + hours(7)) same.live(at);
  same.live(day);
  other.live(day);
  EXPECT_EQ(one.canonical(), same.canonical());
  EXPECT_NE(one.canonical(), other.canonical());
}

TEST(Life, StepsAsFarAsTheNextThingThatHappens) {
  World world(3);
  world.live(Life::begins());
  const Position before = world.ledger->state().position.load();
  ASSERT_TRUE(world.life.live_on(*world.ledger).ok());
  EXPECT_GT(world.ledger->state().position.load(), before);
  EXPECT_GT(world.life.now(), Life::begins());
  EXPECT_LT(world.life.now(), Life::begins() + hours(2));
}

// Nothing is refused, frozen or dropped; what must always hold does, day after day.
TEST(Life, ThirtyDaysHoldWhatMustAlwaysHold) {
  World world(5);
  for (int day = 1; day <= 30; ++day) {
    world.live(Life::opens() + days(day));
    for (const Record& record : world.records())
      EXPECT_EQ(broken_invariants(record, world.setting, world.life.now()), std::vector<std::string>{})
          << day;
  }
  const LedgerState& state = world.ledger->state();
  EXPECT_EQ(state.refused.load(), 0u);
  EXPECT_EQ(state.frozen.load(), 0u);
  EXPECT_EQ(state.duplicates.load(), 0u);
  EXPECT_GT(state.messages.load(), 400u);
  EXPECT_GT(state.silences.load(), 100u);
  const auto found = states(world.records(), world.life.now());
  for (const char* state_of : {"admitted", "ready and waiting", "inside 72 hours", "silent", "dead"})
    EXPECT_GT(found.at(state_of), 0u) << state_of;
  if (std::getenv("KLYNGE_STATES") != nullptr) {
    for (const auto& [state_of, count] : found) std::cout << state_of << ": " << count << "\n";
    std::cout << "positions " << state.position << " messages " << state.messages << " commands "
              << state.commands << " ticks " << state.ticks << " silences " << state.silences << "\n";
  }
}

}  // namespace
}  // namespace klynge::simulate
