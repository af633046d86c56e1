#include "server/folder_door.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "store/files.h"

namespace klynge::server {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::string_view inbox = "inbox", outbox = "outbox", rejected = "rejected";
constexpr std::string_view complaint_ending = ".complaint.json";
constexpr auto look_every = std::chrono::seconds(1);
constexpr auto rejected_kept = std::chrono::hours(24 * 30);

bool is_visible(const std::string& name) {
  return !name.starts_with('.') && !name.ends_with(".tmp");
}

uint64_t sor_of(const std::string& text) {
  uint64_t sor = 0;
  const auto end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, sor);
  return error == std::errc{} && at == end ? sor : 0;
}

// Only what cannot be anything but an id.
void id_field(json::Writer& out, View name, const std::string& id) {
  if (message::looks_like_uuid(id)) out.field(name, id);
}

std::string complaint_of(const message::Reading& reading, const Reply& reply,
                         const std::vector<message::Issue>& issues) {
  std::string text;
  json::Writer out(text);
  out.begin_object().field("type", reading.type);
  if (reading.header) {
    id_field(out, "message_id", reading.header->message_id);
    id_field(out, "bundle_id", reading.header->bundle_id);
    out.key("sender").unsigned_number(sor_of(reading.header->sender.sor));
    out.key("receiver").unsigned_number(sor_of(reading.header->receiver.sor));
  }
  if (reply.position != 0) out.key("position").unsigned_number(reply.position);
  out.field("answer", message::word(reply.message_answer)).key("issues").begin_array();
  for (const message::Issue& issue : issues) {
    out.begin_object().field("severity", message::word(issue.severity)).field("path", issue.path);
    out.field("rule", issue.rule).field("text", issue.text).end_object();
  }
  out.end_array().end_object();
  return text + "\n";
}

bool has_error(const std::vector<message::Issue>& issues) {
  return std::ranges::any_of(
      issues, [](const message::Issue& issue) { return issue.severity == message::Severity::error; });
}

}  // namespace

Result<> FolderDoor::make_folders(const std::string& folder) {
  for (const std::string_view part : {inbox, outbox, rejected}) {
    const fs::path path = fs::path(folder) / part;
    std::error_code error;
    fs::create_directories(path, error);
    if (error) return not_now(path.string(), "the folder cannot be made: " + error.message());
  }
  return store::sync_folder(folder);
}

FolderDoor::FolderDoor(FolderDoorParts parts) : parts_(std::move(parts)), thread_([this] { run(); }) {}

FolderDoor::~FolderDoor() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool FolderDoor::pause_for(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, time, [this] { return ending_; });
  return !ending_;
}

void FolderDoor::run() {
  do {
    while (look()) {
    }
    forget_old();
  } while (pause_for(look_every));
}

std::string FolderDoor::path(std::string_view part, const std::string& name) const {
  std::string whole = parts_.folder + "/" + std::string(part);
  if (!name.empty()) whole += "/" + name;
  return whole;
}

// Oldest first, so that what was put there in an order is taken in it.
bool FolderDoor::look() {
  std::vector<std::pair<fs::file_time_type, std::string>> files;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(path(inbox), error)) {
    std::error_code gone;
    const std::string name = file.path().filename().string();
    if (is_visible(name) && file.symlink_status(gone).type() == fs::file_type::regular)
      files.emplace_back(file.last_write_time(gone), name);
  }
  std::ranges::sort(files);
  bool any = false;
  for (const auto& [time, name] : files) {
    if (!pause_for(std::chrono::milliseconds(0))) return false;
    any |= take(name);
  }
  return any;
}

std::shared_ptr<MemoryShare> FolderDoor::share_for(size_t bytes, bool is_xml) {
  const uint64_t place = parts_.memory.stand_in_line();
  do {
    if (auto share = parts_.memory.take(place, memory_for_message(bytes, is_xml))) return share;
  } while (pause_for(std::chrono::milliseconds(20)));
  parts_.memory.leave_line(place);
  return nullptr;
}

