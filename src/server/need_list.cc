#include "server/need_list.h"

#include <algorithm>
#include <charconv>

#include "server/api.h"
#include "server/door.h"
#include "server/gzip.h"

namespace klynge::server {
namespace {

constexpr size_t needs_max = 500;
constexpr size_t cursor_octets = 1 + 8 + 8 + 2 + 1;

std::string write_place(const NeedOrder& order) {
  Bytes bytes(1, static_cast<char>(order.need));
  put_u64(bytes, static_cast<uint64_t>(order.moment_us));
  put_u64(bytes, order.citizen);
  put_u16(bytes, order.duty);
  bytes += static_cast<char>(order.part);
  return to_hex(bytes);
}

std::optional<NeedOrder> read_place(std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != cursor_octets) return std::nullopt;
  return NeedOrder{static_cast<Need>((*bytes)[0]), static_cast<int64_t>(get_u64(*bytes, 1)),
                   get_u64(*bytes, 9), get_u16(*bytes, 17), static_cast<WorkPart>((*bytes)[19])};
}

}  // namespace

Result<NeedsAsked> read_needs(Party list, std::string_view query) {
  NeedsAsked asked{.list = list};
  if (const std::string group = query_value(query, "group"); !group.empty()) {
    const auto* need = std::ranges::find(all_needs, group, [](Need one) { return word(one); });
    asked.noted = group == "noted";
    if (need == std::end(all_needs) && !asked.noted)
      return not_understood("group",
                            "asked, overdue, today, coming-home, waiting, told, rest or noted was expected");
    if (!asked.noted) asked.only = *need;
  }
  if (const std::string limit = query_value(query, "limit"); !limit.empty()) {
    const auto [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), asked.limit);
    if (error != std::errc{} || end != limit.data() + limit.size() || asked.limit < 1 ||
        asked.limit > needs_max)
      return not_understood("limit", "a number from 1 to " + std::to_string(needs_max) + " was expected");
  }
  if (const std::string after = query_value(query, "after"); !after.empty()) {
    asked.after = read_place(after);
    if (!asked.after) return not_understood("after", "the `next` of this list was expected");
  }
  return asked;
}

void write_json(const NeedsSeen& seen, Party list, const Setting& setting, Instant now, json::Writer& out) {
  out.begin_object().key("position").unsigned_number(seen.position).field("now", format_utc(now));
  out.key("party");
  write_json(picture_of(list, setting), out);
  out.key("counts").begin_object();
  for (const Need need : all_needs) {
    const auto sum = seen.sums.find(need);
    out.key(word(need)).unsigned_number(sum == seen.sums.end() ? 0 : sum->second);
  }
  out.end_object().key("noted").begin_object().key("rows").unsigned_number(seen.noted.rows);
  out.field("since", format_utc(seen.noted.since));
  if (seen.noted.rows > 0) out.field("latest", format_utc(seen.noted.latest));
  out.end_object().key("duties").begin_array();
  for (const NeedsSeen::Row& row : seen.rows) {
    RowPicture picture = picture_of(row.listed, setting);
    picture.need = row.order.need;
    write_json(picture, now, out);
  }
  out.end_array();
  if (seen.more) out.field("next", write_place(seen.rows.back().order));
  out.end_object();
}

void answer_needs(Desk& desk, NeedsAsked asked, const Viewer& viewer, Instant now,
                  std::string accept_encoding, Respond respond) {
  const auto answer = std::make_shared<Respond>(std::move(respond));
  const bool taken = desk.ask([answer, asked, viewer, now, accept = std::move(accept_encoding)](
                                  Lookup& lookup, const Setting& setting) {
    auto seen = lookup.needs(asked, viewer, setting, now);
    if (!seen) return (*answer)(problem(seen.problem()));
    std::string body;
    json::Writer out(body);
    write_json(*seen, asked.list, setting, now, out);
    Response response{200, "application/json", std::move(body), {{"Cache-Control", "no-store"}}};
    pack(response, accept);
    (*answer)(std::move(response));
  });
  if (!taken) (*answer)(not_now("Too much is waiting."));
}

}  // namespace klynge::server
