// room: ledger
// A roster or a log of notifications: rows and complaints with the lines they stand on, never more of them
// than there are octets; or the file is refused with a place and a sentence.
#include "ledger/import_file.h"

#include "require.h"

using namespace klynge;

namespace {

const Instant now = parse_time("2026-11-20T08:00:00+01:00")->at;

Setting small_setting() {
  Setting setting;
  PartyInfo desk;
  desk.party = Party{99900051000016006};
  desk.kind = PartyKind::municipality;
  desk.name = "Testkommune, visitation";
  desk.gln = "2957900000051";
  setting.directory.add(desk);
  CaseKind kind;
  kind.id = "home-nursing";
  kind.name = {"Hjemmesygepleje", "Home nursing"};
  kind.desks = {PartyKind::municipality};
  setting.case_kinds = {kind};
  return setting;
}

void check(const ImportFile& file, size_t rows, size_t size) {
  REQUIRE(rows + file.complaints.size() <= size);
  size_t line = 0;
  for (const FileComplaint& one : file.complaints) {
    REQUIRE(one.line >= line && !one.found.empty() && !one.expected.empty());
    line = one.line;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Setting setting = small_setting();
  const auto nobody = [](uint64_t, uint64_t) {};
  const View bytes = view_of(data, size);
  const auto roster = read_roster(bytes, "r.csv", setting, nobody);
  if (roster) {
    check(*roster, roster->rows.size(), size);
    for (const RosterRow& row : roster->rows) REQUIRE(cpr_number(cpr_text(row.cpr)) == row.cpr);
  } else {
    REQUIRE(roster.problem().where.starts_with("r.csv") && !roster.problem().what.empty());
  }
  const auto log = read_log(bytes, "l.csv", setting, now, nobody);
  if (log) {
    check(*log, log->rows.size(), size);
    for (size_t i = 0; i < log->rows.size(); ++i) {
      const LogRow& row = log->rows[i];
      REQUIRE(row.at <= now && row.told >= row.at && !row.course.empty());
      REQUIRE(i == 0 || row.told >= log->rows[i - 1].told);
    }
  } else {
    REQUIRE(log.problem().where.starts_with("l.csv") && !log.problem().what.empty());
  }
  return 0;
}
