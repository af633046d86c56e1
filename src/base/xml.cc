#include "base/xml.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace klynge::xml {
namespace {

constexpr char separator = '\x01';  // between namespace and name, as expat is asked for
constexpr View xml_space = "http://www.w3.org/XML/1998/namespace";

struct Name {
  View space, local;
};

Name split(const XML_Char* name) {
  const View whole(name);
  const size_t at = whole.find(separator);
  if (at == View::npos) return {{}, whole};
  return {whole.substr(0, at), whole.substr(at + 1)};
}

bool is_blank(View text) {
  return text.find_first_not_of(" \t\r\n") == View::npos;
}

class Builder {
 public:
  Builder(View space, uint32_t max_depth, bool is_markup = false)
      : space_(space),
        is_markup_(is_markup),
        max_depth_(max_depth),
        parser_(XML_ParserCreateNS(nullptr, separator), XML_ParserFree) {}

  Result<Element> build(View bytes) {
    if (!parser_) return not_now("", "out of memory");
    XML_Parser parser = parser_.get();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Builder*>(self)->begins(split(name), attributes);
        },
        [](void* self, const XML_Char* name) { static_cast<Builder*>(self)->ends(split(name)); });
    XML_SetCharacterDataHandler(parser, [](void* self, const XML_Char* text, int size) {
      static_cast<Builder*>(self)->text(View(text, static_cast<size_t>(size)));
    });
    XML_SetStartDoctypeDeclHandler(
        parser, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
          static_cast<Builder*>(self)->stop("a document type is not read: it could define entities");
        });
    // Expat counts in int; and what comes in one piece it reads where it stands, without a copy.
    constexpr size_t piece = 1 << 30;
    for (size_t at = 0; at <= bytes.size(); at += piece) {
      const View part = bytes.substr(at, piece);
      const bool last = at + piece >= bytes.size();
      if (XML_Parse(parser, part.data(), static_cast<int>(part.size()), last) == XML_STATUS_OK) {
        if (last) break;
        continue;
      }
      if (!problem_)
        fail(std::string("this is not well-formed XML: ") + XML_ErrorString(XML_GetErrorCode(parser)));
      return *problem_;
    }
    return std::move(root_);
  }

 private:
  void fail(std::string why) {
    problem_ = not_understood("line " + std::to_string(XML_GetCurrentLineNumber(parser_.get())) +
                                  ", column " + std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1),
                              std::move(why));
  }
  void stop(std::string why) {
    if (problem_) return;
    fail(std::move(why));
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void begins(Name name, const XML_Char** attributes) {
    if (problem_) return;
    if (++depth_ > max_depth_) return stop("elements lie more than " + std::to_string(max_depth_) + " deep");
    if (++count_ > max_elements) return stop(too_many());
    if (markup_depth_ > 0) return markup_begins(name, attributes);
    if (open_.empty()) {
      if (name.space != space_)
        return stop("the root was expected in the namespace " + std::string(space_) + "; it is in another");
      if (!is_markup_) return place(root_, name, attributes);
      markup_ = &root_.markup;
      return markup_begins(name, attributes);
    }
    Element& child = open_.back()->children.emplace_back();
    if (name.space == space_) return place(child, name, attributes);
    child.name = name.local;
    mark(child);
    markup_ = &child.markup;
    markup_begins(name, attributes);
  }
  void place(Element& element, Name name, const XML_Char** attributes) {
    element.name = name.local;
    mark(element);
    for (; *attributes != nullptr; attributes += 2) {
      if (++count_ > max_elements) return stop(too_many());
      const Name attribute = split(attributes[0]);
      if (attribute.space.empty())
        element.attributes.push_back({std::string(attribute.local), attributes[1]});
    }
    open_.push_back(&element);  // stays where it is: its parent gets no other child while it is open
  }
  static std::string too_many() {
    return "there are more than " + std::to_string(max_elements) + " elements and attributes";
  }
  void mark(Element& element) {
    element.line = XML_GetCurrentLineNumber(parser_.get());
    element.column = XML_GetCurrentColumnNumber(parser_.get()) + 1;
  }

  void markup_begins(Name name, const XML_Char** attributes) {
    *markup_ += '<';
    *markup_ += name.local;
    if (markup_depth_++ == 0 || name.space != markup_space_) {
      *markup_ += " xmlns=\"";
      write_value(name.space, *markup_);
      *markup_ += '"';
      markup_space_ = name.space;
    }
    for (; *attributes != nullptr; attributes += 2) {
      const Name attribute = split(attributes[0]);
      if (!attribute.space.empty() && attribute.space != xml_space) continue;
      *markup_ += attribute.space.empty() ? " " : " xml:";
      *markup_ += attribute.local;
      *markup_ += "=\"";
      write_value(attributes[1], *markup_);
      *markup_ += '"';
    }
    *markup_ += '>';
  }

  void ends(Name name) {
    if (problem_) return;
    --depth_;
    if (markup_depth_ == 0) return open_.pop_back();
    --markup_depth_;
    if (markup_->ends_with('>') && !markup_->ends_with("/>") && is_empty_tag(name)) {
      markup_->back() = '/';
      *markup_ += '>';
      return;
    }
    *markup_ += "</";
    *markup_ += name.local;
    *markup_ += '>';
  }
  // Did the markup just open this very element?
  bool is_empty_tag(Name name) const {
    const size_t at = markup_->rfind('<');
    const View tag = View(*markup_).substr(at + 1);
    return tag.starts_with(name.local) && tag.size() > name.local.size() &&
           (tag[name.local.size()] == '>' || tag[name.local.size()] == ' ');
  }

  void text(View characters) {
    if (problem_) return;
    if (markup_depth_ > 0) return write_text(characters, *markup_);
    if (!is_blank(characters)) stop("text stands between elements; values are attributes");
  }

  const View space_;
  const bool is_markup_;
  const uint32_t max_depth_;
  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  Element root_;
  std::vector<Element*> open_;
  std::string* markup_ = nullptr;  // being written
  uint32_t depth_ = 0, markup_depth_ = 0;
  std::string markup_space_;
  size_t count_ = 0;
  std::optional<Problem> problem_;
};

}  // namespace

const std::string* Element::attribute(View attribute_name) const {
  const auto found = std::ranges::find(attributes, attribute_name, &Attribute::name);
  return found == attributes.end() ? nullptr : &found->value;
}

Result<Element> parse(View bytes, View space, uint32_t max_depth) {
  return Builder(space, max_depth).build(bytes);
}

Result<std::string> markup(View text, View space, uint32_t max_depth) {
  auto root = Builder(space, max_depth, true).build(text);
  if (!root) return root.problem();
  return std::move(root->markup);
}

void write_text(View text, std::string& out) {
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (octet >= 0x20 || c == '\n' || c == '\t')
      out += c;
    else if (c == '\r')
      out += "&#13;";
  }
}

void write_value(View value, std::string& out) {
  std::string text;
  write_text(value, text);
  for (const char c : text) {
    if (c == '"')
      out += "&quot;";
    else if (c == '\n')
      out += "&#10;";
    else if (c == '\t')
      out += "&#9;";
    else
      out += c;
  }
}

}  // namespace klynge::xml
