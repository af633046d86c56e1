#include "core/pathway/sign.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/json.h"
#include "core/pathway/read.h"

namespace klynge {
namespace {

constexpr std::string_view key = "signatures:";

void write_node(const yaml::Node& node, json::Writer& out) {
  switch (node.kind) {
    case yaml::Node::null:
      out.null();
      return;
    case yaml::Node::scalar:
      out.string(node.text);
      return;
    case yaml::Node::list:
      out.begin_array();
      for (const yaml::Node& item : node.items) write_node(item, out);
      out.end_array();
      return;
    case yaml::Node::map:
      out.begin_object();
      for (const auto& [name, value] : node.members) write_node(value, out.key(name));
      out.end_object();
      return;
  }
}

// With their ends, so that what is put together again is what it was.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

bool is_comment(std::string_view line) {
  const size_t at = line.find_first_not_of(" \t");
  return at != std::string_view::npos && line[at] == '#';
}

std::string row_of(const Pathway::Signature& signature) {
  std::string name;
  json::write_string(signature.name, name);  // a JSON string is a YAML string
  return fmt::format("  - {{role: {}, name: {}, date: {},\n     digest: {}}}\n", signature.role, name,
                     signature.date, signature.digest);
}

// The key, with a comment that stands behind it; the signatures; and comments that stood among them.
std::string with_rows(std::string_view text, const std::vector<Pathway::Signature>& signatures) {
  std::string out, comments;
  bool inside = false;
  for (const std::string_view line : lines_of(text)) {
    const bool begins = line.starts_with(key);
    inside = begins || (inside && (line[0] == ' ' || line[0] == '\t' || line[0] == '-'));
    if (!inside) {
      out += std::exchange(comments, {});
      out += line;
    } else if (begins) {
      const size_t comment = line.find(" #");
      out += key;
      out += comment == std::string_view::npos ? "\n" : line.substr(comment);
      for (const Pathway::Signature& one : signatures) comments += row_of(one);
    } else if (is_comment(line)) {
      out += line;
    }
  }
  return out + comments;
}

std::string said(const Pathway::Signature& signature) {
  return fmt::format("{}, {}, {}", signature.role, signature.name, signature.date);
}

}  // namespace

Bytes signed_content(const yaml::Node& root) {
  yaml::Node content = root;
  std::erase_if(content.members, [](const yaml::Member& one) { return one.first == "signatures"; });
  Bytes bytes;
  json::Writer out(bytes);
  write_node(content, out);
  return bytes;
}

std::string content_digest(const yaml::Node& root) {
  return to_hex(sha256(signed_content(root)));
}

Result<std::string> sign_pathway(std::string_view text, const std::string& file_name,
                                 Pathway::Signature signature) {
  const auto before = read_pathway(text, file_name);
  if (!before) return before.problem();
  if (const auto* there = before->signature_of(signature.role)) {
    return refused(file_name, fmt::format("has the signature of {} already", said(*there)));
  }
  signature.digest = before->digest;
  std::vector<Pathway::Signature> all = before->signatures;
  std::erase_if(all, [&](const Pathway::Signature& one) { return one.role == signature.role; });
  all.push_back(signature);
  const std::string out = with_rows(text, all);
  const auto after = read_pathway(out, file_name);
  // What is wrong with the signer, name or date the reader says; where in the file would mislead.
  if (!after) return refused("signature", after.problem().what);
  if (after->digest != before->digest || after->signatures.size() != all.size()) {
    return refused(file_name, "found no line \"signatures:\" to write below, expected one");
  }
  return out;
}

}  // namespace klynge
