#include "core/view/receipts.h"

#include <gtest/gtest.h>

#include "core/test_setting.h"

namespace klynge {
namespace {

using namespace test;
using Known = Receipt::Known;

struct Four {
  Known delivered, received, reviewed, owned;
  bool operator==(const Four&) const = default;
};

Four four(const Receipts& one) {
  return {one.delivered.known, one.received.known, one.reviewed.known, one.owned.known};
}

struct FourReceipts : testing::Test {
  Ledger ledger;
  void SetUp() override { ledger.notify(StayEvent::admitted); }
  Receipts of(std::string_view task) const { return receipts_of(*ledger.open(task), ledger.rules.directory); }
  uint16_t report() const { return ledger.open("admission-report")->number; }
};

TEST_F(FourReceipts, ToHoldByRuleIsNotToHaveSaidSo) {
  EXPECT_EQ(four(of("admission-report")), (Four{Known::yes, Known::yes, Known::not_yet, Known::not_yet}));
  EXPECT_EQ(of("admission-report").received.at, morning);
  ledger.now = morning + hours(1);
  ledger.ask(ReviewDuty{report()}, municipality);
  EXPECT_EQ(four(of("admission-report")), (Four{Known::yes, Known::yes, Known::yes, Known::not_yet}));
  EXPECT_EQ(of("admission-report").reviewed.at, morning + hours(1));
}

TEST_F(FourReceipts, AnOfferIsOwnedWhenItIsAcceptedAndNotBefore) {
  ledger.ask(ReviewDuty{report()}, municipality);
  ledger.now = morning + hours(1);
  ledger.ask(OfferDuty{report(), nurses, {}, 0}, municipality);
  EXPECT_EQ(of("admission-report").to, nurses);
  EXPECT_EQ(four(of("admission-report")), (Four{Known::yes, Known::yes, Known::not_yet, Known::not_yet}))
      << "that the holder has seen it says nothing of who is asked";
  ledger.ask(ReviewDuty{report()}, nurses);
  EXPECT_EQ(four(of("admission-report")), (Four{Known::yes, Known::yes, Known::yes, Known::not_yet}));
  ledger.now = morning + hours(2);
  ledger.ask(AcceptOffer{report()}, nurses);
  EXPECT_EQ(four(of("admission-report")), (Four{Known::yes, Known::yes, Known::yes, Known::yes}));
  EXPECT_EQ(of("admission-report").owned.at, morning + hours(2));
}

TEST_F(FourReceipts, OfAPartyThatDoesNotAnswerHereNothingIsKnownButWhatSomebodyWroteDown) {
  PartyInfo unseen = *ledger.rules.directory.find(nurses);
  unseen.answers_here_from = {};
  ledger.rules.directory.add(unseen);
  ledger.ask(OfferDuty{report(), nurses, {}, 0}, municipality);
  constexpr Known unknown = Known::not_visible_here;
  EXPECT_EQ(four(of("admission-report")), (Four{unknown, unknown, unknown, unknown}));
  ledger.ask(AcceptByPhone{report(), nurses, 1}, municipality);
  EXPECT_EQ(four(of("admission-report")), (Four{unknown, unknown, Known::yes, Known::yes}))
      << "a yes on the phone is no proof that any system took it";
}

}  // namespace
}  // namespace klynge
