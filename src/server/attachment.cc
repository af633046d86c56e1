#include "server/attachment.h"

#include <algorithm>

#include "message/codes.h"

namespace klynge::server {
namespace {

constexpr size_t name_bytes_max = 100;

// The ending that a file of the type has: "image/jpeg" has ".jpeg".
std::string ending_of(View content_type) {
  if (!message::is_attachment_type(content_type)) return "";
  return "." + std::string(content_type.substr(content_type.find('/') + 1));
}

bool same_ending(View name, View ending) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto ends = [&](View with) {
    return name.size() > with.size() &&
           std::ranges::equal(name.substr(name.size() - with.size()), with, {}, lower, lower);
  };
  return ends(ending) || (ending == ".jpeg" && ends(".jpg")) || (ending == ".tiff" && ends(".tif"));
}

bool is_kept(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet >= 0x20 && octet != 0x7f && !View("/\\:*?\"<>|;%").contains(c);
}

Response to_keep(View file_name, std::string content_type, Bytes content) {
  return {200,
          std::move(content_type),
          std::move(content),
          {{"Content-Disposition", disposition_of(file_name)},
           {"X-Content-Type-Options", "nosniff"},
           {"Content-Security-Policy", "sandbox; default-src 'none'"},
           {"Cross-Origin-Resource-Policy", "same-origin"},
           {"Cache-Control", "no-store"}}};
}

// No half of a character is left at the end.
void cut_to(std::string& text, size_t bytes) {
  if (text.size() <= bytes) return;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  text.resize(bytes);
}

}  // namespace

std::string safe_file_name(View title, View content_type) {
  std::string name;
  for (const char c : title) name += is_kept(c) ? c : '_';
  const size_t first = name.find_first_not_of(". _");
  name.erase(0, std::min(first, name.size()));
  while (name.ends_with('.') || name.ends_with(' ')) name.pop_back();
  if (name.empty()) name = "attachment";
  const std::string ending = ending_of(content_type);
  if (ending.empty() || same_ending(name, ending)) {
    cut_to(name, name_bytes_max);
    return name;
  }
  cut_to(name, name_bytes_max - ending.size());
  return name + ending;
}

std::string disposition_of(View file_name) {
  std::string plain, coded;
  for (const char c : file_name) {
    const auto octet = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    plain += octet < 0x80 ? c : '_';
    if (letter || View("-._~").contains(c))
      coded += c;
    else
      coded += "%" + to_hex(View(&c, 1));
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + coded;
}

Response file_of(AttachmentSeen attachment) {
  const bool known = message::is_attachment_type(attachment.content_type);
  return to_keep(safe_file_name(attachment.title, attachment.content_type),
                 known ? attachment.content_type : "application/octet-stream", std::move(attachment.content));
}

Response file_of(RawMessage message, Position entry) {
  const std::string name = "message-" + std::to_string(entry) + (message.is_xml ? ".xml" : ".json");
  return to_keep(name, message.is_xml ? "application/fhir+xml" : "application/fhir+json",
                 std::move(message.content));
}

}  // namespace klynge::server
