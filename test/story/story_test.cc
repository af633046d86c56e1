#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/directory_file.h"
#include "core/pathway/read.h"
#include "story/story.h"

namespace klynge::story {
namespace {

const std::filesystem::path source = KLYNGE_SOURCE_DIR;

std::string read_file(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// "Given the pathway NAME and the directory ...": one of those that come with Klynge, or one beside the
// story.
std::string pathway_of(const std::string& story) {
  static constexpr std::string_view before = "Given the pathway ";
  const size_t at = story.find(before);
  if (at == std::string::npos) return "hospital-stay";
  const size_t name = at + before.size();
  return story.substr(name, story.find_first_of(" \n", name) - name);
}

Setting demonstration(const std::string& pathway_name = "hospital-stay") {
  Setting setting;
  const std::string name = pathway_name + ".yaml";
  const auto shipped = source / "data/pathways" / name;
  auto pathway = read_pathway(
      read_file(std::filesystem::exists(shipped) ? shipped : source / "test/story" / name), name);
  auto parties =
      read_directory(read_file(source / "data/directory/demonstration.yaml"), "demonstration.yaml");
  auto letters = read_pathway(read_file(source / "data/pathways/letters.yaml"), "letters.yaml");
  EXPECT_TRUE(pathway.ok() && letters.ok() && parties.ok());
  if (!pathway || !letters || !parties) return setting;
  setting.pathways = {std::move(*pathway), std::move(*letters)};
  for (PartyInfo& info : *parties) {
    if (info.kind == PartyKind::operations) setting.operations = info.party;
    if (info.kind == PartyKind::municipality) setting.acts_for.push_back(info.party.sor);
    setting.directory.add(std::move(info));
  }
  std::ranges::sort(setting.acts_for);
  return setting;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The lines that differ, with nothing of what is the same before and after them but three lines.
std::string difference(const std::string& was, const std::string& is) {
  const auto old_lines = lines_of(was), new_lines = lines_of(is);
  const auto [a, b] = std::ranges::mismatch(old_lines, new_lines);
  size_t same_end = 0;
  const size_t most = std::min(old_lines.end() - a, new_lines.end() - b);
  while (same_end < most && old_lines.rbegin()[same_end] == new_lines.rbegin()[same_end]) ++same_end;
  std::string text;
  for (auto line = a - std::min<ptrdiff_t>(3, a - old_lines.begin()); line != a; ++line)
    text += "  " + *line + "\n";
  for (auto line = a; line != old_lines.end() - same_end; ++line) text += "- " + *line + "\n";
  for (auto line = b; line != new_lines.end() - same_end; ++line) text += "+ " + *line + "\n";
  return text;
}

std::vector<std::filesystem::path> stories() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(source / "test/story")) {
    if (entry.path().extension() == ".story") found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

class Story : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Story, GoesAsItIsTold) {
  const std::string was = read_file(GetParam());
  const auto told = tell(was, demonstration(pathway_of(was)));
  ASSERT_TRUE(told.ok()) << GetParam().filename() << ", " << told.problem().where << ": "
                         << told.problem().what;
  for (const std::string& fault : told->faults) ADD_FAILURE() << GetParam().filename() << ", " << fault;
  if (told->text == was) return;
  const char* write = std::getenv("KLYNGE_STORIES");
  if (write && std::string_view(write) == "write") {
    std::ofstream(GetParam(), std::ios::binary) << told->text;
    return;
  }
  ADD_FAILURE() << GetParam().filename() << " goes another way now. If that is right, KLYNGE_STORIES=write "
                << "rewrites it; review the diff.\n"
                << difference(was, told->text);
}

INSTANTIATE_TEST_SUITE_P(All, Story, testing::ValuesIn(stories()), [](const auto& one) {
  std::string name = one.param.stem().string();
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(StoryTeller, SaysWhatItDoesNotUnderstand) {
  const auto problem = [](std::string_view text) {
    const auto told = tell(text, demonstration());
    return told.ok() ? "understood" : told.problem().where + ": " + told.problem().what;
  };
  EXPECT_EQ(problem("Story: x\n  Ward is Nowhere\n"),
            "line 2: expected \"NAME is A PARTY OF THE DIRECTORY\"");
  EXPECT_EQ(problem("2026-11-02 08:00  Ward dances\n"),
            "line 1: expected a step that is known, such as \"Ward tells: admitted\"");
  EXPECT_EQ(problem("2026-11-02 8:00  the clock\n"), "line 1: expected a time and what happens then");
  EXPECT_EQ(problem("2026-11-02 08:00  Ward accepts care\n"),
            "line 1: expected a task that has been opened, found \"care\"");
}

}  // namespace
}  // namespace klynge::story
