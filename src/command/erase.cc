// klynge erase: destroys the keys of one citizen's content, or of one message's. Needs a reason, a legal
// basis and two persons; refused while retention runs or a duty is open. The journal's chain stays whole.
#include <iostream>

#include "command/tools.h"

namespace klynge::command {
namespace {

Result<CitizenNumber> citizen_with(const App& app, Ledger& ledger, const std::string& cpr) {
  Lookup lookup(ledger.store(), ledger.keys(), ledger.access(), app.secrets, app.options);
  auto found = lookup.find(cpr);
  if (!found) return found.problem();
  return found->value_or(0);
}

Result<CitizenNumber> citizen_of_entry(Ledger& ledger, Position position) {
  auto reader = ledger.store().reader();
  if (!reader) return reader.problem();
  auto bytes = (*reader)->entry(position);
  if (!bytes) return bytes.problem();
  if (!*bytes) return CitizenNumber{0};
  auto header = message::decode_header(**bytes);
  if (!header) return header.problem();
  return header->citizen;
}

}  // namespace

int erase(const Common& common, const EraseOptions& options, Streams& streams) {
  const auto now = moment_of(common.at);
  if (!now) return report(now.problem(), streams), exit_usage;
  std::string cpr;
  if (options.entry == 0) {
    auto read = read_cpr(options.cpr_file, streams);
    if (!read) return report(read.problem(), streams), exit_usage;
    cpr = std::move(*read);
  }
  auto app = App::load(common.place);
  if (!app) return report(app.problem(), streams);
  say_demonstration(*app, streams);
  auto ledger = app->open_ledger(*now);
  if (!ledger) return report(ledger.problem(), streams);
  auto citizen =
      options.entry == 0 ? citizen_with(*app, **ledger, cpr) : citizen_of_entry(**ledger, options.entry);
  if (!citizen) return report(citizen.problem(), streams);
  if (*citizen == 0) {
    streams.err << (options.entry == 0 ? "klynge: no citizen with that number is known here\n"
                                       : "klynge: there is no entry of a citizen at that position\n");
    return exit_findings;
  }

  std::vector<Request> requests;
  requests.push_back(Erase{.citizen = *citizen,
                           .entry = options.entry,
                           .reason = options.reason,
                           .basis = options.basis,
                           .persons = {options.person_a, options.person_b},
                           .caller = app->operations()});
  const Reply reply = (*ledger)->process(std::move(requests), *now).front();
  switch (reply.how) {
    case Reply::How::answered: {
      const auto rested = (*ledger)->rest(*now);
      streams.out << "Erased: "
                  << (options.entry == 0 ? "all content of the citizen" : "the content of that message")
                  << ". Journal entry " << reply.position << " says so.\n";
      return rested ? exit_ok : report(rested.problem(), streams);
    }
    case Reply::How::not_now:
      return report(not_now("", reply.why), streams);
    case Reply::How::other_request:
    case Reply::How::no_such_citizen:
    case Reply::How::refused:
      break;
  }
  streams.err << "klynge: not erased: " << reply.why << '\n';
  return exit_findings;
}

}  // namespace klynge::command
