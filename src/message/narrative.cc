#include "message/narrative.h"

namespace klynge::message {

void put_xhtml(std::string& out, View text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "<br/>";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
    }
  }
}

Narrative::Narrative(std::string& out) : out_(out) {
  out_ += R"("text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">)";
}

Narrative::~Narrative() {
  out_ += "</div>\"},";
}

void Narrative::line(View label, View value) {
  if (value.empty()) return;
  out_ += "<p><b>";
  out_ += label;
  out_ += "</b>: ";
  put_xhtml(out_, value);
  out_ += "</p>";
}

namespace {

bool is_name(View key) {
  for (const char c : key)
    if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) return false;
  return !key.empty();
}

// Recursion is safe: a Document is no deeper than json::max_depth_default.
void put_lines(Narrative& text, const json::Node& node, View label) {
  for (const json::Node* one = node.first; one != nullptr; one = one->next) {
    const View key = is_name(one->key) ? one->key : label;
    const bool said_elsewhere = one->key == "resourceType" || one->key == "meta" || one->key == "data" ||
                                one->key == "text" || one->key == "url" || one->key == "system";
    if (said_elsewhere && !(one->key == "text" && one->is_string())) continue;
    if (one->is_object() || one->is_array()) {
      put_lines(text, *one, key);
    } else if (one->kind == json::Kind::boolean) {
      text.line(key, one->truth ? "ja (true)" : "nej (false)");
    } else {
      text.line(key, one->text);
    }
  }
}

}  // namespace

void put_narrative_of(std::string& out, const json::Node& resource) {
  Narrative text(out);
  put_lines(text, resource, "");
}

}  // namespace klynge::message
