// klynge verify: proves the whole folder. --head prints the signed head of the chain, to be kept elsewhere;
// --since proves that a head kept earlier is still in the chain, so that its tail was not cut.
#include <charconv>
#include <iostream>
#include <sstream>

#include "base/hash.h"
#include "base/json.h"
#include "command/tools.h"

namespace klynge::command {
namespace {

int print_head(const App& app, store::Folder& folder, Streams& streams) {
  auto text = head_text(*folder.store, app.secrets);
  if (!text) return report(text.problem(), streams);
  streams.out << *text << '\n' << to_hex(seal::sign(app.secrets, *text)) << '\n';
  return exit_ok;
}

struct Head {
  uint64_t installation = 0;
  Position position = 0;
  std::string hash;
};

Result<Head> read_head(const App& app, const std::string& file) {
  auto bytes = read_file(file, 4096);
  if (!bytes) return bytes.problem();
  std::istringstream lines(*bytes);
  std::string text, signature;
  std::getline(lines, text);
  std::getline(lines, signature);
  const auto raw = from_hex(signature);
  if (!raw || !seal::signed_by(app.secrets.signing_public, text, *raw))
    return refused(file, "the signature of this head is not by this installation's key");
  Head head;
  std::istringstream words(text);
  std::string klynge, kind, installation;
  words >> klynge >> kind >> installation >> head.position >> head.hash;
  if (!words || klynge != "klynge" || kind != "head")
    return not_understood(file, "a head of a chain was expected");
  return head;
}

Result<bool> still_there(store::Folder& folder, const Head& head) {
  auto reader = folder.store->reader();
  if (!reader) return reader.problem();
  auto entry = (*reader)->entry(head.position);
  if (!entry) return entry.problem();
  return entry->has_value() && to_hex(sha256(**entry)) == head.hash;
}

void print_report(const VerifyReport& result, bool json, Streams& streams) {
  if (json) {
    std::string text;
    json::Writer out(text);
    out.begin_object().key("ok").boolean(result.faults.empty());
    out.key("entries").unsigned_number(result.entries).key("citizens").unsigned_number(result.citizens);
    out.key("bodies").unsigned_number(result.bodies).key("erased").unsigned_number(result.erased);
    out.key("rows").unsigned_number(result.rows).key("access_entries").unsigned_number(result.access_entries);
    out.field("head", to_hex(result.head)).key("faults").begin_array();
    for (const std::string& fault : result.faults) out.string(fault);
    out.end_array().end_object();
    streams.out << text << '\n';
    return;
  }
  streams.out << (result.faults.empty() ? "All holds: chain, fold, rows and seals.\n" : "FAULTS FOUND\n")
              << "  entries          " << result.entries << "\n  citizens         " << result.citizens
              << "\n  sealed bodies    " << result.bodies << "\n  erased           " << result.erased
              << "\n  list rows        " << result.rows << "\n  look-ups         " << result.access_entries
              << "\n  head             " << to_hex(result.head) << '\n';
  for (const std::string& fault : result.faults) streams.out << "  fault: " << fault << '\n';
}

}  // namespace

int verify(const Common& common, const VerifyOptions& options, Streams& streams) {
  auto app = App::load(common.place);
  if (!app) return report(app.problem(), streams);
  auto folder = app->open_for_reading(false);
  if (!folder) return report(folder.problem(), streams);
  if (options.head) return print_head(*app, *folder, streams);

  VerifyReport result;
  {
    Progress progress(streams, "verifying entry");
    auto verified =
        klynge::verify(*folder, app->secrets, [&](Position done, Position of) { progress.at(done, of); });
    if (!verified) return report(verified.problem(), streams);
    result = std::move(*verified);
  }
  if (!options.since.empty()) {
    auto head = read_head(*app, options.since);
    if (!head) return report(head.problem(), streams);
    auto there = still_there(*folder, *head);
    if (!there) return report(there.problem(), streams);
    if (!*there)
      result.faults.push_back("the head in " + options.since + " (entry " + std::to_string(head->position) +
                              ") is not in the chain: its tail was cut or rewritten");
  }
  print_report(result, common.json, streams);
  return result.faults.empty() ? exit_ok : exit_findings;
}

}  // namespace klynge::command
