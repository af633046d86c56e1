// klynge demo: which folders it takes, and that it touches no other.
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "command/commands.h"
#include "command/demo_folder.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;

const std::string data_files = KLYNGE_SOURCE_DIR "/data";

struct Scratch {
  std::string path =
      (fs::temp_directory_path() / ("klynge-demo-test-" + std::to_string(::getpid()))).string();
  Scratch() { fs::create_directories(path); }
  ~Scratch() { fs::remove_all(path); }
  std::string operator/(const std::string& name) const { return path + "/" + name; }
};

std::string text_of(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void put(const std::string& name, const std::string& text) {
  fs::create_directories(fs::path(name).parent_path());
  std::ofstream(name, std::ios::binary) << text;
}

TEST(DemoFolder, TakesOneThatIsNotThereOrEmptyOrItsOwn) {
  const Scratch scratch;
  for (const char* name : {"new", "empty"}) {
    if (name == std::string("empty")) fs::create_directories(scratch / name);
    auto folder = DemoFolder::take(scratch / name);
    ASSERT_TRUE(folder.ok()) << folder.problem().what;
    ASSERT_TRUE(folder->begin(data_files).ok());
    auto app = App::load({.data = folder->path(), .data_files = data_files, .for_writing = true});
    ASSERT_TRUE(app.ok()) << app.problem().where << app.problem().what;
    EXPECT_TRUE(app->options.demonstration);
    EXPECT_EQ(app->setting.acts_for.size(), 20u) << "every unit of four municipalities";
  }
  put(scratch / "new/klynge.db-wal", "left by the life before");
  put(scratch / "new/notes.txt", "mine");
  auto again = DemoFolder::take(scratch / "new/");
  ASSERT_TRUE(again.ok()) << again.problem().what;
  ASSERT_TRUE(again->begin(data_files).ok());
  EXPECT_FALSE(fs::exists(scratch / "new/klynge.db-wal"));
  EXPECT_FALSE(fs::exists(scratch / "new.keys/master.key"));
  EXPECT_EQ(text_of(scratch / "new/notes.txt"), "mine");
}

TEST(DemoFolder, RefusesWhatItDidNotMakeAndTouchesNothing) {
  const Scratch scratch;
  put(scratch / "real/klynge.yaml", "operations: 99900121000016004\ndirectory: directory.yaml\n");
  put(scratch / "real/klynge.db", "somebody's");
  put(scratch / "demonstration/klynge.db", "of klynge serve --demo, which has no klynge.yaml");
  put(scratch / "keys.keys/master.key", "of a folder that was moved away");
  put(scratch / "file", "not a folder");
  for (const char* name : {"real", "demonstration", "keys", "file"}) {
    auto folder = DemoFolder::take(scratch / name);
    ASSERT_FALSE(folder.ok()) << name;
    EXPECT_EQ(folder.problem().kind, Problem::Kind::refused);
    EXPECT_NE(folder.problem().what.find("did not make"), std::string::npos) << folder.problem().what;
  }
  EXPECT_EQ(text_of(scratch / "real/klynge.db"), "somebody's");
  EXPECT_EQ(text_of(scratch / "keys.keys/master.key"), "of a folder that was moved away");
  EXPECT_FALSE(fs::exists(scratch / "keys"));
}

TEST(DemoFolder, ATemporaryOneGoesWithTheDemonstration) {
  std::string path;
  {
    auto folder = DemoFolder::take("");
    ASSERT_TRUE(folder.ok());
    path = folder->path();
    ASSERT_TRUE(folder->begin(data_files).ok());
    ASSERT_TRUE(App::load({.data = path, .data_files = data_files, .for_writing = true}).ok());
    EXPECT_TRUE(fs::exists(path + ".keys/master.key"));
  }
  EXPECT_FALSE(fs::exists(path));
  EXPECT_FALSE(fs::exists(path + ".keys"));
}

TEST(DemoCommand, RefusesARealFolderAndAnyOtherMachine) {
  const Scratch scratch;
  put(scratch / "real/klynge.yaml", "operations: 99900121000016004\n");
  const auto run = [&](const DemoOptions& options) {
    std::istringstream in;
    std::ostringstream out, err;
    Streams streams{in, out, err};
    Common common;
    common.place.data = scratch / "real";
    common.place.data_files = data_files;
    const int code = demo(common, options, streams);
    return std::pair(code, err.str());
  };
  EXPECT_EQ(run({}).first, exit_refused);
  EXPECT_NE(run({}).second.find("Nothing was touched"), std::string::npos);
  EXPECT_EQ(run({.listen = "0.0.0.0:8080"}).first, exit_refused);
  EXPECT_NE(run({.listen = "0.0.0.0:8080"}).second.find("this machine alone"), std::string::npos);
  EXPECT_EQ(run({.listen = "nowhere"}).first, exit_usage);
}

}  // namespace
}  // namespace klynge::command
