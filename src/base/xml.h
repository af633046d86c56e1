#pragma once
// An XML document as a tree, read with expat: well-formedness, encodings (UTF-8, UTF-16, ISO-8859-1) and
// namespaces are its business. A document type is refused, so there is no entity but the five of XML and
// nothing is ever fetched or multiplied. What stands in another namespace than the root's is kept as markup,
// written out again (a narrative's xhtml). Pure functions over text; any thread.
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace klynge::xml {

struct Attribute {
  std::string name, value;
};

struct Element {
  std::string name;  // without prefix
  std::vector<Attribute> attributes;
  std::vector<Element> children;
  std::string markup;  // in another namespace than the root: itself as text, and no children
  uint64_t line = 1, column = 1;

  // The value of an attribute, or nullptr.
  const std::string* attribute(View attribute_name) const;
};

inline constexpr uint32_t max_depth_default = 64;
inline constexpr size_t max_elements = 1'000'000;  // and attributes, in one document

// The root must be in the namespace `space`. Problem.where is "line N, column N"; nothing of the content is
// quoted. Text between the elements of that namespace is refused, unless it is white space.
Result<Element> parse(View bytes, View space, uint32_t max_depth = max_depth_default);

// One element in the namespace `space` with text and all, as it is kept when it stands inside a document.
Result<std::string> markup(View text, View space, uint32_t max_depth = max_depth_default);

// Append text as it may stand between tags, and a value as it may stand between quotes. Characters that
// XML 1.0 does not have are left out.
void write_text(View text, std::string& out);
void write_value(View value, std::string& out);

}  // namespace klynge::xml
