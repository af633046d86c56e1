// Whatever happened: what is drawn as still so is what the record says now, and nothing drawn ends before it
// begins.
#include "core/view/history.h"

#include <gtest/gtest.h>
// after gtest.h
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;

// Keeps what each decision wrote down.
struct Drawn : Ledger {
  HistoryFold fold;

  Answer does(Ask what, Caller caller) {
    const Answer answer = ask(std::move(what), caller);
    fold.take(record.citizen, last_facts, {now, position});
    return answer;
  }
  History history() { return HistoryFold(fold).done(); }
};

std::vector<HistoryBar> bars_of(const History& history, uint16_t duty) {
  std::vector<HistoryBar> found;
  std::ranges::copy_if(history.bars, std::back_inserter(found),
                       [&](const HistoryBar& bar) { return bar.duty == duty; });
  return found;
}

TEST(HistoryFold, ADutyThatIsAcceptedGoesFromOneLaneToTheOther) {
  Drawn drawn;
  const Answer opened = drawn.does(OpenDuty{"other", 0, {}, {}, {}, 1}, {municipality, CallerRole::person});
  ASSERT_TRUE(opened.ok());
  const Instant began = drawn.now;
  drawn.now = drawn.now + hours(1);
  ASSERT_TRUE(drawn.does(OfferDuty{opened.duty, nurses, {}, 0}, {municipality, CallerRole::person}).ok());
  drawn.now = drawn.now + hours(1);
  ASSERT_TRUE(drawn.does(AcceptOffer{opened.duty}, {nurses, CallerRole::person}).ok());
  const Instant passed = drawn.now;
  drawn.now = drawn.now + hours(1);
  ASSERT_TRUE(drawn.does(CompleteDuty{opened.duty, 0}, {nurses, CallerRole::person}).ok());

  const History history = drawn.history();
  const auto bars = bars_of(history, opened.duty);
  ASSERT_EQ(bars.size(), 2u);
  EXPECT_EQ(bars[0].party, municipality);
  EXPECT_EQ(bars[0].from, began);
  EXPECT_EQ(bars[0].to, passed);
  EXPECT_EQ(bars[1].party, nurses);
  EXPECT_EQ(bars[1].to, drawn.now);
  EXPECT_EQ(bars[1].state, DutyState::done);
  ASSERT_EQ(history.arrows.size(), 1u);
  EXPECT_EQ(history.arrows[0].ground, Ground::accepted);
  EXPECT_EQ(history.arrows[0].at, passed);
}

void expect_as_the_record(const History& history, const Record& record) {
  for (const Duty* duty : record.all_duties()) {
    const auto bars = bars_of(history, duty->number);
    RC_ASSERT(!bars.empty());
    RC_ASSERT(bars.back().party == duty->holder);
    RC_ASSERT(bars.back().to.none() == duty->open());
    const auto runs = std::ranges::count_if(history.silences, [&](const HistorySilence& one) {
      return one.duty == duty->number && one.to.none();
    });
    RC_ASSERT(runs == (duty->silent_since.none() ? 0 : 1));
    for (size_t i = 0; i + 1 < bars.size(); ++i) {
      RC_ASSERT(!bars[i].to.none());
      RC_ASSERT(bars[i].from <= bars[i].to);
      RC_ASSERT(bars[i].to <= bars[i + 1].from);
    }
  }
  for (const HistorySilence& one : history.silences) RC_ASSERT(one.to.none() || one.from <= one.to);
  for (const HistoryStay& one : history.stays) RC_ASSERT(one.to.none() || one.from <= one.to);
}

RC_GTEST_PROP(HistoryFold, AreAsTheRecordInTheEnd, (std::vector<uint8_t> rolls)) {
  Drawn drawn;
  constexpr Party parties[] = {ward_a, ward_b, municipality, nurses, gp};
  size_t at = 0;
  const auto die = [&](size_t sides) { return at < rolls.size() ? rolls[at++] % sides : 0; };
  while (at < rolls.size()) {
    drawn.now = drawn.now + hours(static_cast<int64_t>(die(30)));
    const auto duty = static_cast<uint16_t>(1 + die(12));
    const Duty* known = drawn.record.duty(duty);
    const Party holder = known == nullptr ? ward_a : known->holder;
    const Caller caller{known != nullptr && known->offer && die(2) != 0 ? known->offer->to : holder,
                        CallerRole::person};
    switch (die(9)) {
      case 0:
      case 1: {
        NotifyStay note = drawn.notification(static_cast<StayEvent>(1 + die(5)), drawn.now - hours(2),
                                             die(2) == 0 ? ward_a : ward_b);
        note.courses = {key(static_cast<uint8_t>(50 + die(2)))};
        (void)drawn.does(note, {ward_a, CallerRole::door});
        break;
      }
      case 2:
        (void)drawn.does(OfferDuty{duty, parties[die(5)], {}, 0}, caller);
        break;
      case 3:
        (void)drawn.does(AcceptOffer{duty}, caller);
        break;
      case 4:
        (void)drawn.does(CompleteDuty{duty, 0}, caller);
        break;
      case 5:
        (void)drawn.does(ReopenDuty{duty, 1}, caller);
        break;
      case 6:
        (void)drawn.does(AcceptByPhone{duty, parties[die(5)], 1}, caller);
        break;
      case 7:
        (void)drawn.does(ContestAcceptance{duty, 0}, caller);
        break;
      default:
        (void)drawn.does(Tick{}, {{}, CallerRole::clock});
    }
    expect_as_the_record(drawn.history(), drawn.record);
  }
}

}  // namespace
}  // namespace klynge
