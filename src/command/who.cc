// klynge who: who has this citizen now, strand by strand, and whom to call. The look-up is written down
// first.
#include <iostream>

#include "command/tools.h"
#include "server/picture.h"

namespace klynge::command {

int who(const Common& common, const WhoOptions& options, Streams& streams) {
  const auto now = moment_of(common.at);
  if (!now) return report(now.problem(), streams), exit_usage;
  auto cpr = read_cpr(options.cpr_file, streams);
  if (!cpr) return report(cpr.problem(), streams), exit_usage;
  auto desk = open_desk(common, streams);
  if (!desk) return report(desk.problem(), streams);

  const auto nobody = [&] {
    streams.err << "klynge: no citizen with that number is known here\n";
    return exit_findings;
  };
  auto number = (*desk)->lookup->find(*cpr);
  if (!number) return report(number.problem(), streams);
  if (!*number) return nobody();
  const Caller viewer =
      options.as == 0 ? (*desk)->app.operations() : Caller{{options.as}, CallerRole::person};
  auto seen = (*desk)->lookup->citizen(**number, viewer, (*desk)->setting, *now);
  if (!seen) return report(seen.problem(), streams);
  // Not involved and not known look the same from outside.
  if (!*seen || (*seen)->permission.scope.none()) return nobody();

  auto picture = server::picture_of(**seen, (*desk)->setting);
  if (const auto asker = server::asker_of(options.asker))
    server::answer(picture, **seen, (*desk)->setting, *asker, *now);
  std::string text;
  if (common.json) {
    json::Writer out(text);
    server::write_json(picture, *now, out);
    text += '\n';
  } else {
    server::write_text(picture, options.english ? server::Tongue::english : server::Tongue::danish, *now,
                       text);
  }
  streams.out << text;
  return exit_ok;
}

}  // namespace klynge::command
