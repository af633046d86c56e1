// The two files a municipality has, through the real commands: what is understood, what is complained of and
// how, and that hostile files cost nobody anything.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "command/tools.h"
#include "ledger/import_file.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;

const std::string now = "2026-11-20T08:00:00+01:00";
const std::string source = KLYNGE_SOURCE_DIR;
const std::string header = "cpr;case_kind;desk;from;to\n";
const std::string log_header = "type;time;sender;receiver;course_id;citizen\n";

struct Said {
  int code = 0;
  std::string out, err;
};

// A municipality alone: test/samples/roster/klynge.yaml beside the shipped directory.
struct Place {
  fs::path root = fs::temp_directory_path() / ("klynge-import-test-" + std::to_string(::getpid()));
  Place() {
    fs::remove_all(root);
    fs::create_directories(root / "data");
    fs::copy(source + "/test/samples/roster/klynge.yaml", root / "data");
    fs::copy(source + "/data/directory/demonstration.yaml", root / "data/directory.yaml");
  }
  ~Place() { fs::remove_all(root); }

  std::string written(const std::string& text) const {
    std::ofstream(root / "file.csv", std::ios::binary) << text;
    return (root / "file.csv").string();
  }
  Common common(const ImportOptions& options, const std::string& at) const {
    return {{(root / "data").string(), source + "/data", !options.dry_run, options.dry_run}, at, true};
  }
  template <class Run>
  Said run(Run&& command) const {
    std::istringstream in;
    std::ostringstream out, err;
    Streams streams{in, out, err};
    Said said;
    said.code = command(streams);
    said.out = out.str();
    said.err = err.str();
    return said;
  }
  Said roster(const std::string& file, ImportOptions options = {}, bool json = true,
              std::string at = now) const {
    options.file = file;
    return run([&](Streams& streams) {
      Common asked = common(options, at);
      asked.json = json;
      return import_roster(asked, options, streams);
    });
  }
  Said log(const std::string& file, ImportOptions options = {.reconstructed = true},
           std::string at = now) const {
    options.file = file;
    return run([&](Streams& streams) { return import_log(common(options, at), options, streams); });
  }
  Said list(uint64_t party, const std::string& at = now) const {
    return run([&](Streams& streams) {
      return klynge::command::list({{(root / "data").string(), source + "/data"}, at, true}, {.party = party},
                                   streams);
    });
  }
};

const std::string sample_roster = source + "/test/samples/roster/roster.csv";
const std::string sample_log = source + "/test/samples/roster/log.csv";

uint64_t number_in(const std::string& out, const std::string& name) {
  const size_t at = out.rfind("\"" + name + "\":");
  return at == std::string::npos ? UINT64_MAX : std::stoull(out.substr(at + name.size() + 3));
}

size_t count_of(const std::string& text, const std::string& what) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) ++count;
  return count;
}

Setting shipped_setting() {
  Place place;
  auto app = App::load({(place.root / "data").string(), source + "/data", false, true});
  EXPECT_TRUE(app.ok()) << (app.ok() ? "" : app.problem().where + " " + app.problem().what);
  return app->setting;
}
const Setting& setting() {
  static const Setting loaded = shipped_setting();
  return loaded;
}
const Told nobody = [](uint64_t, uint64_t) {};

// Complaints as "line:column name found; expected".
std::vector<std::string> complaints_of(const ImportFile& file) {
  std::vector<std::string> all;
  for (const FileComplaint& one : file.complaints)
    all.push_back(std::to_string(one.line) + ":" + std::to_string(one.column) + " " + one.name + " " +
                  one.found);
  return all;
}
using Lines = std::vector<std::string>;

std::string good(int day) {
  const std::string d = (day < 10 ? "0" : "") + std::to_string(day);
  return d + "01400000;home-nursing;99900061000016009;2026-01-01;\n";
}

// --- days and times ---

TEST(ImportFile, AReplacementNumberIsReadAndWrittenAsItStands) {
  for (const char* one : {"2509479989", "0101010000", "2509471AB1", "0101000AA0", "3112997ZZ9"}) {
    EXPECT_NE(cpr_number(one), 0u) << one;
    EXPECT_EQ(cpr_text(cpr_number(one)), one);
  }
  EXPECT_EQ(cpr_number("2509471ab1"), 0u);
  EXPECT_EQ(cpr_number("250947998"), 0u);
}

