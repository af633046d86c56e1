// What a resend may not change, as one number. A resend gets a new Bundle.id, Bundle.timestamp and new times
// in the Provenances (MedCom messaging, "resend"), and with the times goes the narrative that repeats them.
#include <algorithm>
#include <vector>

#include "base/hash.h"
#include "message/message.h"

namespace klynge::message {

namespace {

bool is_envelope(const json::Node& member) {
  const json::Node* in = member.parent;
  if (in->parent == nullptr) return member.key == "id" || member.key == "timestamp";
  const bool times = member.key == "occurredDateTime" || member.key == "recorded" || member.key == "text";
  return times && in->key == "resource" && json::text_of(in, "resourceType") == "Provenance";
}

void put(const json::Node& node, std::string& out);

void put_object(const json::Node& object, std::string& out) {
  std::vector<const json::Node*> members;
  members.reserve(object.count);
  for (const json::Node* member = object.first; member != nullptr; member = member->next) {
    if (!is_envelope(*member)) members.push_back(member);
  }
  std::sort(members.begin(), members.end(),
            [](const json::Node* a, const json::Node* b) { return a->key < b->key; });
  out += '{';
  for (const json::Node* member : members) {
    json::write_string(member->key, out);
    out += ':';
    put(*member, out);
    out += ',';
  }
  out += '}';
}

// Recursion is safe here: a Document is no deeper than json::max_depth_default.
void put(const json::Node& node, std::string& out) {
  if (node.is_object()) return put_object(node, out);
  if (!node.is_array()) return json::write(node, out);
  out += '[';
  for (const json::Node* item = node.first; item != nullptr; item = item->next) {
    put(*item, out);
    out += ',';
  }
  out += ']';
}

}  // namespace

Bytes content_digest(const Reading& reading) {
  std::string canonical;
  put(reading.document->root(), canonical);
  return sha256(canonical);
}

}  // namespace klynge::message
