// What a resend may not change, as one number. A resend gets a new Bundle.id, Bundle.timestamp and new times
// in the Provenances (MedCom messaging, "resend"), and with the times goes the narrative that repeats them.
// No narrative counts: it is the same content for a person's eyes, and is written otherwise when the message
// comes in XML.
#include <algorithm>
#include <array>
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

// Text with its length before it needs no escapes, and no two documents give the same bytes.
void put_text(View text, Bytes& out) {
  put_u32(out, static_cast<uint32_t>(text.size()));
  out += text;
}

void put(const json::Node& node, Bytes& out);

// Members in the order of their names. Objects are small, and then nothing is allocated.
void put_object(const json::Node& object, Bytes& out) {
  std::array<const json::Node*, 24> few{};
  std::vector<const json::Node*> many;
  if (object.count > few.size()) many.resize(object.count);
  const json::Node** const first = many.empty() ? few.data() : many.data();
  const json::Node** last = first;
  for (const json::Node* member = object.first; member != nullptr; member = member->next) {
    if (!is_envelope(*member)) *last++ = member;
  }
  std::sort(first, last, [](const json::Node* a, const json::Node* b) { return a->key < b->key; });
  out += '{';
  for (const json::Node** member = first; member != last; ++member) {
    put_text((*member)->key, out);
    put(**member, out);
  }
  out += '}';
}

// Recursion is safe here: a Document is no deeper than json::max_depth_default.
void put(const json::Node& node, Bytes& out) {
  switch (node.kind) {
    case json::Kind::object:
      put_object(node, out);
      break;
    case json::Kind::array:
      out += '[';
      for (const json::Node* item = node.first; item != nullptr; item = item->next) put(*item, out);
      out += ']';
      break;
    case json::Kind::string:
      out += '"';
      put_text(node.text, out);
      break;
    case json::Kind::number:
      out += '#';
      put_text(node.text, out);
      break;
    case json::Kind::boolean:
      out += node.truth ? 't' : 'f';
      break;
    case json::Kind::null:
      out += '0';
      break;
  }
}

}  // namespace

Bytes content_digest(const Reading& reading) {
  Bytes canonical;
  canonical.reserve(8192);
  put(reading.document->root(), canonical);
  return sha256(canonical);
}

}  // namespace klynge::message