TEST(ImportFile, DaysAreReadAsPeopleWriteThem) {
  const auto day = *read_day("2026-11-20");
  for (const char* text : {"20-11-2026", "20.11.2026", "20/11-2026", "20/11/2026"})
    EXPECT_EQ(read_day(text), day) << text;
  EXPECT_EQ(format_denmark(day), "2026-11-20T00:00:00+01:00");
  EXPECT_EQ(format_denmark(*read_day("1-7-2026")), "2026-07-01T00:00:00+02:00");
  for (const char* text : {"", "2026", "2026-02-30", "31-04-2026", "20-11-26", "11-20-2026", "20 11 2026",
                           "2026-11-20 08:00", "20-11-20260", "99999-1-1", "x20-11-2026", "20-11-2026x"})
    EXPECT_FALSE(read_day(text)) << text;
}

TEST(ImportFile, TimesAreDanishUnlessTheySayTheirZone) {
  const auto at = *read_moment("2026-11-20T08:15:00+01:00");
  for (const char* text : {"2026-11-20 08:15", "20-11-2026 08:15", "20.11.2026 08.15", "2026-11-20T08:15:00",
                           "20-11-2026 8:15:00", "2026-11-20T07:15:00Z"})
    EXPECT_EQ(read_moment(text), at) << text;
  EXPECT_FALSE(read_moment("2026-03-29 02:30")) << "the hour that spring leaves out";
  EXPECT_EQ(format_utc(*read_moment("2026-10-25 02:30")), "2026-10-25T00:30:00Z") << "the first of the two";
  for (const char* text : {"2026-11-20", "2026-11-20 24:00", "2026-11-20 08:60", "2026-11-20 0815", "08:15",
                           "2026-11-20 08:15:00:00", "2026-11-20  08:15"})
    EXPECT_FALSE(read_moment(text)) << text;
}

TEST(ImportFile, TheLastDayIsWholeAlsoWhenClocksChange) {
  const auto file = read_roster(header + "0101400000;home-nursing;99900061000016009;2026-10-25;2026-10-25\n",
                                "r", setting(), nobody);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->rows.size(), 1u);
  EXPECT_EQ(file->rows[0].to - file->rows[0].from, hours(25));
}

// --- complaints ---

TEST(ImportFile, EveryMistakeIsToldWithItsPlaceAndWithoutWhatStoodThere) {
  const std::string text =
      header + good(1) +                                                   // 2
      "0101400000;home-nursing;99900061000016009;2026-01-01;\n"            // 3 the same
      "0101400000;home-nursing;99900061000016009;2026-01-01;2026-02-01\n"  // 4 contradicts
      "4501400000;home-nursing;99900061000016009;2026-01-01;\n"            // 5
      "101400000;home-nursing;99900061000016009;2026-01-01;\n"             // 6 a zero is gone
      "0201400000;hjernekirurgi;99900061000016009;2026-01-01;\n"           // 7
      "0201400000;home-nursing;4711;2026-01-01;\n"                         // 8
      "0201400000;home-nursing;99900111000016008;2026-01-01;\n"            // 9 a clinic
      "0201400000;home-nursing;99900061000016009;i går;\n"                 // 10
      "0201400000;home-nursing;99900061000016009;2026-02-01;2026-01-01\n"  // 11
      "0201400000;home-nursing;99900061000016009;2026-02-01\n"             // 12 cells
      "=1+1;home-nursing;99900061000016009;2026-02-01;\n"                  // 13
      "0201400000;\"home-\nnursing\";99900061000016009;2026-02-01;\n"      // 14-15
      "0201400000;\"home-nursing;99900061000016009;2026-02-01;\n"          // 16 never closed
      + good(3);                                                           // 17
  const auto file = read_roster(text, "r.csv", setting(), nobody);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(complaints_of(*file),
            (Lines{"3:0  the same as line 2", "4:0  another last day than line 2 has", "5:1 cpr 10 digits",
                   "6:1 cpr 9 digits", "7:12 case_kind text of 13 characters", "8:25 desk 4 digits",
                   "9:25 desk 17 digits", "10:43 from text of 5 characters", "11:54 to text of 10 characters",
                   "12:0  4 cells", "13:1 cpr a formula", "14:12 case_kind text of 13 characters",
                   "16:0  a quote that is never closed"}));
  EXPECT_EQ(file->rows.size(), 2u) << "what is right is understood all the same";
  for (const FileComplaint& one : file->complaints)
    for (const char* secret : {"0101400000", "4501400000", "101400000", "hjernekirurgi", "4711", "=1+1"})
      EXPECT_EQ((one.found + one.expected).find(secret), std::string::npos) << one.found << one.expected;
}

