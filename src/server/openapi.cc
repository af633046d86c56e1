#include "server/openapi.h"

#include <algorithm>

#include "base/json.h"
#include "base/yaml.h"

// The file's octets, as they are.
__asm__(
    ".section .rodata\n"
    "klynge_openapi_begin:\n"
    ".incbin \"" KLYNGE_OPENAPI
    "\"\n"
    "klynge_openapi_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const char klynge_openapi_begin[];
extern "C" const char klynge_openapi_end[];

namespace klynge::server {
namespace {

// A plain word that JSON has too is that; what stands in quotes is text.
bool is_literal(const yaml::Node& node) {
  if (node.quoted || node.text.empty()) return false;
  if (node.text == "true" || node.text == "false") return true;
  const View digits = View(node.text).substr(node.text.starts_with('-') ? 1 : 0);
  return !digits.empty() && (digits == "0" || digits.front() != '0') &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

void write(const yaml::Node& node, json::Writer& out) {
  switch (node.kind) {
    case yaml::Node::null:
      out.null();
      return;
    case yaml::Node::scalar:
      is_literal(node) ? out.raw(node.text) : out.string(node.text);
      return;
    case yaml::Node::list:
      out.begin_array();
      for (const yaml::Node& item : node.items) write(item, out);
      out.end_array();
      return;
    case yaml::Node::map:
      out.begin_object();
      for (const auto& [name, value] : node.members) write(value, out.key(name));
      out.end_object();
      return;
  }
}

}  // namespace

View openapi_yaml() {
  return {klynge_openapi_begin, static_cast<size_t>(klynge_openapi_end - klynge_openapi_begin)};
}

const Bytes& openapi_json() {
  static const Bytes made = [] {
    Bytes text;
    json::Writer out(text);
    if (const auto document = yaml::parse(openapi_yaml(), "openapi.yaml")) write(*document, out);
    return text;
  }();
  return made;
}

}  // namespace klynge::server
