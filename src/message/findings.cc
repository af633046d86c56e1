#include "message/findings.h"

namespace klynge::message {

void write_issues(const std::vector<Issue>& issues, json::Writer& out) {
  out.begin_array();
  for (const Issue& issue : issues) {
    out.begin_object().field("severity", word(issue.severity)).field("path", issue.path);
    out.field("rule", issue.rule).field("text", issue.text);
    if (!issue.detail.empty()) out.field("detail", issue.detail);
    out.end_object();
  }
  out.end_array();
}

void write_findings(View type, Answer answer, const std::vector<Issue>& issues, json::Writer& out) {
  out.field("type", type).field("answer", word(answer));
  write_issues(issues, out.key("issues"));
}

}  // namespace klynge::message