TEST(ImportFile, ColumnsMayStandInAnyOrderUnderDanishNamesAndAMissingOneIsSaid) {
  const auto file = read_roster(
      "Til,Fra,Bemærkning,Enhed,Sagstype,CPR-nr.\n,01-01-2026,hej,5790000000000,Sygepleje,010140-0000\n"
      ",01-01-2026,\"x,y\",2957900000068,SUL § 138,0201400000\n"
      ",01-01-2026,,TESTKOMMUNE; HJEMMESYGEPLEJE,hjemmesygepleje,0301400000\n",
      "r.csv", setting(), nobody);
  ASSERT_TRUE(file.ok()) << file.problem().what;
  EXPECT_EQ(file->separator, ',');
  EXPECT_EQ(file->passed_over, Lines{"3"});
  EXPECT_EQ(file->rows.size(), 1u);
  EXPECT_EQ(complaints_of(*file), (Lines{"2:17 desk 13 digits", "4:14 desk text of 28 characters"}));
  const auto missing = read_roster("cpr;case_kind;desk;from\n", "r.csv", setting(), nobody);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.problem().where, "r.csv:1");
  EXPECT_NE(missing.problem().what.find("no column to"), std::string::npos);
  EXPECT_FALSE(read_roster("", "r.csv", setting(), nobody).ok());
  EXPECT_FALSE(read_roster("\xFF\xFE"
                           "c",
                           "r.csv", setting(), nobody)
                   .ok());
}

TEST(ImportFile, Latin1AndAMarkInFrontAreReadAndSaid) {
  const auto latin =
      read_roster("cpr;sagstype;enhed;fra;til\n0101400000;Genoptr\xE6ning;2957900000068;1-1-2026;\n", "r",
                  setting(), nobody);
  ASSERT_TRUE(latin.ok());
  EXPECT_EQ(latin->encoding, csv::Encoding::latin1);
  ASSERT_EQ(latin->rows.size(), 1u);
  EXPECT_EQ(setting().case_kinds[latin->rows[0].kind].id, "rehabilitation");
  const auto marked = read_roster("\xEF\xBB\xBF" + header + good(1), "r", setting(), nobody);
  ASSERT_TRUE(marked.ok());
  EXPECT_TRUE(marked->marked);
  EXPECT_EQ(marked->rows.size(), 1u);
}

TEST(ImportFile, ALogIsPutInOrderOfTimeAndComplainedOfToo) {
  const std::string rest = ";99900011000016007;2957900000051;c1;0101400000\n";
  const auto file = read_log(log_header + "SLHJ;2026-11-03 10:00" + rest + "Indlagt;01-11-2026 10:00" + rest +
                                 "stin;2026-11-03 10:00" + rest + "RE_STAY;2026-11-03 10:00" + rest +
                                 "STIN;2026-12-01 10:00" + rest + "STIN;2026-11-01" + rest +
                                 "STIN;2026-11-01 10:00;0101400000;2957900000051;c1;0101400000\n"
                                 "STIN;2026-11-01 10:00;99900011000016007;2957900000051;;0101400000\n",
                             "l.csv", setting(), parse_time(now)->at, nobody);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(complaints_of(*file),
            (Lines{"5:1 type text of 7 characters", "6:6 time text of 16 characters",
                   "7:6 time text of 10 characters", "8:23 sender 10 digits", "9:55 course_id nothing"}));
  ASSERT_EQ(file->rows.size(), 3u);
  EXPECT_EQ(file->rows[0].line, 3u);
  EXPECT_EQ(file->rows[1].line, 4u) << "of the same moment, what comes earlier in a stay";
  EXPECT_EQ(file->rows[2].event, StayEvent::home);
}

