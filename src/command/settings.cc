#include "command/settings.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

#include "base/yaml.h"
#include "server/http_client.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;
using yaml::Node;

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Reading {
  Settings settings;
  std::string file, data;
};

Problem at(const Reading& reading, const Node& node, std::string what) {
  return not_understood(reading.file + ":" + std::to_string(node.line), std::move(what));
}

Result<> take_sor(const Reading& reading, const Node& node, uint64_t& into) {
  const auto value = number<uint64_t>(node.text);
  if (node.kind != Node::scalar || !value || *value == 0 || node.text.size() > 19)
    return at(reading, node, "a SOR number was expected, digits only");
  into = *value;
  return Done{};
}

Result<> take_path(const Reading& reading, const Node& node, std::string& into) {
  if (node.kind != Node::scalar || node.text.empty()) return at(reading, node, "a path was expected");
  into = (fs::path(reading.data) / node.text).lexically_normal().string();
  return Done{};
}

Result<> take_duration(const Reading& reading, const Node& node, Duration& into) {
  const auto value = parse_duration(node.text);
  if (node.kind != Node::scalar || !value)
    return at(reading, node, "a time was expected, such as \"15 min\" or \"8 h\"");
  into = *value;
  return Done{};
}

Result<> take_truth(const Reading& reading, const Node& node, bool& into) {
  if (node.text != "true" && node.text != "false") return at(reading, node, "true or false was expected");
  into = node.text == "true";
  return Done{};
}

Result<> take_sors(const Reading& reading, const Node& node, std::vector<uint64_t>& into) {
  if (node.kind != Node::list && node.kind != Node::null)
    return at(reading, node, "a list of SOR numbers was expected, such as [953741000016009]");
  for (const Node& item : node.items) {
    uint64_t sor = 0;
    if (auto done = take_sor(reading, item, sor); !done) return done;
    into.push_back(sor);
  }
  std::ranges::sort(into);
  if (std::ranges::adjacent_find(into) != into.end())
    return at(reading, node, "the same SOR number stands here twice");
  return Done{};
}

Result<> take_post_member(const Reading& reading, std::string_view name, const Node& node,
                          Settings::PostTo& into) {
  if (name == "url") {
    if (!server::is_post_url(node.text))
      return at(reading, node, "an https address was expected; http only to this machine itself");
    into.url = node.text;
    return Done{};
  }
  if (name == "via") {
    if (node.text != "folder") return at(reading, node, "folder (the folder door's outbox) was expected");
    into.is_folder = true;
    return Done{};
  }
  if (name == "token") return take_path(reading, node, into.token_file);
  if (name == "authorities") return take_path(reading, node, into.authorities);
  if (name == "format") {
    if (node.text != "json" && node.text != "xml") return at(reading, node, "json or xml was expected");
    into.as_xml = node.text == "xml";
    return Done{};
  }
  if (name == "wait") return take_duration(reading, node, into.wait);
  if (name == "taken_within") return take_duration(reading, node, into.taken_within);
  if (name == "resends") {
    const auto value = number<int>(node.text);
    if (!value || *value < 0 || *value > 10) return at(reading, node, "a number from 0 to 10 was expected");
    into.resends = *value;
    return Done{};
  }
  return at(reading, node,
            "\"" + std::string(name) +
                "\" is not known of a receiver. Known are: url, via, token, authorities, format, "
                "taken_within, wait, "
                "resends");
}

// A map from SOR numbers to how letters get there.
Result<> take_post(const Reading& reading, const Node& node, std::vector<Settings::PostTo>& into) {
  if (node.kind != Node::map)
    return at(reading, node, "a map from SOR numbers to {url: …} or {via: folder} was expected");
  for (const auto& [name, receiver] : node.members) {
    Settings::PostTo to;
    const auto sor = number<uint64_t>(name);
    if (!sor || *sor == 0 || receiver.kind != Node::map)
      return at(reading, receiver, "a SOR number with a map of how letters get there was expected");
    to.to = {*sor};
    for (const auto& [member, value] : receiver.members)
      if (auto done = take_post_member(reading, member, value, to); !done) return done;
    if (to.url.empty() == !to.is_folder)
      return at(reading, receiver, "one of `url` and `via: folder` was expected");
    into.push_back(std::move(to));
  }
  std::ranges::sort(into, {}, &Settings::PostTo::to);
  return Done{};
}

bool in_use_at_once(const server::RecordSystem& a, const server::RecordSystem& b) {
  return (a.to.none() || b.from < a.to) && (b.to.none() || a.from < b.to);
}

server::RecordSystem read_record_system(const Node& node, Complaint& complaint) {
  const Fields fields(node, {"organisation", "name", "url", "from", "to"}, complaint);
  server::RecordSystem system;
  system.organisation = {number_of(fields.need("organisation"), 1, UINT64_MAX, complaint)};
  system.name = text_of(fields.need("name"), complaint);
  const Node& url = fields.need("url");
  system.url = text_of(url, complaint);
  if (const auto done = server::check_record_url(system.url); !done) complaint.add(url, done.problem().what);
  if (const Node* from = fields.find("from")) system.from = day_of(*from, complaint);
  if (const Node* to = fields.find("to")) system.to = day_of(*to, complaint);
  if (!system.to.none() && system.to <= system.from)
    complaint.add(node, "`to` is the first day on which it is not used any more, after `from`");
  return system;
}

