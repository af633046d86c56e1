// test/pathway/broken.txt: broken pathway files, and the complaint that refuses each. KLYNGE_BROKEN=write
// puts the complaints that are made now into it, for review.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/pathway/read.h"
#include "core/pathway/versions.h"

namespace klynge {
namespace {

const std::string folder = std::string(KLYNGE_SOURCE_DIR) + "/test/pathway/";

std::string file(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(folder + name, std::ios::binary).rdbuf();
  return text.str();
}

struct Broken {
  std::string title, out, in, complaint;
};

std::string made_of(const std::string& good, const Broken& broken) {
  std::string text = "\n" + good;
  const size_t at = text.find("\n" + broken.out);
  if (at == std::string::npos || text.find("\n" + broken.out, at + 1) != std::string::npos) {
    ADD_FAILURE() << broken.title << ": its lines stand not once in small-stay.yaml\n" << broken.out;
    return good;
  }
  return text.replace(at + 1, broken.out.size(), broken.in).substr(1);
}

// The complaint without the file's name, which is the same in all.
std::string complaint_about(const std::string& text) {
  const auto read = read_pathway(text, "p.yaml");
  return read.ok() ? "no complaint" : read.problem().where.substr(7) + ": " + read.problem().what;
}

TEST(BrokenPathways, EachIsRefusedWithThePlaceWhatWasFoundAndWhatWasExpected) {
  const std::string good = file("small-stay.yaml");
  ASSERT_TRUE(read_pathway(good, "p.yaml").ok()) << read_pathway(good, "p.yaml").problem().what;
  std::istringstream lines(file("broken.txt"));
  std::string written;
  Broken one;
  size_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("- ")) {
      one.out += line.substr(2) + "\n";
    } else if (line.starts_with("+ ")) {
      one.in += line.substr(2) + "\n";
    } else if (line.starts_with("> ")) {
      const std::string said = complaint_about(made_of(good, one));
      EXPECT_EQ(line.substr(2), said) << one.title;
      EXPECT_TRUE(said.find("expected") != std::string::npos && said[0] >= '1' && said[0] <= '9') << said;
      line = "> " + said;
      ++count;
      one = {};
    } else if (!line.empty() && line[0] != '#') {
      one.title = line;
    }
    written += line + "\n";
  }
  EXPECT_GE(count, 90u);
  if (const char* wish = std::getenv("KLYNGE_BROKEN"); wish != nullptr && wish == std::string("write"))
    std::ofstream(folder + "broken.txt", std::ios::binary) << written;
}

PathwayFile version(const std::string& name, const std::string& number, const std::string& from,
                    const std::string& to) {
  std::string text = file("small-stay.yaml");
  const auto replace = [&](std::string_view line, const std::string& with) {
    text.replace(text.find(line), line.size(), with);
  };
  replace("version: 3", "version: " + number);
  replace("valid_from: 2026-01-01", "valid_from: " + from);
  replace("valid_to: 2027-01-01\n", to.empty() ? "" : "valid_to: " + to + "\n");
  auto read = read_pathway(text, name);
  EXPECT_TRUE(read.ok()) << read.problem().what;
  return {name, std::move(text), read.ok() ? std::move(*read) : Pathway{}};
}

std::string clash(const std::vector<PathwayFile>& files) {
  const auto problem = clash_of(files);
  return problem ? problem->where + ": " + problem->what : "";
}

TEST(PathwayVersions, FollowEachOther) {
  const auto first = version("a.yaml", "1", "2026-01-01", "2026-06-01");
  EXPECT_EQ(clash({first, version("b.yaml", "2", "2026-06-01", "")}), "");
  EXPECT_EQ(clash({version("b.yaml", "2", "2026-07-01", ""), first}), "") << "with days between them";
  EXPECT_EQ(clash({version("a.yaml", "1", "2026-01-01", ""), version("b.yaml", "2", "2026-06-01", "")}), "")
      << "without an end of its own it ends where the next begins";
  EXPECT_EQ(clash({first, version("b.yaml", "1", "2026-06-01", "")}),
            "b.yaml:3:10: found \"1\", expected a version that no other file has: a.yaml has it");
  EXPECT_EQ(
      clash({version("b.yaml", "2", "2026-05-31", ""), first}),
      "a.yaml:6:11: found \"2026-06-01\", expected 2026-05-31 at the latest, when version 2 begins (b.yaml)");
  EXPECT_EQ(
      clash({first, version("b.yaml", "2", "2026-01-01", "")}),
      "b.yaml:5:13: found \"2026-01-01\", expected a day after 2026-01-01, when version 1 begins (a.yaml)");
}

}  // namespace
}  // namespace klynge