TEST(ImportFile, ACorrectionComesAfterWhatItCorrectsWhicheverEndALogBeginsAt) {
  const std::string rest = ";99900011000016007;2957900000051;c1;0101400000\n";
  const Lines sent = {"STIN;2026-11-01 10:00", "RE_STIN;2026-11-01 09:00", "STOR;2026-11-02 10:00",
                      "Annullering start orlov;2026-11-02 11:00", "STOR;2026-11-03 10:00"};
  std::string oldest_first = log_header, newest_first = log_header;
  for (size_t i = 0; i < sent.size(); ++i) {
    oldest_first += sent[i] + rest;
    newest_first += sent[sent.size() - 1 - i] + rest;
  }
  for (const std::string& text : {oldest_first, newest_first}) {
    const auto file = read_log(text, "l.csv", setting(), parse_time(now)->at, nobody);
    ASSERT_TRUE(file.ok());
    EXPECT_EQ(complaints_of(*file), Lines{});
    Lines types;
    for (const LogRow& row : file->rows) types.push_back(type_of(row.event, row.form));
    EXPECT_EQ(types, (Lines{"STIN", "RE_STIN", "STOR", "AN_STOR", "STOR"}));
  }
}

// What a spreadsheet, a record system or somebody who means harm may put into one file, all at once: every
// broken row is told with its line and costs no other.
TEST(ImportFile, AHostileFileIsAnsweredLineByLine) {
  const std::string z(1, '\0'), huge(1 << 20, 'x'), rest = ";home-nursing;99900061000016009;2026-01-01;";
  const std::string text = "\xEF\xBB\xBF" + header + good(1) +    // 2 a mark in front
                           "=HYPERLINK(1)" + rest + "\r\n" +      // 3 a formula, another line end
                           "0201" + z + "400000" + rest + "\n" +  // 4 an octet of zero
                           huge + rest + "\n" +                   // 5 a megabyte in a cell
                           "\"" + huge + "\"" + rest + "\n" +     // 6 and in quotes
                           std::string(300, ';') + "\n" +         // 7 columns without end
                           "\"0201\n400000\"" + rest + "\n" +     // 8-9 a line break in a number
                           "0201400000;home-nursing\n" +          // 10 columns that are not there
                           "\n;;;;\n" +                           // 11-12 nothing
                           "@SUM(A1)" + rest + "\r" +             // 13 a third line end
                           "-0201400000" + rest + "\n" +          // 14
                           good(3) +                              // 15
                           "0401400000" + rest;                   // 16 no end of line
  const auto file = read_roster(text, "r.csv", setting(), nobody);
  ASSERT_TRUE(file.ok()) << file.problem().what;
  EXPECT_EQ(
      complaints_of(*file),
      (Lines{"3:1 cpr a formula", "4:0  an octet of zero", "5:0  a cell larger than 64 kB",
             "6:0  a quote that is never closed", "7:0  more cells than any row here may have",
             "8:1 cpr text of 11 characters", "10:0  2 cells", "13:1 cpr a formula", "14:1 cpr a formula"}));
  EXPECT_EQ(file->rows.size(), 3u) << "what is right is understood all the same";
}

TEST(ImportFile, WhatIsNoTextIsRefusedWhole) {
  const auto complaint = [](const std::string& text) {
    const auto file = read_roster(text, "r.csv", setting(), nobody);
    return file.ok() ? "" : file.problem().where + ": " + file.problem().what;
  };
  std::string wide;
  for (const char c : header + good(1)) wide += std::string{c, '\0'};
  EXPECT_EQ(complaint("\xFF\xFE" + wide),
            "r.csv: found UTF-16, expected UTF-8 or Latin-1: save it as CSV UTF-8");
  EXPECT_EQ(complaint(wide), "r.csv: found octets of zero, expected a text file");
  EXPECT_NE(complaint("PK\x03\x04 a workbook"), "");
}

