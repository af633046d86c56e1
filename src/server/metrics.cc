#include "server/metrics.h"

namespace klynge::server {
namespace {

void line(std::string& out, std::string_view kind, std::string_view name, std::string_view help,
          uint64_t value) {
  out += "# HELP klynge_" + std::string(name) + " " + std::string(help) + "\n# TYPE klynge_" +
         std::string(name) + " " + std::string(kind) + "\nklynge_" + std::string(name) + " " +
         std::to_string(value) + "\n";
}

std::string seconds_of(uint64_t us) {
  std::string text = std::to_string(us / 1'000'000) + ".";
  const std::string rest = std::to_string(us % 1'000'000);
  return text + std::string(6 - rest.size(), '0') + rest;
}

void histogram(std::string& out, const HttpCounters& counters) {
  out +=
      "# HELP klynge_http_seconds Time from a whole request to its answer\n# TYPE klynge_http_seconds "
      "histogram\n";
  uint64_t sum = 0;
  for (size_t i = 0; i < latency_buckets; ++i) {
    sum += counters.latency[i].load();
    const std::string bound = i < std::size(latency_bounds_us) ? seconds_of(latency_bounds_us[i]) : "+Inf";
    out += "klynge_http_seconds_bucket{le=\"" + bound + "\"} " + std::to_string(sum) + "\n";
  }
  out += "klynge_http_seconds_sum " + seconds_of(counters.latency_sum_us.load()) + "\n";
  out += "klynge_http_seconds_count " + std::to_string(sum) + "\n";
}

}  // namespace

std::string metrics_text(const LedgerState& state, const HttpCounters& counters, const MemoryBudget& memory,
                         const PostCounters* post) {
  std::string out;
  line(out, "gauge", "can_write", "1 when the ledger can write", state.can_write.load() ? 1 : 0);
  line(out, "gauge", "position", "Latest journal position", state.position.load());
  line(out, "counter", "batches_total", "Batches committed", state.batches.load());
  line(out, "counter", "messages_total", "Messages answered", state.messages.load());
  line(out, "counter", "duplicates_total", "Messages that had come before", state.duplicates.load());
  line(out, "counter", "messages_refused_total", "Messages not accepted", state.refused.load());
  line(out, "counter", "messages_without_basis_total", "Messages of which nothing was kept",
       state.without_basis.load());
  line(out, "counter", "gaps_seen_total", "Messages that a chain names and that never came",
       state.gaps_seen.load());
  line(out, "counter", "gaps_filled_total", "Messages that had been missing and came",
       state.gaps_filled.load());
  line(out, "counter", "letters_acknowledged_total", "Acknowledgements of letters sent from here",
       state.letters_acknowledged.load());
  line(out, "counter", "acknowledgements_not_believed_total",
       "Acknowledgements of nothing that was sent from here, or that contradict an earlier one",
       state.acknowledgements_unknown.load());
  line(out, "counter", "commands_total", "Verbs answered", state.commands.load());
  line(out, "counter", "ticks_total", "Records the clock has looked at", state.ticks.load());
  line(out, "counter", "silences_total", "Silences noted", state.silences.load());
  line(out, "counter", "failed_commits_total", "Batches that the disk refused", state.failed_commits.load());
  line(out, "gauge", "frozen_records", "Records closed for changes", state.frozen.load());
  line(out, "gauge", "records_in_memory", "Records in memory", state.records_in_memory.load());
  line(out, "gauge", "large_memory_bytes", "Memory that large messages in flight have", memory.taken());
  line(out, "gauge", "large_waiting", "Large messages that wait for their share of it", memory.waiting());
  if (post != nullptr) {
    line(out, "gauge", "post_waiting", "Letters that wait to be sent", post->waiting.load());
    line(out, "gauge", "post_awaiting", "Letters sent and not acknowledged", post->awaiting.load());
    line(out, "gauge", "post_in_error", "Letters refused, or never acknowledged", post->in_error.load());
    line(out, "counter", "post_delivered_total", "Letters that a receiver took, each time",
         post->delivered.load());
    line(out, "counter", "post_failures_total", "Letters that a receiver did not take, each time",
         post->failures.load());
  }
  line(out, "counter", "http_connections_total", "Connections accepted", counters.connections.load());
  line(out, "gauge", "http_connections_open", "Connections open", counters.connections_open.load());
  line(out, "counter", "http_connections_refused_total", "Connections refused for want of room",
       counters.connections_refused.load());
  out +=
      "# HELP klynge_http_responses_total Responses by class\n# TYPE klynge_http_responses_total counter\n";
  for (int i = 2; i <= 5; ++i)
    out += "klynge_http_responses_total{class=\"" + std::to_string(i) + "xx\"} " +
           std::to_string(counters.by_class[i].load()) + "\n";
  histogram(out, counters);
  return out;
}

}  // namespace klynge::server
