#include "message/fhir_xml.h"

#include <algorithm>

#include "base/xml.h"
#include "message/fhir_elements.h"

namespace klynge::message {
namespace {

constexpr View fhir_space = "http://hl7.org/fhir", xhtml_space = "http://www.w3.org/1999/xhtml";

// --- from XML --------------------------------------------------------------------------------------------

Problem at(const xml::Element& element, std::string what) {
  return not_understood("line " + std::to_string(element.line) + ", column " + std::to_string(element.column),
                        std::move(what));
}

// FHIR's numbers are JSON's; everything else would not be JSON.
bool is_number(View text) {
  size_t i = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const size_t from = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - from;
  };
  const size_t first = i;
  const size_t whole = digits();
  if (whole == 0 || (whole > 1 && text[first] == '0')) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

class ToJson {
 public:
  explicit ToJson(Bytes& out) : writer_(out) {}

  void resource(const xml::Element& element) {
    writer_.begin_object().field("resourceType", element.name);
    members(element, element.name);
    writer_.end_object();
  }
  std::optional<Problem> problem() && { return std::move(problem_); }

 private:
  void refuse(const xml::Element& where, std::string what) {
    if (!problem_) problem_ = at(where, std::move(what));
  }

  // Attributes and children of an element of that type, as members of the object that has been begun.
  void members(const xml::Element& element, View type) {
    const std::vector<ElementRule>* rules = elements_of(type);
    if (rules == nullptr)
      return refuse(element, "<" + element.name + "> is not among the resources that are read here in XML");
    for (const xml::Attribute& attribute : element.attributes) {
      if (attribute.name == "value") return refuse(element, "<" + element.name + "> has no value in FHIR");
      if (attribute.name == "id" || attribute.name == "url") writer_.field(attribute.name, attribute.value);
    }
    for (size_t i = 0; i < element.children.size() && !problem_;) {
      const xml::Element& child = element.children[i];
      size_t end = i + 1;
      while (end < element.children.size() && element.children[end].name == child.name) ++end;
      const auto rule = std::ranges::find(*rules, View(child.name), &ElementRule::name);
      if (rule == rules->end())
        return refuse(child, "<" + child.name + "> is not in " + std::string(type) + " in FHIR R4");
      const auto same = std::span(element.children).subspan(i, end - i);
      const auto again = std::span(element.children).subspan(end);
      if (std::ranges::find(again, child.name, &xml::Element::name) != again.end())
        return refuse(child, "<" + child.name + "> stands in two places; what repeats stands together");
      if (!rule->repeats && same.size() > 1)
        return refuse(same[1], "<" + child.name + "> may not repeat in " + std::string(type));
      member(*rule, same);
      i = end;
    }
  }

  void member(const ElementRule& rule, std::span<const xml::Element> same) {
    if (rule.is_primitive()) return primitives(rule, same);
    writer_.key(rule.name);
    if (rule.repeats) writer_.begin_array();
    for (const xml::Element& one : same) value(rule, one);
    if (rule.repeats) writer_.end_array();
  }

  void value(const ElementRule& rule, const xml::Element& element) {
    if (rule.type == "xhtml") {
      if (element.markup.empty()) return refuse(element, "xhtml was expected in its own namespace");
      writer_.string(element.markup);
      return;
    }
    if (!element.markup.empty()) return refuse(element, "an element of FHIR was expected here");
    if (rule.type == "Resource") {
      if (element.children.size() != 1) return refuse(element, "one resource was expected here");
      resource(element.children.front());
      return;
    }
    writer_.begin_object();
    members(element, rule.type);
    writer_.end_object();
  }

  // A value; and beside it, under the name with an underscore, its id and extensions.
  void primitives(const ElementRule& rule, std::span<const xml::Element> same) {
    const auto has_value = [](const xml::Element& one) { return one.attribute("value") != nullptr; };
    const auto has_more = [](const xml::Element& one) {
      return one.attribute("id") != nullptr || !one.children.empty();
    };
    for (const xml::Element& one : same)
      if (!one.markup.empty() || (!has_value(one) && !has_more(one)))
        return refuse(one, "<" + one.name + "> was expected to have a value");
    if (std::ranges::any_of(same, has_value)) {
      writer_.key(rule.name);
      if (rule.repeats) writer_.begin_array();
      for (const xml::Element& one : same) {
        if (has_value(one))
          primitive(rule, one);
        else
          writer_.null();
      }
      if (rule.repeats) writer_.end_array();
    }
    if (std::ranges::none_of(same, has_more)) return;
    writer_.key("_" + std::string(rule.name));
    if (rule.repeats) writer_.begin_array();
    for (const xml::Element& one : same) {
      if (!has_more(one)) {
        writer_.null();
        continue;
      }
      xml::Element beside = one;
      std::erase_if(beside.attributes, [](const xml::Attribute& a) { return a.name == "value"; });
      writer_.begin_object();
      members(beside, "Element");
      writer_.end_object();
    }
    if (rule.repeats) writer_.end_array();
  }

  void primitive(const ElementRule& rule, const xml::Element& element) {
    const View text = *element.attribute("value");
    if (rule.type == "string") {
      writer_.string(text);
    } else if (rule.type == "boolean") {
      if (text != "true" && text != "false")
        return refuse(element, "<" + element.name + "> was expected to be true or false");
      writer_.boolean(text == "true");
    } else {
      if (!is_number(text)) return refuse(element, "<" + element.name + "> was expected to be a number");
      writer_.raw(text);
    }
  }

  json::Writer writer_;
  std::optional<Problem> problem_;
};

// --- to XML ----------------------------------------------------------------------------------------------

class ToXml {
 public:
  explicit ToXml(Bytes& out) : out_(out) {}

