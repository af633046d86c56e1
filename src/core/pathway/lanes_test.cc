#include "core/pathway/lanes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/pathway/read.h"

namespace klynge {
namespace {

Pathway pathway_in(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(std::string(KLYNGE_SOURCE_DIR) + "/" + path).rdbuf();
  const auto read = read_pathway(text.str(), path);
  EXPECT_TRUE(read.ok()) << read.problem().where << read.problem().what;
  return *read;
}

std::string moments(const Lanes& lanes) {
  std::string all;
  for (const LaneMoment& one : lanes.moments)
    all += fmt::format("{}{}{} ", one.aside ? "/" : "", word(one.event),
                       one.after == Duration{} ? "" : fmt::format("+{}h", one.after.us / hours(1).us));
  return all;
}

// "ward 0-3 passed, municipality 3-5 course<1"
std::string bars_of(const Pathway& pathway, const Lanes& lanes, std::string_view task) {
  constexpr std::string_view ends[] = {"", "course", "passed", "completed", "ended", "voided"};
  std::string all;
  for (const LaneBar& bar : lanes.bars) {
    if (pathway.tasks[bar.task].id != task) continue;
    all += fmt::format("{}{} {}-{} {}", all.empty() ? "" : ", ",
                       bar.role == Role::ward ? "ward" : "municipality", bar.from, bar.to,
                       ends[static_cast<size_t>(bar.end)]);
    if (bar.passed_from != SIZE_MAX) all += "<" + pathway.tasks[lanes.bars[bar.passed_from].task].id;
  }
  return all;
}

TEST(Lanes, SayWhoHasWhatFromWhenToWhen) {
  const Pathway pathway = pathway_in("test/pathway/small-stay.yaml");
  const Lanes lanes = lanes_of(pathway);
  EXPECT_EQ(moments(lanes), "acute admitted leave home home+72h /dead ");
  EXPECT_EQ(bars_of(pathway, lanes, "contact"),
            "ward 0-4 passed, municipality 4-5 course<contact, ward 5-6 course");
  EXPECT_EQ(bars_of(pathway, lanes, "care"), "ward 0-3 passed, municipality 3-5 course<care");
  EXPECT_EQ(bars_of(pathway, lanes, "report"), "municipality 0-3 completed");
}

TEST(Lanes, HaveABarForEveryTask) {
  const Pathway pathway = pathway_in("data/pathways/hospital-stay.yaml");
  const Lanes lanes = lanes_of(pathway);
  std::vector<bool> drawn(pathway.tasks.size(), false);
  for (const LaneBar& bar : lanes.bars) {
    drawn[bar.task] = true;
    EXPECT_LT(bar.from, bar.to);
    EXPECT_LE(bar.to, lanes.moments.size());
    if (bar.passed_from != SIZE_MAX) {
      EXPECT_EQ(lanes.bars[bar.passed_from].to, bar.from);
      EXPECT_EQ(lanes.bars[bar.passed_from].end, LaneBar::End::passed);
      EXPECT_NE(lanes.bars[bar.passed_from].role, bar.role);
    }
  }
  for (size_t i = 0; i < drawn.size(); ++i) EXPECT_TRUE(drawn[i]) << pathway.tasks[i].id;
}

}  // namespace
}  // namespace klynge
