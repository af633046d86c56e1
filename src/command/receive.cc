// klynge receive: takes messages from files, in batches, as a door would. While the ledger commits one batch,
// the next one is read and checked on another thread.
#include <fmt/format.h>
#include <filesystem>
#include <future>
#include <iostream>

#include "command/tools.h"

namespace klynge::command {
namespace {

namespace fs = std::filesystem;

constexpr size_t batch_messages = 256;
constexpr size_t batch_bytes = 32u << 20;

struct Loaded {
  size_t next = 0;  // first file after this batch
  std::vector<Checked> checked;
  std::vector<std::optional<Prepared>> prepared;  // none where the file could not be read
  std::vector<Bytes> large;                       // the bytes of large ones, beside them
};

Loaded load(const std::vector<std::string>& files, size_t from, const seal::Secrets& secrets,
            Streams& streams) {
  Loaded batch;
  size_t bytes_total = 0;
  size_t i = from;
  for (; i < files.size() && batch.checked.size() < batch_messages && bytes_total < batch_bytes; ++i) {
    Checked checked{.file = files[i], .type = "?"};
    Bytes large;
    auto bytes = read_message(files[i], streams);
    if (bytes) {
      bytes_total += bytes->size();
      batch.prepared.push_back(prepare(*bytes, secrets));
      if (batch.prepared.back()->is_large()) large = std::move(*bytes);
      checked.type = batch.prepared.back()->reading.type;
    } else {
      batch.prepared.emplace_back();
      checked.answer = message::Answer::transient_error;
      checked.issues.push_back(
          {message::Severity::error, "", "file-unreadable", bytes.problem().what, "exception", ""});
    }
    batch.checked.push_back(std::move(checked));
    batch.large.push_back(std::move(large));
  }
  batch.next = i;
  return batch;
}

void take(const Reply& reply, Checked& checked) {
  if (reply.how == Reply::How::answered) {
    checked.answer = reply.message_answer;
    checked.issues = reply.issues;
    checked.repeated = reply.repeated;
    checked.position = reply.position;
    return;
  }
  checked.answer = message::Answer::transient_error;
  checked.issues.push_back({message::Severity::error, "", "not-now", reply.why, "transient", ""});
}

class Acknowledgements {
 public:
  explicit Acknowledgements(std::string folder) : folder_(std::move(folder)) {}

  Result<> begin() const {
    if (folder_.empty()) return Done{};
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) return not_now(folder_, "the folder for acknowledgements cannot be made: " + error.message());
    return Done{};
  }
  Result<> write(size_t number, const std::string& file, const Reply& reply) const {
    if (folder_.empty() || !reply.acknowledge) return Done{};
    std::string name = file == "-" ? "stdin" : fs::path(file).filename().string();
    for (const std::string_view ending : {".json", ".xml"})
      if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    const std::string_view form = reply.read->is_xml ? "xml" : "json";
    return write_file(fmt::format("{}/{:06}-{}.ack.{}", folder_, number, name, form),
                      reply.acknowledgement());
  }
  Result<> sync() const { return folder_.empty() ? Result<>(Done{}) : sync_folder(folder_); }

 private:
  std::string folder_;
};

}  // namespace

int receive(const Common& common, const ReceiveOptions& options, Streams& streams) {
  const auto begin = moment_of(common.at);
  if (!begin) return report(begin.problem(), streams), exit_usage;
  auto files = expand(options.files);
  if (!files) return report(files.problem(), streams);
  auto app = App::load(common.place);
  if (!app) return report(app.problem(), streams);
  say_demonstration(*app, streams);
  auto opened = app->open_ledger(*begin);
  if (!opened) return report(opened.problem(), streams);
  Ledger& ledger = **opened;
  const Acknowledgements acknowledgements(options.acks);
  if (auto done = acknowledgements.begin(); !done) return report(done.problem(), streams);

  const Caller door{app->setting.operations, CallerRole::door};
  Progress progress(streams, "received");
  int result = exit_ok;
  const auto ahead = [&](size_t from) {
    return std::async(std::launch::async, load, std::cref(*files), from, std::cref(app->secrets),
                      std::ref(streams));
  };
  const auto wanted = [&](const AskWhetherKept& ask) -> Result<bool> {
    std::vector<Request> one;
    one.emplace_back(ask);
    const Reply reply = ledger.process(std::move(one), *moment_of(common.at)).front();
    if (reply.how != Reply::How::answered) return not_now("", reply.why);
    return reply.would_be_kept;
  };
  auto coming = ahead(0);
  for (size_t done = 0; done < files->size();) {
    Loaded batch = coming.get();
    if (batch.next < files->size()) coming = ahead(batch.next);

    std::vector<Request> requests;
    std::vector<size_t> places;
    for (size_t i = 0; i < batch.checked.size(); ++i)
      if (batch.prepared[i]) {
        auto kept = keep_when_wanted(*batch.prepared[i], batch.large[i], wanted, ledger.contents(),
                                     seal::random_of_machine());
        if (!kept) result = report(kept.problem(), streams);  // the ledger answers "not now"
        batch.large[i] = {};
        requests.push_back(Receive{std::move(*batch.prepared[i]), door});
        places.push_back(i);
      }
    const auto now = moment_of(common.at);
    const std::vector<Reply> replies = ledger.process(std::move(requests), *now);
    for (size_t i = 0; i < replies.size(); ++i) {
      Checked& checked = batch.checked[places[i]];
      take(replies[i], checked);
      if (auto written = acknowledgements.write(done + places[i] + 1, checked.file, replies[i]); !written)
        result = report(written.problem(), streams);
    }
    if (auto synced = acknowledgements.sync(); !synced) result = report(synced.problem(), streams);
    for (const Checked& checked : batch.checked) {
      write_checked(checked, common.json, streams);
      if (checked.answer == message::Answer::transient_error) result = std::max<int>(result, exit_not_now);
      if (checked.answer == message::Answer::fatal_error) result = std::max<int>(result, exit_findings);
      if (checked.answer == message::Answer::none)
        for (const message::Issue& issue : checked.issues)
          if (issue.severity == message::Severity::error) result = std::max<int>(result, exit_findings);
    }
    streams.out << std::flush;
    done = batch.next;
    progress.at(done, files->size());
  }
  const auto end = moment_of(common.at);
  if (auto rested = ledger.rest(*end); !rested) return report(rested.problem(), streams);
  return result;
}

}  // namespace klynge::command