  void resource(const json::Node& node, bool is_root) {
    const View type = json::text_of(&node, "resourceType");
    if (!node.is_object() || type.empty() || elements_of(type) == nullptr)
      return refuse(node, "expected a resource that is written here in XML");
    out_ += '<';
    out_ += type;
    if (is_root) {
      out_ += " xmlns=\"";
      out_ += fhir_space;
      out_ += '"';
    }
    out_ += '>';
    members(node, type, true);
    close(type);
  }
  std::optional<Problem> problem() && { return std::move(problem_); }

 private:
  void refuse(const json::Node& where, std::string what) {
    if (!problem_) problem_ = not_understood(json::path_of(&where, ""), std::move(what));
  }
  void close(View name) {
    out_ += "</";
    out_ += name;
    out_ += '>';
  }

  // In FHIR's order; `id` of a resource is an element, of anything else an attribute, and so is an
  // extension's `url`.
  static bool is_attribute(View name, View type, bool is_resource) {
    return (name == "id" && !is_resource) || (name == "url" && type == "Extension");
  }
  void attributes(const json::Node& node, View type) {
    for (const View name : {View("id"), View("url")}) {
      const json::Node* value = is_attribute(name, type, false) ? json::find(&node, name) : nullptr;
      if (value == nullptr) continue;
      if (!value->is_string()) return refuse(*value, "expected text");
      out_ += ' ';
      out_ += name;
      out_ += "=\"";
      xml::write_value(value->text, out_);
      out_ += '"';
    }
  }
  void members(const json::Node& node, View type, bool is_resource) {
    const std::vector<ElementRule>& rules = *elements_of(type);
    uint32_t met = is_resource ? 1 : 0;  // resourceType
    for (const ElementRule& rule : rules) {
      const json::Node* value = json::find(&node, rule.name);
      const json::Node* beside =
          rule.is_primitive() ? json::find(&node, "_" + std::string(rule.name)) : nullptr;
      met += (value != nullptr) + (beside != nullptr);
      if (is_attribute(rule.name, type, is_resource)) continue;
      if (value == nullptr && beside == nullptr) continue;
      const json::Node& shape = value != nullptr ? *value : *beside;
      if (shape.is_array() != rule.repeats)
        return refuse(shape, rule.repeats ? "expected an array" : "expected one value and no array");
      if (!rule.repeats) {
        element(rule, value, beside);
        continue;
      }
      const json::Node* one = value == nullptr ? nullptr : value->first;
      const json::Node* other = beside == nullptr ? nullptr : beside->first;
      while (one != nullptr || other != nullptr) {
        element(rule, one, other);
        if (one != nullptr) one = one->next;
        if (other != nullptr) other = other->next;
      }
    }
    if (met != node.count) refuse(node, "has a member that FHIR R4 does not have there");
  }

  void element(const ElementRule& rule, const json::Node* value, const json::Node* beside) {
    if (problem_) return;
    if (rule.type == "xhtml") {
      if (!value->is_string()) return refuse(*value, "expected xhtml");
      return narrative(value->text);
    }
    if (!rule.is_primitive() && !value->is_object()) return refuse(*value, "expected an object");
    out_ += '<';
    out_ += rule.name;
    if (rule.type == "Resource") {
      out_ += '>';
      resource(*value, false);
      return close(rule.name);
    }
    const json::Node* body = rule.is_primitive() ? beside : value;
    if (body != nullptr && body->kind == json::Kind::null) body = nullptr;
    if (body != nullptr && !body->is_object()) return refuse(*body, "expected an object");
    const View type = rule.is_primitive() ? View("Element") : rule.type;
    if (body != nullptr) attributes(*body, type);
    if (rule.is_primitive()) text(rule, value);
    const size_t before = out_.size();
    out_ += '>';
    if (body != nullptr) members(*body, type, false);
    if (out_.size() > before + 1) return close(rule.name);
    out_.resize(before);
    out_ += "/>";
  }

  // In JSON nobody has looked whether it is well-formed; what is not is shown as the text it is.
  void narrative(View markup) {
    if (const auto plain = xml::markup(markup, xhtml_space)) {
      out_ += *plain;
      return;
    }
    out_ += "<div xmlns=\"";
    out_ += xhtml_space;
    out_ += "\">";
    xml::write_text(markup, out_);
    out_ += "</div>";
  }

  void text(const ElementRule& rule, const json::Node* value) {
    if (value == nullptr || value->kind == json::Kind::null) return;
    const json::Kind wanted = rule.type == "string"    ? json::Kind::string
                              : rule.type == "boolean" ? json::Kind::boolean
                                                       : json::Kind::number;
    if (value->kind != wanted) return refuse(*value, "expected a " + std::string(rule.type));
    out_ += " value=\"";
    if (wanted == json::Kind::boolean)
      out_ += value->truth ? "true" : "false";
    else
      xml::write_value(value->text, out_);
    out_ += '"';
  }

  Bytes& out_;
  std::optional<Problem> problem_;
};

}  // namespace

bool looks_like_xml(View bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE"))
    return true;  // JSON has no other encoding
  const size_t start = bytes.find_first_not_of(" \t\r\n");
  return start != View::npos && bytes[start] == '<';
}

Result<Bytes> json_from_xml(View xml) {
  auto root = xml::parse(xml, fhir_space);
  if (!root) return root.problem();
  Bytes out;
  out.reserve(xml.size());
  ToJson json(out);
  json.resource(*root);
  if (auto problem = std::move(json).problem()) return *problem;
  return out;
}

Result<Bytes> xml_from_json(const json::Node& root) {
  Bytes out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  ToXml xml(out);
  xml.resource(root, true);
  if (auto problem = std::move(xml).problem()) return *problem;
  return out;
}

}  // namespace klynge::message
