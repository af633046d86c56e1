#pragma once
// A JSON document in one arena: read with simdjson, kept as written. Numbers keep their text (`1.00` stays
// `1.00`, as FHIR demands), member order is kept, a duplicate key, a lone surrogate, invalid UTF-8 or
// nesting beyond `max_depth` is refused with its place. Later also the model XML is read into.
//
// Lifetime: a Node points into its Document; the Document owns all text. Move-only. One thread at a time.
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace klynge::json {

enum class Kind : uint8_t { null, boolean, number, string, array, object };

struct Node {
  Kind kind = Kind::null;
  bool truth = false;           // boolean
  View text;                    // string: unescaped; number: as written
  View key;                     // name in the parent object; empty in arrays
  const Node* first = nullptr;  // first child
  const Node* next = nullptr;   // next sibling
  const Node* parent = nullptr;
  uint32_t count = 0;  // children

  // Lookups answer nullptr when absent; chains are safe: `find(find(n, "a"), "b")`.
  bool is_string() const { return kind == Kind::string; }
  bool is_object() const { return kind == Kind::object; }
  bool is_array() const { return kind == Kind::array; }
};

const Node* find(const Node* object, View key);
const Node* at(const Node* array, uint32_t index);
// The first item of a member that is a list; nullptr when it is none, or is empty.
const Node* first_of(const Node* object, View key);
// The string at a child, or empty when absent or not a string.
View text_of(const Node* object, View key);
// "Bundle.entry[2].resource.status": the root is named `root`, which may be empty. A member whose name does
// not look like one is shown as `?`, since it may hold anything.
std::string path_of(const Node* node, View root);

inline constexpr uint32_t max_depth_default = 64;
inline constexpr size_t max_values =
    2'000'000;  // in one document: bounds the memory a hostile one can ask for

class Document {
 public:
  // `bytes` may be any octets. Problem.where is "byte N" or a path from the root ("entry[2].resource");
  // nothing of the content is quoted.
  static Result<Document> parse(View bytes, uint32_t max_depth = max_depth_default);
  const Node& root() const { return *root_; }

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

 private:
  struct Arena;
  Document();
  std::unique_ptr<Arena> arena_;
  const Node* root_ = nullptr;
};

void write(const Node& node, std::string& out);  // compact, keys in order, numbers as written

// Appends `text` as a JSON string, quotes included, escaping what JSON must.
void write_string(View text, std::string& out);

// A small writer for documents that are made here rather than copied. Commas take care of themselves.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(View name);
  Writer& string(View text);
  Writer& number(int64_t value);
  Writer& unsigned_number(uint64_t value);
  Writer& boolean(bool value);
  Writer& null();
  Writer& raw(View json);  // already JSON
  Writer& node(const Node& node);
  // key + string, for the common case
  Writer& field(View name, View text) { return key(name).string(text); }

 private:
  void comma();
  std::string& out_;
  bool need_comma_ = false;
};

}  // namespace klynge::json
