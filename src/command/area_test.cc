// klynge area, over the data that comes with Klynge.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "command/commands.h"

namespace klynge::command {
namespace {

struct Said {
  int code = 0;
  std::string out, err;
};

Said ask(const AreaOptions& options, bool json = false) {
  std::istringstream in;
  std::ostringstream out, err;
  Streams streams{in, out, err};
  Common common;
  common.json = json;
  common.place.data_files = KLYNGE_SOURCE_DIR "/data";
  const int code = area(common, options, streams);
  return {code, out.str(), err.str()};
}

TEST(AreaCommand, ShowsTheAreasOfADayWithSumsThatReconcile) {
  const Said old_law = ask({.on = "2026-12-31", .english = true}), new_law = ask({.on = "2027-01-01"});
  EXPECT_EQ(old_law.code, exit_ok) << old_law.err;
  EXPECT_NE(old_law.out.find("in all          22                                           98    5822679"),
            std::string::npos)
      << old_law.out;
  EXPECT_NE(new_law.out.find("sundhedsråd     Fyn"), std::string::npos) << new_law.out;
  EXPECT_EQ(new_law.out.find("klynge "), std::string::npos);
}

TEST(AreaCommand, CountsTheClustersAsAReportDoes) {
  const auto clusters = [](int count) {
    const Said said = ask({.on = "2026-12-31", .clusters = count}, true);
    std::istringstream lines(said.out);
    int found = 0;
    for (std::string line; std::getline(lines, line);) found += line.find(R"("kind":"cluster")") != line.npos;
    return found;
  };
  EXPECT_EQ(clusters(22), 22);
  EXPECT_EQ(clusters(21), 21);
}

TEST(AreaCommand, ShowsTheAreasOfOneMunicipalityByNameOrCode) {
  const Said name = ask({.on = "2027-01-01", .municipality = "Middelfart"}, true);
  EXPECT_EQ(std::ranges::count(name.out, '\n'), 2) << name.out;
  EXPECT_NE(name.out.find(R"("id":"council-fyn")"), std::string::npos);
  EXPECT_EQ(ask({.on = "2027-01-01", .municipality = "0410"}, true).out, name.out);
}

TEST(AreaCommand, SaysWhatItDoesNotKnow) {
  const Said nowhere = ask({.on = "2027-01-01", .municipality = "Nowhere"});
  EXPECT_EQ(nowhere.code, exit_findings);
  EXPECT_NE(nowhere.err.find("no municipality has this name or code"), std::string::npos);
  const Said no_day = ask({.on = "1/1-2027"});
  EXPECT_EQ(no_day.code, exit_usage);
  EXPECT_EQ(no_day.err, "klynge: --on: a date was expected, such as 2027-01-01\n");
}

}  // namespace
}  // namespace klynge::command
