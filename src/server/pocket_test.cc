#include "server/pocket.h"

#include <gtest/gtest.h>

namespace klynge::server {
namespace {

constexpr Instant morning{1'800'000'000'000'000};
const Pockets::Owner nurse{"session-1", "staff:1", {5}};

seal::Random counted() {
  return [count = 0](size_t size) mutable { return Bytes(size, static_cast<char>(++count)); };
}

TEST(Pockets, AreReadAgainByWhoTookThemAndNobodyElse) {
  Pockets pockets(counted());
  const Pocket taken = pockets.take("", nurse, morning + hours(8), morning);
  EXPECT_EQ(taken.key.size(), 43u) << "256 bits";
  EXPECT_EQ(pockets.take(taken.id, nurse, morning + hours(8), morning + hours(1)).key, taken.key);
  EXPECT_EQ(pockets.find(taken.id, nurse, morning)->key, taken.key);
  EXPECT_EQ(pockets.find(taken.id, {"session-2", "staff:1", {5}}, morning)->key, taken.key)
      << "signed in again";
  EXPECT_FALSE(pockets.find(taken.id, {"session-3", "staff:2", {5}}, morning)) << "a colleague";
  EXPECT_FALSE(pockets.find(taken.id, {"session-2", "staff:1", {6}}, morning)) << "works elsewhere now";
  EXPECT_FALSE(pockets.find("", nurse, morning));
  EXPECT_NE(pockets.take(taken.id, {"session-3", "staff:2", {5}}, morning + hours(8), morning).key,
            taken.key);
}

TEST(Pockets, EndWithTheDayAtSignOutAndWhenRevoked) {
  Pockets pockets(counted());
  const Pocket short_one = pockets.take("", nurse, morning + hours(2), morning);
  const Pocket long_one = pockets.take("", nurse, morning + hours(20), morning);
  EXPECT_EQ(long_one.until, morning + hours(12));
  EXPECT_TRUE(pockets.find(short_one.id, nurse, morning + hours(2) - seconds(1)));
  EXPECT_FALSE(pockets.find(short_one.id, nurse, morning + hours(2)));

  const Pockets::Owner again{"session-2", "staff:1", {5}};
  EXPECT_TRUE(pockets.find(long_one.id, again, morning));
  pockets.end("session-1");
  EXPECT_TRUE(pockets.find(long_one.id, again, morning)) << "it is the later session's";
  pockets.end("session-2");
  EXPECT_FALSE(pockets.find(long_one.id, again, morning));

  const Pocket last = pockets.take("", nurse, morning + hours(8), morning);
  pockets.end_all_of("staff:2");
  EXPECT_TRUE(pockets.find(last.id, nurse, morning));
  pockets.end_all_of("staff:1");
  EXPECT_FALSE(pockets.find(last.id, nurse, morning));
}

TEST(Pockets, AreTenOfAPersonAtMost) {
  Pockets pockets(counted());
  const Pocket first = pockets.take("", nurse, morning + hours(1), morning);
  for (int i = 0; i < 9; ++i) pockets.take("", nurse, morning + hours(2), morning);
  EXPECT_TRUE(pockets.find(first.id, nurse, morning));
  pockets.take("", nurse, morning + hours(2), morning);
  EXPECT_FALSE(pockets.find(first.id, nurse, morning)) << "the one that ends first makes room";
}

}  // namespace
}  // namespace klynge::server
