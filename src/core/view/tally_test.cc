#include "core/view/tally.h"

#include <gtest/gtest.h>

#include "core/test_setting.h"
#include "core/view/worklist.h"

namespace klynge {
namespace {

using namespace test;

// The ledger's way: what each entry changed, added to the day of its stamp.
struct Counted : Ledger {
  Tallies days;
  Held before = held(record);
  void count() {
    const Held after = held(record);
    for (const auto& [party, change] : tally_changes(before, after))
      add(days[{tally_day(now), party}], change);
    before = after;
  }
  template <class... Said>
  Answer said(Said&&... what) {
    const Answer answer = ask(std::forward<Said>(what)...);
    count();
    return answer;
  }
  void told(StayEvent event) {
    notify(event);
    count();
  }
  int64_t open_of(Party party) const {
    int64_t open = 0;
    for (const auto& [key, tally] : days) open += key.party == party ? tally.more_open() : 0;
    return open;
  }
};

TEST(Tally, OfEveryDayAddsUpToWhatIsHeldNow) {
  Counted life;
  life.told(StayEvent::admitted);
  ASSERT_TRUE(life.said(OfferDuty{life.open("care")->number, gp, {}, 0}, ward_a).ok());
  life.now = life.now + days(1);
  ASSERT_TRUE(life.said(AcceptOffer{life.open("care")->number}, gp).ok());
  life.now = life.now + days(2);
  life.told(StayEvent::home);
  std::map<Party, int64_t> held_now;
  for (const WorkRow& row : worklist(life.record))
    if (row.part == WorkPart::holds) ++held_now[{row.list}];
  for (const Party party : {ward_a, municipality, gp})
    EXPECT_EQ(life.open_of(party), held_now[party]) << party.sor;
}

TEST(Tally, WhatChangesHandsCameToOneAndWentFromTheOther) {
  Counted life;
  life.told(StayEvent::admitted);
  life.said(OfferDuty{life.open("care")->number, gp, {}, 0}, ward_a);
  life.now = life.now + days(1);
  life.said(AcceptOffer{life.open("care")->number}, gp);
  const int64_t day = tally_day(life.now);
  EXPECT_EQ((life.days[{day, gp}]), (Tally{.came = 1}));
  EXPECT_EQ((life.days[{day, ward_a}]), (Tally{.went = 1}));
}

TEST(Tally, SilenceIsCountedUntilSomebodyActs) {
  Counted life;
  life.told(StayEvent::admitted);
  const uint16_t report = life.open("admission-report")->number;
  life.tick_at(morning + hours(25));
  life.count();
  EXPECT_EQ((life.days[{tally_day(life.now), municipality}].silenced), 1u);
  life.now = life.now + hours(1);
  ASSERT_TRUE(life.said(CompleteDuty{report, 0}, municipality).ok());
  const Tally& day = life.days[{tally_day(life.now), municipality}];
  EXPECT_EQ(std::pair(day.heard, day.ended), std::pair(1u, 1u));
}

TEST(Tally, WhatComesWithAnotherRecordIsNotNew) {
  Held before, after;
  after.joined = 1;
  after.duties = {{1, gp, true}};
  EXPECT_EQ(tally_changes(before, after)[gp], (Tally{.came = 1, .silenced = 1}));
  Held gone = after;
  gone.duties.clear();
  gone.is_part_of_another = true;
  EXPECT_EQ(tally_changes(after, gone)[gp], (Tally{.went = 1, .heard = 1}));
}

TEST(Tally, IsTheSameWrittenAndRead) {
  const Tally tally{1, 2, 3, 4, 5, 70'000};
  EXPECT_EQ(decode_tally(encode(tally)), tally);
  EXPECT_EQ(decode_tally(encode(Tally{})), Tally{});
  EXPECT_FALSE(decode_tally("\x09").has_value());
}

TEST(Tally, ADayIsOneByTheWall) {
  const auto day = [](const char* text) { return tally_day(parse_time(text)->at); };
  EXPECT_EQ(day("2026-11-21T23:30:00Z"), day("2026-11-22T10:00:00Z")) << "past midnight in Denmark";
  EXPECT_EQ(day("2026-11-21T22:30:00Z") + 1, day("2026-11-22T10:00:00Z"));
}

}  // namespace
}  // namespace klynge