Result<> take_record_systems(const Reading& reading, const Node& node,
                             std::vector<server::RecordSystem>& into) {
  Complaint complaint(reading.file);
  for (const Node& item : items_of(node, complaint)) {
    server::RecordSystem system = read_record_system(item, complaint);
    if (std::ranges::any_of(into, [&](const auto& other) {
          return other.organisation == system.organisation && in_use_at_once(other, system);
        }))
      complaint.add(item, "this organisation has another record system at the same time");
    into.push_back(std::move(system));
  }
  if (complaint.problem()) return *complaint.problem();
  return Done{};
}

struct Known {
  std::string_view name;
  Result<> (*take)(Reading&, const Node&);
  bool is_whole = false;  // its members are no settings of their own
};

constexpr Known known[] = {
    {"controller",
     [](Reading& r, const Node& n) -> Result<> {
       const auto value = number<uint64_t>(n.text);
       if (!value || *value == 0) return at(r, n, "a number above 0 was expected");
       r.settings.controller = *value;
       return Done{};
     }},
    {"operations", [](Reading& r, const Node& n) { return take_sor(r, n, r.settings.operations.sor); }},
    {"acts_for", [](Reading& r, const Node& n) { return take_sors(r, n, r.settings.acts_for); }},
    {"directory", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.directory); }},
    {"pathways", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.pathways); }},
    {"pathway_unsigned",
     [](Reading& r, const Node& n) -> Result<> {
       if (n.text != "refuse" && n.text != "accept")
         return at(r, n,
                   "refuse (only pathways that are signed are served) or accept (for an evaluation: "
                   "everything says \"not clinically approved\") was expected");
       r.settings.unsigned_accepted = n.text == "accept";
       return Done{};
     }},
    {"case_kinds", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.case_kinds); }},
    {"roster",
     [](Reading& r, const Node& n) -> Result<> {
       if (n.text != "required" && n.text != "elsewhere")
         return at(r, n,
                   "required (nothing is kept about a citizen without a case) or elsewhere (the basis is "
                   "decided before messages come here) was expected");
       r.settings.roster_required = n.text == "required";
       return Done{};
     }},
    {"listen",
     [](Reading& r, const Node& n) -> Result<> {
       auto listen = parse_listen(n.text);
       if (!listen) return at(r, n, listen.problem().what);
       r.settings.address = listen->address;
       r.settings.port = listen->port;
       return Done{};
     }},
    {"tls",
     [](Reading& r, const Node& n) -> Result<> {
       if (n.kind != Node::map) return at(r, n, "a map with certificate and key was expected");
       return Done{};
     }},
    {"tls.certificate", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.certificate); }},
    {"tls.key", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.certificate_key); }},
    {"folder_door",
     [](Reading& r, const Node& n) -> Result<> {
       if (n.kind != Node::map) return at(r, n, "a map with folder, party and senders was expected");
       return Done{};
     }},
    {"folder_door.folder", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.folder_door); }},
    {"folder_door.party",
     [](Reading& r, const Node& n) { return take_sor(r, n, r.settings.folder_door_party.sor); }},
    {"folder_door.senders",
     [](Reading& r, const Node& n) { return take_sors(r, n, r.settings.folder_door_senders); }},
    {"post", [](Reading& r, const Node& n) { return take_post(r, n, r.settings.post); }, true},
    {"tokens", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.tokens); }},
    {"sign_in",
     [](Reading& r, const Node& n) -> Result<> {
       Complaint complaint(r.file);
       r.settings.sign_in = read_sign_in(n, r.data, complaint);
       if (complaint.problem()) return *complaint.problem();
       return Done{};
     },
     true},
    {"record_systems",
     [](Reading& r, const Node& n) { return take_record_systems(r, n, r.settings.record_systems); }, true},
    {"keys", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.keys); }},
    {"erased_list", [](Reading& r, const Node& n) { return take_path(r, n, r.settings.erased_list); }},
    {"retention_days",
     [](Reading& r, const Node& n) -> Result<> {
       const auto value = number<int>(n.text);
       if (!value || *value < 0 || *value > 36'500)
         return at(r, n, "a number of days was expected, 0 to 36500");
       r.settings.retention_days = *value;
       return Done{};
     }},
    {"large_memory",
     [](Reading& r, const Node& n) -> Result<> {
       const auto megabytes = number<size_t>(View(n.text).substr(0, n.text.find(' ')));
       if (!megabytes || !n.text.ends_with(" MB") || *megabytes < 400 || *megabytes > 100'000)
         return at(r, n, "a size of 400 MB (what one of the largest messages takes) or more was expected");
       r.settings.large_memory_bytes = *megabytes * 1'000'000;
       return Done{};
     }},
    {"grace", [](Reading& r, const Node& n) { return take_duration(r, n, r.settings.grace); }},
    {"contest_window",
     [](Reading& r, const Node& n) { return take_duration(r, n, r.settings.contest_window); }},
    {"demonstration", [](Reading& r, const Node& n) { return take_truth(r, n, r.settings.demonstration); }},
};

std::string known_names() {
  std::string names;
  for (const Known& one : known) names += (names.empty() ? "" : ", ") + std::string(one.name);
  return names;
}

Result<> take_members(Reading& reading, const Node& map, const std::string& prefix) {
  for (const auto& [name, node] : map.members) {
    const auto* found = std::ranges::find(known, prefix + name, &Known::name);
    if (found == std::end(known))
      return at(reading, node,
                "the setting \"" + prefix + name + "\" is not known. Known are: " + known_names());
    if (auto done = found->take(reading, node); !done) return done;
    if (node.kind == Node::map && !found->is_whole)
      if (auto done = take_members(reading, node, prefix + name + "."); !done) return done;
  }
  return Done{};
}

Result<> check_whole(const Reading& reading) {
  const Settings& s = reading.settings;
  if (s.operations.none())
    return not_understood(reading.file,
                          "`operations` is missing: the SOR number of whoever runs this installation");
  if (s.certificate.empty() != s.certificate_key.empty())
    return not_understood(reading.file, "`tls` needs both certificate and key");
  for (const auto& [name, path] : {std::pair{"keys", &s.keys}, std::pair{"erased_list", &s.erased_list}})
    if (lies_inside(*path, reading.data))
      return refused(reading.file,
                     std::string("`") + name +
                         "` must lie outside the data folder, so that a stolen or restored copy of "
                         "the folder opens nothing");
  const bool has_door = !s.folder_door.empty();
  if (has_door != !s.folder_door_party.none() || has_door != !s.folder_door_senders.empty())
    return not_understood(
        reading.file, "`folder_door` needs folder, party (who brings the messages) and senders (for whom)");
  if (has_door && lies_inside(s.folder_door, reading.data))
    return refused(reading.file, "`folder_door.folder` must lie outside the data folder: others write there");
  if (!has_door && std::ranges::any_of(s.post, &Settings::PostTo::is_folder))
    return not_understood(reading.file, "`post` names the folder door, and there is no `folder_door`");
  if (!s.loopback() && (!s.has_tls() || !s.lets_somebody_in()))
    return refused(reading.file, "listening on " + s.address +
                                     " needs both `tls` and one of `tokens` and `sign_in`; without them only "
                                     "127.0.0.1 or ::1 is served");
  if (s.has_tls() && s.sign_in.is_set() && !s.sign_in.public_address.starts_with("https://"))
    return refused(reading.file, "with `tls` the `public_address` of `sign_in` begins with https://");
  return Done{};
}

}  // namespace

