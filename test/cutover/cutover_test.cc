// 400 open courses across the night of 1 January 2027: the list beforehand, and every duty with exactly one
// holder afterwards. The demonstration's parties; the pathway's own duties beside those that move.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "../bench/messages.h"
#include "base/json.h"
#include "command/commands.h"
#include "core/decide.h"

namespace klynge {
namespace {

namespace fs = std::filesystem;

constexpr size_t citizens = 400;
constexpr Party ward{265161000016000}, team{99900071000016004}, nurses{99900061000016009},
    desk{99900051000016006}, region_nurses{99900131000016002}, region_places{99900141000016006};
const Instant before = parse_time("2026-12-30T12:00:00+01:00")->at;
const Instant midnight = parse_time("2027-01-01")->at;

struct Kind {
  const char* task;
  Party holder, after;
  bool offered;  // asked of somebody else when midnight comes
};
constexpr Kind kinds[] = {{"acute-nursing", team, region_nurses, false},
                          {"temporary-place", nurses, region_places, false},  // as the organisation says
                          {"patient-prevention", nurses, nurses, false},      // no unit named: it stays
                          {"acute-nursing", team, region_nurses, true}};

const Kind& kind_of(CitizenNumber citizen) {
  return kinds[citizen % std::size(kinds)];
}

struct Said {
  int code = 0;
  std::vector<std::string> lines;
};

class Night : public testing::Test {
 protected:
  fs::path folder = fs::temp_directory_path() / ("klynge-cutover-" + std::to_string(::getpid()));
  std::optional<command::App> app;
  std::unique_ptr<Ledger> ledger;
  uint64_t asked = 0;

  void SetUp() override {
    fs::create_directories(folder);
    auto loaded = command::App::load({(folder / "data").string(), KLYNGE_SOURCE_DIR "/data", true});
    ASSERT_TRUE(loaded.ok()) << loaded.problem().where << ": " << loaded.problem().what;
    app = std::move(*loaded);
    open(before);
    open_courses();
  }
  void TearDown() override {
    ledger.reset();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }

  void open(Instant now) {
    auto opened = app->open_ledger(now);
    ASSERT_TRUE(opened.ok()) << opened.problem().what;
    ledger = std::move(*opened);
  }

  void send(std::vector<Request> requests) {
    for (const Reply& reply : ledger->process(std::move(requests), before)) {
      ASSERT_EQ(reply.how, Reply::How::answered) << reply.why;
      ASSERT_TRUE(reply.answer.ok()) << word(reply.answer.refusal);
      ASSERT_TRUE(reply.issues.empty()) << reply.issues[0].text;
    }
  }

  Request act(CitizenNumber citizen, Ask ask, Caller by) {
    const std::string id = std::to_string(++asked);
    return Act{citizen,
               std::move(ask),
               by,
               seal::keyed(app->secrets, "request", id),
               seal::keyed(app->secrets, "body", id),
               {}};
  }

  const Duty& duty(const Record& record) {
    return *std::ranges::find(record.duties, kind_of(record.citizen).task, &Duty::task);
  }
  uint16_t number(CitizenNumber citizen) { return duty(*ledger->record(citizen)).number; }

  void open_courses() {
    bench::Messages messages(1);
    std::vector<Request> admitted, opened, accepted, offered;
    for (size_t i = 0; i < citizens; ++i)
      admitted.push_back(Receive{prepare(messages.next(i, 0), app->secrets), {ward, CallerRole::door}});
    send(std::move(admitted));
    for (CitizenNumber citizen = 1; citizen <= citizens; ++citizen) {
      const Kind& kind = kind_of(citizen);
      opened.push_back(act(citizen, OpenDuty{kind.task, 1, kind.holder, {}, {}, 0}, app->operations()));
    }
    send(std::move(opened));
    for (CitizenNumber citizen = 1; citizen <= citizens; ++citizen) {
      const Kind& kind = kind_of(citizen);
      accepted.push_back(act(citizen, AcceptOffer{number(citizen)}, {kind.holder, CallerRole::person}));
      if (kind.offered)
        offered.push_back(
            act(citizen, OfferDuty{number(citizen), desk, {}, 0}, {kind.holder, CallerRole::person}));
    }
    send(std::move(accepted));
    send(std::move(offered));
  }

  Said list(bool json = true) {
    ledger.reset();
    std::istringstream in;
    std::ostringstream out, err;
    command::Streams streams{in, out, err};
    command::Common common;
    common.place = {app->data, KLYNGE_SOURCE_DIR "/data", false};
    common.at = "2026-12-30T13:00:00+01:00";
    common.json = json;
    Said said{command::cutover(common, {.on = "2027-01-01", .english = true}, streams), {}};
    std::istringstream lines(out.str());
    for (std::string line; std::getline(lines, line);) said.lines.push_back(line);
    return said;
  }