RC_GTEST_PROP(ImportFile, NoBytesHurt, (const std::string& bytes, bool with_header)) {
  const std::string text = (with_header ? header : "") + bytes;
  const auto file = read_roster(text, "r", setting(), nobody);
  if (file) RC_ASSERT(file->rows.size() + file->complaints.size() <= bytes.size() + 1);
  const auto log =
      read_log((with_header ? log_header : "") + bytes, "l", setting(), parse_time(now)->at, nobody);
  if (log) RC_ASSERT(log->rows.size() + log->complaints.size() <= bytes.size() + 1);
}

// --- the commands ---

TEST(Import, ADryRunKeepsNothingAndNeedsNoFolder) {
  Place place;
  const Said said = place.roster(sample_roster, {.dry_run = true});
  EXPECT_EQ(said.code, exit_ok) << said.err;
  EXPECT_EQ(number_in(said.out, "new"), 9u);
  EXPECT_NE(said.out.find("\"applied\":false"), std::string::npos);
  EXPECT_FALSE(fs::exists(place.root / "data/klynge.db"));
  EXPECT_FALSE(fs::exists(place.root / "data.keys"));
  ASSERT_EQ(place.roster(sample_roster).code, exit_ok);
  const auto size = fs::file_size(place.root / "data/klynge.db");
  EXPECT_EQ(number_in(place.log(sample_log, {.dry_run = true, .reconstructed = true}).out, "new"), 10u);
  EXPECT_EQ(fs::file_size(place.root / "data/klynge.db"), size);
}

TEST(Import, TheSameFileAgainChangesNothing) {
  Place place;
  EXPECT_EQ(number_in(place.roster(sample_roster).out, "new"), 9u);
  const Said again = place.roster(sample_roster, {.complete = true});
  EXPECT_EQ(number_in(again.out, "new") + number_in(again.out, "changed") + number_in(again.out, "ended"),
            0u);
  EXPECT_EQ(number_in(again.out, "same"), 9u);
  EXPECT_EQ(number_in(place.log(sample_log).out, "new"), 10u);
  const Said repeat = place.log(sample_log);
  EXPECT_EQ(number_in(repeat.out, "new"), 0u);
  EXPECT_EQ(number_in(repeat.out, "same"), 10u);
  EXPECT_EQ(number_in(repeat.out, "without_basis"), 2u);
}

TEST(Import, ARosterMayNameTheGp) {
  Place place;
  const std::string head = "cpr;case_kind;desk;from;to;Egen læge\n";
  const auto row = [](const std::string& gp) {
    return good(1).substr(0, good(1).size() - 1) + ";" + gp + "\n";
  };
  const std::string named = place.written(head + row("99900111000016008"));
  EXPECT_EQ(number_in(place.roster(named).out, "gps"), 1u);
  EXPECT_EQ(number_in(place.roster(named).out, "gps"), 0u) << "the same again changes nothing";
  EXPECT_EQ(number_in(place.roster(place.written(head + row(""))).out, "gps"), 0u)
      << "not said is not taken back";
  const Said wrong = place.roster(place.written(head + row("99900061000016009")));
  EXPECT_NE(wrong.out.find("\"name\":\"gp\""), std::string::npos) << wrong.out;
}

TEST(Import, OnlyAWholeRosterEndsCases) {
  Place place;
  place.roster(sample_roster);
  const std::string one = place.written(header + good(1));
  EXPECT_EQ(number_in(place.roster(one).out, "ended"), 0u);
  const Said whole = place.roster(one, {.complete = true});
  EXPECT_EQ(number_in(whole.out, "ended"), 8u) << whole.out;
  const Said log = place.log(sample_log);
  EXPECT_EQ(number_in(log.out, "without_basis"), 2u) << "what happened before the cases ended has its basis";
}