bool Settings::loopback() const {
  return address.starts_with("127.") || address == "::1";
}

std::span<const std::string_view> setting_names() {
  static const auto names = [] {
    std::array<std::string_view, std::size(known)> out;
    std::ranges::transform(known, out.begin(), &Known::name);
    return out;
  }();
  return names;
}

Result<Settings> read_settings(std::string_view text, const std::string& file_name, const std::string& data) {
  auto tree = yaml::parse(text, file_name);
  if (!tree) return tree.problem();
  Reading reading{.settings = {}, .file = file_name, .data = data};
  if (tree->kind != Node::map && tree->kind != Node::null)
    return at(reading, *tree, "settings were expected, one `name: value` a line");
  if (auto done = take_members(reading, *tree, ""); !done) return done.problem();
  Settings& s = reading.settings;
  if (s.keys.empty()) s.keys = fs::path(data).lexically_normal().string() + ".keys";
  if (s.erased_list.empty()) s.erased_list = (fs::path(s.keys) / "erased").string();
  if (auto done = check_whole(reading); !done) return done.problem();
  return s;
}

Result<Listen> parse_listen(std::string_view text) {
  const size_t colon = text.rfind(':');
  const auto problem = [] {
    return not_understood("", "an address with a port was expected, such as 127.0.0.1:8080");
  };
  if (colon == std::string_view::npos) return problem();
  std::string_view address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  const auto port = number<uint16_t>(text.substr(colon + 1));
  if (address.empty() || !port) return problem();
  return Listen{std::string(address), *port};
}

Result<Duration> parse_duration(std::string_view text) {
  const size_t space = text.find(' ');
  const auto count = number<int64_t>(text.substr(0, std::min(space, text.size())));
  const std::string_view unit = space == std::string_view::npos ? "" : text.substr(space + 1);
  if (count && *count >= 0 && *count <= 100'000) {
    if (unit == "min") return minutes(*count);
    if (unit == "h") return hours(*count);
    if (unit == "d") return days(*count);
  }
  return not_understood("", "a time was expected, such as \"15 min\", \"8 h\" or \"2 d\"");
}

bool lies_inside(const std::string& path, const std::string& folder) {
  std::error_code ignored;
  const auto whole = fs::weakly_canonical(fs::absolute(path), ignored);
  const auto base = fs::weakly_canonical(fs::absolute(folder), ignored);
  const auto relative = whole.lexically_relative(base);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace klynge::command
