#include "server/live.h"

#include <gtest/gtest.h>

namespace klynge::server {
namespace {

constexpr Party desk{7}, nurses{8};

std::string changed(Position position) {
  return "event: changed\ndata: {\"position\":" + std::to_string(position) + "}\n\n";
}

TEST(Live, AScreenIsToldWhereItBeginsAndThenOnlyOfWhatItShows) {
  Live live;
  const auto list = live.of_list(desk, 10), other = live.of_list(nurses, 10);
  const auto citizen = live.of_citizen(7, 10);
  for (const auto& screen : {list, other, citizen}) {
    EXPECT_EQ(screen->take(), changed(10));
    EXPECT_EQ(screen->take(), "");
  }
  live.announce({12, {desk.sor}, {3}});
  EXPECT_EQ(list->take(), changed(12));
  EXPECT_EQ(other->take(), "");
  EXPECT_EQ(citizen->take(), "") << "a citizen's number is no party's";
  live.announce({13, {}, {7}});
  EXPECT_EQ(citizen->take(), changed(13));
}

TEST(Live, ManyChangesBetweenTwoLooksAreToldOnce) {
  Live live;
  const auto screen = live.of_list(desk, 1);
  (void)screen->take();
  for (Position at = 2; at < 100; ++at) live.announce({at, {desk.sor}, {1}});
  EXPECT_EQ(screen->take(), changed(99));
  EXPECT_EQ(screen->take(), "");
}

TEST(Live, ScreensThatHaveGoneLeaveRoomForOthers) {
  Live live;
  for (int i = 0; i < 5000; ++i) ASSERT_NE(live.of_list(desk, 1), nullptr);
  std::vector<std::shared_ptr<Events>> open;
  while (auto screen = live.of_list(desk, 1)) open.push_back(std::move(screen));
  EXPECT_GE(open.size(), 1000u);
  open.pop_back();
  EXPECT_NE(live.of_list(desk, 1), nullptr);
}

}  // namespace
}  // namespace klynge::server
