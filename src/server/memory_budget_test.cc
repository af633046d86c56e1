#include "server/memory_budget.h"

#include <gtest/gtest.h>

namespace klynge::server {
namespace {

TEST(MemoryBudget, GivesSharesInTheOrderOfTheLine) {
  MemoryBudget budget(100);
  const uint64_t first = budget.stand_in_line(), second = budget.stand_in_line(),
                 third = budget.stand_in_line();
  EXPECT_EQ(budget.take(second, 1), nullptr);  // however little it asks for
  auto one = budget.take(first, 80);
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(budget.take(second, 30), nullptr);
  EXPECT_EQ(budget.take(third, 10), nullptr);  // does not go by one that waits
  one->shrink_to(70);
  EXPECT_NE(budget.take(second, 30), nullptr);
  EXPECT_EQ(budget.taken(), 70u);  // the second went at once
  budget.leave_line(third);
  EXPECT_EQ(budget.waiting(), 0u);
  one.reset();
  EXPECT_EQ(budget.taken(), 0u);
}

TEST(MemoryBudget, MoreThanTheWholeIsTheWhole) {
  MemoryBudget budget(100);
  auto all = budget.take(budget.stand_in_line(), 1'000);
  ASSERT_NE(all, nullptr);
  EXPECT_EQ(budget.taken(), 100u);
  all->shrink_to(2'000);
  EXPECT_EQ(budget.taken(), 100u);
}

TEST(MemoryBudget, WhoLeavesTheLineLetsTheNextOneUp) {
  MemoryBudget budget(100);
  const uint64_t gone = budget.stand_in_line(), next = budget.stand_in_line();
  budget.leave_line(gone);
  EXPECT_NE(budget.take(next, 100), nullptr);
}

}  // namespace
}  // namespace klynge::server
