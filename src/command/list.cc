// klynge list: a party's open duties, oldest silence first, as the page shows them.
#include <iostream>

#include "command/tools.h"
#include "server/picture.h"

namespace klynge::command {

int list(const Common& common, const ListOptions& options, Streams& streams) {
  const auto now = moment_of(common.at);
  if (!now) return report(now.problem(), streams), exit_usage;
  auto desk = open_desk(common, streams);
  if (!desk) return report(desk.problem(), streams);
  const Caller viewer =
      options.party == 0 ? (*desk)->app.operations() : Caller{{options.party}, CallerRole::person};
  auto rows =
      (*desk)->lookup->list({options.party}, viewer, options.limit, std::nullopt, (*desk)->setting, *now);
  if (!rows) return report(rows.problem(), streams);

  std::string text;
  std::vector<server::RowPicture> pictures;
  for (const ListedRow& row : *rows) pictures.push_back(server::picture_of(row, (*desk)->setting));
  if (common.json) {
    for (const server::RowPicture& picture : pictures) {
      json::Writer out(text);
      server::write_json(picture, *now, out);
      text += '\n';
    }
  } else {
    server::write_text(pictures, options.english ? server::Tongue::english : server::Tongue::danish, *now,
                       text);
  }
  streams.out << text;
  return exit_ok;
}

}  // namespace klynge::command