TEST(Import, AnAdmissionThatWasAnnulledInTheLogStandsNoLonger) {
  const std::string rest = ";99900011000016007;2957900000051;c1;0101400000\n";
  const std::string admitted = log_header + "STIN;2026-11-18 14:05" + rest;
  for (const bool reconstructed : {false, true}) {
    Place place;
    place.roster(sample_roster);
    place.log(place.written(admitted), {.reconstructed = reconstructed});
    EXPECT_EQ(count_of(place.list(0).out, "\"task\":\"contact\""), 1u);
    const Said annulled = place.log(place.written(admitted + "AN_STIN;2026-11-18 14:05" + rest),
                                    {.reconstructed = reconstructed});
    EXPECT_EQ(number_in(annulled.out, "new"), 1u) << annulled.out;
    EXPECT_EQ(number_in(annulled.out, "same"), 1u);
    EXPECT_EQ(count_of(place.list(0).out, "\"task\":\"contact\""), 0u);
  }
}

TEST(Import, WhatIsWrongIsToldAndWhatIsRightIsKept) {
  Place place;
  const Said said = place.roster(place.written(header + good(1) + "x;y;z;w;v\n" + good(2)), {}, false);
  EXPECT_EQ(said.code, exit_findings);
  EXPECT_NE(said.out.find("line 3, column 1 (cpr): found text of 1 characters, expected a CPR number"),
            std::string::npos)
      << said.out;
  EXPECT_NE(said.out.find("Applied."), std::string::npos);
  EXPECT_EQ(number_in(place.roster(place.written(header + good(1) + good(2))).out, "same"), 2u);
}

TEST(Import, NoCprNumberIsPrinted) {
  Place place;
  for (const Said& said :
       {place.roster(sample_roster), place.roster(sample_roster, {}, false), place.log(sample_log)}) {
    for (const char* cpr : {"0101400000", "010140", "0909480000"}) {
      EXPECT_EQ(said.out.find(cpr), std::string::npos);
      EXPECT_EQ(said.err.find(cpr), std::string::npos);
    }
  }
}

// --- a municipality alone ---

TEST(AMunicipalityAlone, SeesWhoIsInHospitalAndAccusesNobodyOfSilence) {
  Place place;
  ASSERT_EQ(place.roster(sample_roster).code, exit_ok);
  ASSERT_EQ(place.log(sample_log).code, exit_ok);
  const std::string wards[] = {"99900011000016007", "99900021000016003"};

  // Who is in hospital: a stay is one `contact` held by a ward. Six citizens have a case that is a basis.
  const Said all = place.list(0);
  EXPECT_EQ(all.code, exit_ok) << all.err;
  EXPECT_EQ(count_of(all.out, "\"task\":\"contact\""), 5u) << all.out;
  EXPECT_EQ(count_of(all.out, "\"task\":\"discharge\""), 4u) << "one since September, without a deadline";
  EXPECT_EQ(all.out.find("\"silent_since\""), std::string::npos);
  // Coming home yesterday: the visit, at the desk that the roster names.
  const Said visitation = place.list(99900051000016006);
  EXPECT_EQ(count_of(visitation.out, "\"task\":\"first-visit\""), 1u) << visitation.out;
  EXPECT_NE(visitation.out.find("0303420000"), std::string::npos) << "the list says about whom";

  // Weeks go by, the clock runs, and the wards send nothing: nobody who does not answer here is silent.
  for (int day = 1; day <= 45; ++day) {
    const Instant at = parse_time(now)->at + days(day);
    Common common = place.common({}, format_denmark(at));
    auto app = App::load(common.place);
    ASSERT_TRUE(app.ok());
    auto ledger = app->open_ledger(at);
    ASSERT_TRUE(ledger.ok());
    while (*(*ledger)->tick(at) != 0) {
    }
    ASSERT_TRUE((*ledger)->rest(at).ok());
  }
  const Said later = place.list(0, format_denmark(parse_time(now)->at + days(45)));
  std::istringstream lines(later.out);
  size_t silent = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("\"silent_since\"") == std::string::npos) continue;
    ++silent;
    // A stay without an end is asked about after 30 days: what would prove it is a message that comes here.
    const bool asked_about = line.find("\"task\":\"discharge\"") != std::string::npos;
    const bool at_ward = line.find(wards[0]) != std::string::npos || line.find(wards[1]) != std::string::npos;
    EXPECT_TRUE(asked_about || !at_ward) << line;
  }
  EXPECT_GT(silent, 0u) << "the municipality's own visit that nobody made is";
}

}  // namespace
}  // namespace klynge::command