  void clock(Instant now) {
    for (size_t looked = 1; looked > 0;) {
      const auto done = ledger->tick(now, 1000);
      ASSERT_TRUE(done.ok()) << done.problem().what;
      looked = *done;
    }
  }
};

TEST_F(Night, TheListBeforehandSaysWhatTheNightThenDoes) {
  const Said list_before = list();
  EXPECT_EQ(list_before.code, command::exit_findings) << "100 cannot be told";
  ASSERT_EQ(list_before.lines.size(), citizens);
  for (const std::string& line : list_before.lines) {
    const auto document = json::Document::parse(line);
    ASSERT_TRUE(document.ok());
    const json::Node* root = &document->root();
    const Kind& kind = kind_of(std::stoull(std::string(json::find(root, "citizen")->text)));
    EXPECT_EQ(json::text_of(root, "task"), kind.task);
    EXPECT_EQ(json::text_of(json::find(root, "today"), "sor"), std::to_string(kind.holder.sor));
    EXPECT_EQ(json::text_of(json::find(root, "today"), "authority"), "municipality");
    EXPECT_EQ(json::text_of(json::find(root, "after"), "authority"), "region");
    const bool told = kind.after != kind.holder;
    EXPECT_EQ(json::text_of(json::find(root, "after"), "sor"), told ? std::to_string(kind.after.sor) : "");
    EXPECT_EQ(json::text_of(root, "unknown"), told ? "" : "no-unit-named");
    EXPECT_EQ(json::find(root, "same_performer")->truth, kind.after == region_nurses);
  }

  open(midnight - hours(1));
  clock(midnight - Duration{1});
  for (CitizenNumber citizen = 1; citizen <= citizens; ++citizen)
    ASSERT_EQ(duty(*ledger->record(citizen)).holder, kind_of(citizen).holder) << "not before midnight";
  EXPECT_EQ(ledger->wakes(), midnight);
  clock(midnight);
  for (CitizenNumber citizen = 1; citizen <= citizens; ++citizen) {
    const Record record = *ledger->record(citizen);
    const Kind& kind = kind_of(citizen);
    const Duty& moved = duty(record);
    ASSERT_TRUE(moved.open());
    ASSERT_EQ(moved.holder, kind.after);
    ASSERT_EQ(moved.ground, kind.after == kind.holder ? Ground::accepted : Ground::succession);
    ASSERT_TRUE(kind.after == kind.holder || !moved.offer) << "an offer by the former holder has ended";
    ASSERT_EQ(broken_invariants(record, ledger->setting(), midnight), std::vector<std::string>{});
    ASSERT_EQ(std::ranges::count(record.duties, kind.task, &Duty::task), 1);
    for (const Duty& other : record.duties)  // what does not move has not moved
      ASSERT_TRUE(other.task == kind.task || other.ground != Ground::succession);
  }
  // Both told: one fact for each duty, in the citizen's record and in the lists of who has it now.
  ledger.reset();
  auto folder_again = app->open_for_reading();
  ASSERT_TRUE(folder_again.ok());
  Lookup lookup(*folder_again->store, *folder_again->keys, *folder_again->access, app->secrets, app->options);
  const auto has = [&](Party party) {
    const auto rows = lookup.list(party, app->operations(), 1000, std::nullopt, app->setting, midnight);
    EXPECT_TRUE(rows.ok());
    return std::ranges::count(*rows, WorkPart::holds, [](const ListedRow& row) { return row.row.part; });
  };
  EXPECT_EQ(has(region_nurses), 200);
  EXPECT_EQ(has(region_places), 100);
  EXPECT_EQ(has(team), 0);
  size_t succeeded = 0;
  for (CitizenNumber citizen = 1; citizen <= citizens; ++citizen) {
    const auto seen = lookup.citizen(citizen, app->operations(), app->setting, midnight);
    ASSERT_TRUE(seen.ok() && *seen);
    for (const TimelineItem& item : (*seen)->timeline) {
      for (const Fact& fact : item.facts) {
        const auto* moved = std::get_if<DutySucceeded>(&fact);
        if (moved == nullptr) continue;
        ++succeeded;
        EXPECT_EQ(moved->to, kind_of(citizen).after);
        EXPECT_EQ(moved->day, midnight);
        EXPECT_FALSE(moved->reason.empty());
      }
    }
  }
  EXPECT_EQ(succeeded, 300u) << "one for each duty that moves";
  EXPECT_EQ(list().lines.size(), 100u) << "those that nobody is named for are still on the list";
}

TEST_F(Night, TheListInWordsBeginsWithTheSums) {
  const Said said = list(false);
  ASSERT_GT(said.lines.size(), citizens);
  EXPECT_EQ(said.lines[0], "2027-01-01: 2800 open duties, 400 move that day; 100 cannot be told");
  EXPECT_EQ(said.lines[1],
            "   100  Patient-directed prevention: Testkommune, hjemmesygepleje (municipality) → ? (region)");
  EXPECT_EQ(said.lines[2], "        !! the directory names no unit of the new authority (hands_over)");
  EXPECT_EQ(
      std::ranges::count_if(said.lines, [](const std::string& line) { return line.starts_with("!!  "); }),
      100);
}

}  // namespace
}  // namespace klynge