// True when it is done with; false: it stays, and is looked at again.
bool FolderDoor::take(const std::string& name) {
  struct stat facts{};
  const std::string file = path(inbox, name);
  if (::stat(file.c_str(), &facts) != 0) return false;
  const auto size = static_cast<size_t>(facts.st_size);
  const auto refuse = [&](std::string rule, std::string text) {
    Reply none;
    none.message_answer = message::Answer::none;
    return reject(name, message::Reading{}, none,
                  {{message::Severity::error, "", std::move(rule), std::move(text), "", ""}});
  };
  if (size > message_bytes_max)
    return refuse("too-large",
                  "the limit is 100 MB (" + std::to_string(message_bytes_max) + " octets) with its envelope");
  std::shared_ptr<MemoryShare> share;
  if (size > large_message_bytes) {
    share = share_for(size, name.ends_with(".xml"));
    if (!share) return false;
  }
  auto bytes = store::read_file(file, message_bytes_max);
  if (!bytes) {
    if (std::exchange(said_, bytes.problem().what) != bytes.problem().what)
      parts_.log("event=folder_door_trouble reason=\"" + bytes.problem().what + "\"");
    return false;
  }
  Prepared prepared = prepare(*bytes, parts_.secrets);
  const auto header = prepared.reading.header;
  if (header && !parts_.bearer.may_speak_for(sor_of(header->sender.sor)))
    return refuse("not-its-sender", "this door may not speak for the sender, SOR " +
                                        std::to_string(sor_of(header->sender.sor)));
  auto kept = keep_when_wanted(
      prepared, *bytes, [this](const AskWhetherKept& ask) { return parts_.writer.wanted(ask); },
      parts_.contents, parts_.random);
  if (!kept) return false;
  *bytes = {};
  const std::string content = prepared.kept ? prepared.kept->name : std::string();
  message::Reading read;  // what a complaint says of it
  read.type = prepared.reading.type;
  read.header = header;
  const Reply reply = parts_.writer.ask(Receive{std::move(prepared), parts_.bearer.caller});
  if (reply.how != Reply::How::answered) return false;
  if (!content.empty() && (reply.repeated || reply.without_basis))
    (void)parts_.contents->remove(content).ok();
  if (reply.acknowledge && !acknowledge(reply, *header)) return false;
  return has_error(reply.issues) ? reject(name, read, reply, reply.issues) : remove(name);
}

bool FolderDoor::acknowledge(const Reply& reply, const message::Header& header) {
  const std::string name =
      header.message_id + ".ack." + (reply.read != nullptr && reply.read->is_xml ? "xml" : "json");
  if (!store::write_file(path(outbox, name), reply.acknowledgement())) return false;
  return store::sync_folder(path(outbox)).ok();
}

// The complaint first: a file in rejected/ has one.
bool FolderDoor::reject(const std::string& name, const message::Reading& reading, const Reply& reply,
                        const std::vector<message::Issue>& issues) {
  std::error_code error;
  std::string as = name;
  for (int n = 2; fs::exists(path(rejected, as), error); ++n) as = name + "~" + std::to_string(n);
  const std::string complaint = path(rejected, as + std::string(complaint_ending));
  if (!store::write_file(complaint, complaint_of(reading, reply, issues))) return false;
  fs::rename(path(inbox, name), path(rejected, as), error);
  if (error || !store::sync_folder(path(rejected))) return false;
  fs::last_write_time(path(rejected, as), fs::file_time_type::clock::now(), error);
  parts_.log("event=folder_door_rejected rule=" +
             (issues.empty() ? std::string("none") : issues.front().rule));
  return store::sync_folder(path(inbox)).ok();
}

bool FolderDoor::remove(const std::string& name) {
  std::error_code error;
  fs::remove(path(inbox, name), error);
  return !error && store::sync_folder(path(inbox)).ok();
}

void FolderDoor::forget_old() {
  const auto now = steady_clock::now();
  if (forgot_at_.time_since_epoch().count() != 0 && now - forgot_at_ < std::chrono::hours(1)) return;
  forgot_at_ = now;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(path(rejected), error)) {
    std::error_code gone;
    if (fs::file_time_type::clock::now() - file.last_write_time(gone) > rejected_kept && !gone)
      fs::remove(file.path(), gone);
  }
}

}  // namespace klynge::server
