// klynge post: the letters that the post has in hand; klynge post resend: one of them goes once more.
#include <ostream>

#include "command/tools.h"
#include "server/api.h"

namespace klynge::command {
namespace {

void write_line(const PostRow& row, const Directory& directory, std::ostream& out) {
  const PartyInfo* to = directory.find(row.to);
  out << word(state_of(row.post)) << "  citizen " << row.citizen << ", letter " << row.letter << ", to "
      << (to == nullptr || to->name.empty() ? std::to_string(row.to.sor) : to->name) << ", written "
      << format_denmark(row.sent) << ", sent " << int{row.post.sendings} << " times";
  if (!row.post.sent_last.none()) out << ", last " << format_denmark(row.post.sent_last);
  if (row.post.status != 0) out << ", refused at the door " << row.post.status;
  if (row.post.answer != PostAnswer::none) out << ", answered " << word(row.post.answer);
  out << '\n';
}

}  // namespace

int post_list(const Common& common, const PostOptions& options, Streams& streams) {
  auto desk = open_desk(common, streams);
  if (!desk) return report(desk.problem(), streams);
  auto rows = (*desk)->lookup->posted();
  if (!rows) return report(rows.problem(), streams);
  for (const PostRow& row : *rows) {
    if (!options.state.empty() && word(state_of(row.post)) != options.state) continue;
    if (!common.json) {
      write_line(row, (*desk)->setting.directory, streams.out);
      continue;
    }
    std::string line;
    json::Writer out(line);
    server::write_json(row, out);
    streams.out << line << '\n';
  }
  return exit_ok;
}

int post_resend(const Common& common, const PostOptions& options, Streams& streams) {
  const auto now = moment_of(common.at);
  if (!now) return report(now.problem(), streams), exit_usage;
  auto app = App::load(common.place);
  if (!app) return report(app.problem(), streams);
  auto ledger = app->open_ledger(*now);
  if (!ledger) return report(ledger.problem(), streams);
  const std::string said = "resend " + std::to_string(options.citizen) + " " +
                           std::to_string(options.letter) + " " + std::to_string(now->us);
  Act act;
  act.citizen = options.citizen;
  act.ask = SendLetterAgain{options.letter};
  act.caller = app->operations();
  act.id = seal::keyed(app->secrets, "post-id", said);
  act.request = seal::keyed(app->secrets, "post-request", said);
  std::vector<Request> requests;
  requests.push_back(std::move(act));
  const Reply reply = (*ledger)->process(std::move(requests), *now).front();
  if (auto rested = (*ledger)->rest(*now); !rested) return report(rested.problem(), streams);
  if (reply.how == Reply::How::answered && reply.answer.ok()) {
    streams.out << "The letter goes once more when the server runs. Journal entry " << reply.position
                << " says so.\n";
    return exit_ok;
  }
  if (reply.how == Reply::How::not_now) return report(not_now("", reply.why), streams);
  streams.err << "klynge: not sent again: "
              << (reply.how == Reply::How::no_such_citizen ? "no-such-citizen" : word(reply.answer.refusal))
              << '\n';
  return exit_findings;
}

}  // namespace klynge::command
