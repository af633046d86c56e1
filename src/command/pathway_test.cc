// klynge pathway check, draw and sign, as they are called.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "command/tools.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;

const std::string source = KLYNGE_SOURCE_DIR;

struct Said {
  int code = 0;
  std::string out, err;
};

struct Place {
  fs::path root = fs::temp_directory_path() / ("klynge-pathway-test-" + std::to_string(::getpid()));
  std::string file = (root / "stay.yaml").string();
  Place() {
    fs::remove_all(root);
    fs::create_directories(root);
    fs::copy(source + "/data/pathways/hospital-stay.yaml", file);
  }
  ~Place() { fs::remove_all(root); }

  std::string text(const std::string& path) const {
    std::ostringstream all;
    all << std::ifstream(path).rdbuf();
    return all.str();
  }
  template <class Run>
  Said run(Run&& command) const {
    std::istringstream in;
    std::ostringstream out, err;
    Streams streams{in, out, err};
    const int code = command(streams);
    return {code, out.str(), err.str()};
  }
  Said check(const std::vector<std::string>& files, bool json = false) const {
    Common common;
    common.json = json;
    return run([&](Streams& streams) { return pathway_check(common, files, streams); });
  }
  Said sign(const std::string& role, const std::string& name = "A. Hansen") const {
    return run([&](Streams& streams) {
      return pathway_sign({.file = file, .role = role, .name = name, .date = "2026-11-22"}, streams);
    });
  }
};

bool has(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

TEST(PathwayCommand, CheckSaysWhatIsWrongWhereAndGoesOn) {
  const Place place;
  const std::string bad = (place.root / "bad.yaml").string();
  std::ofstream(bad) << "pathway: x\nversion: none\n";
  const Said said = place.check({bad, place.file});
  EXPECT_EQ(said.code, exit_findings);
  EXPECT_TRUE(has(said.out, bad + ":2:10: found \"none\", expected a number from 1 to 65535\n")) << said.out;
  EXPECT_TRUE(has(said.out, "nothing to complain of")) << said.out;
  EXPECT_EQ(place.check({source + "/data/pathways"}).code, exit_ok);
  EXPECT_EQ(place.check({(place.root / "none.yaml").string()}).code, exit_not_now);
  EXPECT_TRUE(has(place.check({bad}, true).out, "\"good\":false,\"where\":\"" + bad + ":2:10\"")) << said.out;

  fs::copy(place.file, place.root / "twice.yaml");
  const Said twice = place.check({place.file, (place.root / "twice.yaml").string()});
  EXPECT_EQ(twice.code, exit_findings);
  EXPECT_TRUE(has(twice.out, "expected a version that no other file has")) << twice.out;
}

TEST(PathwayCommand, SignedByAllItIsApprovedUntilItChanges) {
  const Place place;
  EXPECT_TRUE(has(place.check({place.file}).out, "no signature of nurse, doctor, municipal-lead holds"));
  EXPECT_EQ(place.sign("nurse").code, exit_ok);
  EXPECT_TRUE(has(place.check({place.file}).out, "signed by nurse, A. Hansen, 2026-11-22"));
  EXPECT_EQ(place.sign("doctor").code, exit_ok);
  EXPECT_TRUE(has(place.sign("municipal-lead").out, "signed by municipal-lead"));
  EXPECT_FALSE(has(place.check({place.file}).out, "not clinically approved"));
  EXPECT_TRUE(has(place.check({place.file}, true).out, "\"clinically_approved\":true,\"missing\":[]"));
  const Said again = place.sign("nurse");
  EXPECT_EQ(again.code, exit_refused);
  EXPECT_TRUE(has(again.err, "has the signature of nurse, A. Hansen, 2026-11-22 already")) << again.err;

  std::string text = place.text(place.file);
  const std::string_view ours = "answer_within: 2 h";
  text.replace(text.find(ours), ours.size(), "answer_within: 9 h");
  std::ofstream(place.file) << text;
  const Said changed = place.check({place.file});
  EXPECT_TRUE(has(changed.out, "holds no more, the file has changed: nurse, A. Hansen")) << changed.out;
  EXPECT_TRUE(has(changed.out, "not clinically approved")) << changed.out;
}

TEST(PathwayCommand, DrawWritesOneFileOrTheStandardOutput) {
  const Place place;
  PathwayOptions options{.file = place.file};
  const auto draw = [&] {
    return place.run([&](Streams& streams) { return pathway_draw(options, streams); });
  };
  const Said danish = draw();
  EXPECT_EQ(danish.code, exit_ok);
  EXPECT_TRUE(danish.out.starts_with("<svg ") && has(danish.out, "IKKE KLINISK GODKENDT"));
  options.language = "en";
  options.out = (place.root / "stay.svg").string();
  EXPECT_EQ(draw().out, "");
  EXPECT_TRUE(has(place.text(options.out), "NOT CLINICALLY APPROVED"));
  options.file = (place.root / "none.yaml").string();
  EXPECT_EQ(draw().code, exit_not_now);
}

}  // namespace
}  // namespace klynge::command
