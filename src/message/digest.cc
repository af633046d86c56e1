// What a resend may not change, as one number. A resend gets a new Bundle.id, Bundle.timestamp and new times
// in the Provenances (MedCom messaging, "resend"), and with the times goes the narrative that repeats them.
// No narrative counts: it is the same content for a person's eyes, and is written otherwise when the message
// comes in XML.
#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "message/message.h"

namespace klynge::message {

namespace {

bool is_envelope(const json::Node& member) {
  const json::Node* in = member.parent;
  if (in->parent == nullptr) return member.key == "id" || member.key == "timestamp";
  if (member.key == "div" && in->key == "text") return true;
  const bool times = member.key == "occurredDateTime" || member.key == "recorded" || member.key == "text";
  return times && in->key == "resource" && json::text_of(in, "resourceType") == "Provenance";
}

// The canonical form on its way into the hash. A message of many megabytes is never whole in it.
class Canonical {
 public:
  Canonical() { waiting_.reserve(8192); }
  void mark(char c) { waiting_ += c; }
  // Text with its length before it needs no escapes, and no two documents give the same bytes.
  void text(View text) {
    put_u32(waiting_, static_cast<uint32_t>(text.size()));
    if (waiting_.size() + text.size() <= waiting_bytes_max) {
      waiting_ += text;
      return;
    }
    if (!hash_) hash_ = std::make_unique<Sha256>();
    hash_->add(waiting_);
    hash_->add(text);
    waiting_.clear();
  }
  Bytes finish() {
    if (!hash_) return sha256(waiting_);
    hash_->add(waiting_);
    return hash_->finish();
  }

 private:
  static constexpr size_t waiting_bytes_max = 64u << 10;
  Bytes waiting_;
  std::unique_ptr<Sha256> hash_;  // only for what is larger
};

void put(const json::Node& node, Canonical& out);

// Members in the order of their names. Objects are small, and then nothing is allocated.
void put_object(const json::Node& object, Canonical& out) {
  std::array<const json::Node*, 24> few{};
  std::vector<const json::Node*> many;
  if (object.count > few.size()) many.resize(object.count);
  const json::Node** const first = many.empty() ? few.data() : many.data();
  const json::Node** last = first;
  for (const json::Node* member = object.first; member != nullptr; member = member->next) {
    if (!is_envelope(*member)) *last++ = member;
  }
  std::sort(first, last, [](const json::Node* a, const json::Node* b) { return a->key < b->key; });
  out.mark('{');
  for (const json::Node** member = first; member != last; ++member) {
    out.text((*member)->key);
    put(**member, out);
  }
  out.mark('}');
}

// Recursion is safe here: a Document is no deeper than json::max_depth_default.
void put(const json::Node& node, Canonical& out) {
  switch (node.kind) {
    case json::Kind::object:
      put_object(node, out);
      break;
    case json::Kind::array:
      out.mark('[');
      for (const json::Node* item = node.first; item != nullptr; item = item->next) put(*item, out);
      out.mark(']');
      break;
    case json::Kind::string:
      out.mark('"');
      out.text(node.text);
      break;
    case json::Kind::number:
      out.mark('#');
      out.text(node.text);
      break;
    case json::Kind::boolean:
      out.mark(node.truth ? 't' : 'f');
      break;
    case json::Kind::null:
      out.mark('0');
      break;
  }
}

}  // namespace

Bytes content_digest(const Reading& reading) {
  Canonical canonical;
  put(reading.document->root(), canonical);
  return canonical.finish();
}

}  // namespace klynge::message
