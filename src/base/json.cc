#include "base/json.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace klynge::json {

// One block: the nodes, and after them the text they point into.
struct Document::Arena {
  std::unique_ptr<std::byte[]> block;
};

Document::Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

namespace {

constexpr size_t kept_capacity = 1 << 20;  // a thread keeps its index for documents up to this size

std::string byte_place(size_t at) {
  return fmt::format("byte {}", at);
}

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A JSON number, and nothing else.
bool is_number(View text) {
  size_t at = 0;
  const auto peek = [&] { return at < text.size() ? text[at] : '\0'; };
  const auto digits = [&] {
    const size_t from = at;
    while (is_digit(peek())) ++at;
    return at > from;
  };
  if (peek() == '-') ++at;
  if (peek() == '0') {
    ++at;
  } else if (!digits()) {
    return false;
  }
  if (peek() == '.') {
    ++at;
    if (!digits()) return false;
  }
  if (peek() == 'e' || peek() == 'E') {
    ++at;
    if (peek() == '+' || peek() == '-') ++at;
    if (!digits()) return false;
  }
  return at == text.size();
}

size_t character_size(char lead) {
  const auto octet = static_cast<unsigned char>(lead);
  return octet < 0x80 ? 1 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : 4;
}

size_t first_invalid_utf8(View text) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t size = character_size(text[at]);
    if (at + size > text.size() || !simdjson::validate_utf8(text.data() + at, size)) break;
    at += size;
  }
  return at;
}

size_t first_control_in_string(View text) {
  bool inside = false;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      inside = !inside;
    } else if (inside && text[at] == '\\') {
      ++at;
    } else if (inside && static_cast<unsigned char>(text[at]) < 0x20) {
      return at;
    }
  }
  return text.size();
}

// Where each token begins. simdjson finds these, and checks UTF-8 and control characters, many octets at a
// time; the grammar is checked below, where every place is known.
struct Tokens {
  const uint32_t* at = nullptr;  // `count` places, then the length of the text
  size_t count = 0;
};

using Indexer = simdjson::internal::dom_parser_implementation;

std::unique_ptr<Indexer>& thread_indexer() {
  thread_local std::unique_ptr<Indexer> indexer;
  return indexer;
}

// The index of a large document is not kept for the small ones that follow.
struct ShrinkIndexer {
  ~ShrinkIndexer() {
    auto& indexer = thread_indexer();
    if (indexer && indexer->capacity() > kept_capacity) indexer.reset();
  }
};

simdjson::error_code index_tokens(View bytes, Tokens& tokens) {
  auto& indexer = thread_indexer();
  if (!indexer || indexer->capacity() < bytes.size()) {
    const size_t capacity = std::max(bytes.size(), std::min(kept_capacity, bytes.size() * 2));
    const auto error =
        simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, indexer);
    if (error != simdjson::SUCCESS) {
      indexer.reset();
      return error;
    }
  }
  const auto error = indexer->stage1(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(),
                                     simdjson::stage1_mode::regular);
  tokens = {indexer->structural_indexes.get(), indexer->n_structural_indexes};
  return error;
}

Problem explain(simdjson::error_code error, View bytes) {
  switch (error) {
    case simdjson::EMPTY:
      return not_understood(byte_place(0), "A JSON document was expected, and there is nothing.");
    case simdjson::UTF8_ERROR:
      return not_understood(byte_place(first_invalid_utf8(bytes)), "The text is not valid UTF-8 from here.");
    case simdjson::UNCLOSED_STRING:
      return not_understood(byte_place(bytes.size()), "The text ends inside a string.");
    case simdjson::UNESCAPED_CHARS:
      return not_understood(byte_place(first_control_in_string(bytes)),
                            "A control character inside a string must be written as an escape.");
    case simdjson::CAPACITY:
      return not_understood("", "The document is larger than 4 GB.");
    case simdjson::MEMALLOC:
      return not_now("", "There is not enough memory to read this document.");
    default:
      return not_understood("", "This is not JSON.");
  }
}

// Every value follows a comma, an opening bracket or nothing at all.
size_t count_values_at_most(const char* text, const Tokens& tokens) {
  size_t count = 1;
  for (size_t i = 0; i < tokens.count; ++i) {
    const char c = text[tokens.at[i]];
    count += c == ',' || c == '{' || c == '[' ? 1 : 0;
  }
  return count;
}

// So many tokens stand outside of strings, or more than `enough`: looked at before a large document is
// indexed, because the index takes four octets for each.
size_t count_tokens_outside_strings(View bytes, size_t enough) {
  size_t count = 0;
  for (size_t at = 0; at < bytes.size() && count <= enough; ++at) {
    const char c = bytes[at];
    count += c == ',' || c == ':' || c == '{' || c == '[' || c == '}' || c == ']' || c == '"' ? 1 : 0;
    if (c != '"') continue;
    for (;;) {  // to the quote that ends the string: an even number of backslashes stands before it
      const void* found = std::memchr(bytes.data() + at + 1, '"', bytes.size() - at - 1);
      if (found == nullptr) return count;
      at = static_cast<size_t>(static_cast<const char*>(found) - bytes.data());
      size_t before = at;
      while (before > 0 && bytes[before - 1] == '\\') --before;
      if ((at - before) % 2 == 0) break;
    }
  }
  return count;
}

// Walks the tokens once and hangs the nodes into the tree; the tree itself is the stack, so depth costs
// nothing but a counter. Escaped strings are unescaped where they stand: they only get shorter.
class Builder {
 public:
  Builder(char* text, size_t size, Tokens tokens, Node* nodes, uint32_t max_depth)
      : text_(text), size_(size), tokens_(tokens), nodes_(nodes), next_(nodes), max_depth_(max_depth) {}

  // Nothing when all is well.
  std::optional<Problem> build() {
    while (!problem_ && value()) {
    }
    if (!problem_ && token_ != tokens_.count) {
      fail(place(), "The document is complete here, and yet something follows.");
    }
    return std::move(problem_);
  }

 private:
  size_t place() const { return tokens_.at[token_]; }
  char peek() const { return text_[place()]; }  // '\0' after the last token

  bool fail(size_t at, const char* what) { return fail(byte_place(at), what); }
  bool fail(std::string where, const char* what) {
    if (!problem_) problem_ = not_understood(std::move(where), what);
    return false;
  }

  // Reads one value, or the beginning of one, and all closing brackets behind it. True when another value
  // must follow.
  bool value() {
    Node* const node = make();
    switch (peek()) {
      case '{':
        return open(node, Kind::object, '}');
      case '[':
        return open(node, Kind::array, ']');
      case '"':
        node->kind = Kind::string;
        return string(node->text) && after(node);
      default:
        return scalar(node) && after(node);
    }
  }

  Node* make() {
    Node* const node = new (next_++) Node;
    node->key = key_;
    key_ = {};
    node->parent = open_;
    if (open_ != nullptr) {
      ++open_->count;
      if (before_ != nullptr) {
        before_->next = node;
      } else {
        open_->first = node;
      }
    }
    return node;
  }

  bool open(Node* node, Kind kind, char close) {
    node->kind = kind;
    if (depth_ == max_depth_) {
      return fail(path_of(node, ""), "The document is nested deeper than is allowed.");
    }
    ++token_;
    if (peek() == close) {
      ++token_;
      return after(node);
    }
    ++depth_;
    open_ = node;
    before_ = nullptr;
    return kind == Kind::array || key();
  }

  bool after(Node* node) {
    before_ = node;
    while (open_ != nullptr) {
      const char c = peek();
      const bool object = open_->is_object();
      if (c == ',') {
        ++token_;
        return !object || key();
      }
      if (c != (object ? '}' : ']')) {
        return fail(place(), object ? "A comma or the end of the object was expected here."
                                    : "A comma or the end of the array was expected here.");
      }
      if (object && !unique_keys()) return false;
      ++token_;
      --depth_;
      before_ = open_;
      open_ = open_->parent == nullptr ? nullptr : nodes_ + (open_->parent - nodes_);
    }
    return false;
  }

  bool key() {
    if (peek() != '"') return fail(place(), "The name of a member was expected here, in quotes.");
    if (!string(key_)) return false;
    if (peek() != ':') return fail(place(), "A colon was expected here.");
    ++token_;
    return true;
  }

  // What the present token covers, without the blanks behind it.
  View token_text() const {
    size_t end = token_ + 1 < tokens_.count ? tokens_.at[token_ + 1] : size_;
    while (is_blank(text_[end - 1])) --end;
    return {text_ + place(), end - place()};
  }

  bool scalar(Node* node) {
    if (token_ == tokens_.count) return fail(size_, "The document ends where a value was expected.");
    const View token = token_text();
    if (token.front() == '-' || is_digit(token.front())) {
      if (!is_number(token)) return fail(place(), "This is not a number as JSON writes it.");
      node->kind = Kind::number;
      node->text = token;
    } else if (token == "true" || token == "false") {
      node->kind = Kind::boolean;
      node->truth = token == "true";
    } else if (token != "null") {
      return fail(place(), "A value was expected here.");
    }
    ++token_;
    return true;
  }

  bool string(View& out) {
    const View token = token_text();  // simdjson has seen the closing quote; nothing else may follow it
    if (token.size() < 2 || token.back() != '"') return fail(place(), "A string was expected here.");
    out = token.substr(1, token.size() - 2);
    ++token_;
    return !has_escape(out) || unescape(out);
  }

  // Strings come in rising order, so one search through the text serves them all.
  bool has_escape(View string) {
    const auto from = static_cast<size_t>(string.data() - text_);
    if (escape_ < from) {
      const void* found = std::memchr(text_ + from, '\\', size_ - from);
      escape_ = found == nullptr ? size_ : static_cast<size_t>(static_cast<const char*>(found) - text_);
    }
    return escape_ < from + string.size();
  }

  bool unescape(View& string) {
    char* out = text_ + escape_;
    const char* in = out;
    const char* const end = string.data() + string.size();
    while (in < end) {
      if (*in != '\\') {
        *out++ = *in++;
      } else if (!escape(in, end, out)) {
        return fail(static_cast<size_t>(in - text_),
                    "This escape is not one of JSON's, or half a character.");
      }
    }
    escape_ = static_cast<size_t>(end - text_);  // behind us: the next string searches on
    string = {string.data(), static_cast<size_t>(out - string.data())};
    return true;
  }

  // `in` stays on the backslash when this fails.
  static bool escape(const char*& in, const char* end, char*& out) {
    static constexpr View names = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    if (end - in < 2) return false;
    const size_t simple = names.find(in[1]);
    if (simple != View::npos) {
      *out++ = meanings[simple];
      in += 2;
      return true;
    }
    uint32_t point = 0, low = 0;
    if (!code_unit(in, end, point) || (point >= 0xdc00 && point < 0xe000)) return false;
    const bool pair = point >= 0xd800 && point < 0xdc00;
    if (pair) {
      if (!code_unit(in + 6, end, low) || low < 0xdc00 || low >= 0xe000) return false;
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    }
    put_utf8(point, out);
    in += pair ? 12 : 6;
    return true;
  }

  static bool code_unit(const char* in, const char* end, uint32_t& unit) {
    if (end - in < 6 || in[0] != '\\' || in[1] != 'u') return false;
    const auto octets = from_hex({in + 2, 4});
    if (!octets) return false;
    unit = get_u16(*octets, 0);
    return true;
  }

  static void put_utf8(uint32_t point, char*& out) {
    const auto put = [&](uint32_t octet) { *out++ = static_cast<char>(octet); };
    const auto rest = [&](unsigned shift) { put(0x80 | (point >> shift & 0x3f)); };
    if (point < 0x80) {
      put(point);
    } else if (point < 0x800) {
      put(0xc0 | point >> 6);
      rest(0);
    } else if (point < 0x10000) {
      put(0xe0 | point >> 12);
      rest(6);
      rest(0);
    } else {
      put(0xf0 | point >> 18);
      rest(12);
      rest(6);
      rest(0);
    }
  }

  // Of the object that ends here. Few keys are compared in pairs, which costs least; many are sorted, so
  // that a hostile object of a million keys costs no more than its size warrants.
  bool unique_keys() {
    constexpr uint32_t few = 16;
    if (open_->count <= few) {
      for (const Node* a = open_->first; a != nullptr; a = a->next) {
        for (const Node* b = open_->first; b != a; b = b->next) {
          if (a->key == b->key) return fail_twice(a);
        }
      }
      return true;
    }
    std::vector<const Node*> members;
    members.reserve(open_->count);
    for (const Node* member = open_->first; member != nullptr; member = member->next)
      members.push_back(member);
    std::sort(members.begin(), members.end(), [](const Node* a, const Node* b) { return a->key < b->key; });
    const auto twice = std::adjacent_find(members.begin(), members.end(),
                                          [](const Node* a, const Node* b) { return a->key == b->key; });
    return twice == members.end() || fail_twice(*twice);
  }

  bool fail_twice(const Node* member) {
    return fail(path_of(member, ""), "This member is written twice in one object.");
  }

  char* const text_;
  const size_t size_;
  const Tokens tokens_;
  Node* const nodes_;
  Node* next_;
  const uint32_t max_depth_;

  size_t token_ = 0;
  Node* open_ = nullptr;    // the container whose members are being read
  Node* before_ = nullptr;  // its latest member
  uint32_t depth_ = 0;
  View key_;           // of the member that comes next
  size_t escape_ = 0;  // the latest backslash that was searched for
  std::optional<Problem> problem_;
};

// A member's name goes into complaints and logs, and whoever wrote the message chose it: only what looks
// like a name is shown.
bool looks_like_a_name(View key) {
  size_t digits = 0;
  for (const char c : key) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    if (!letter && !is_digit(c)) return false;
    digits += is_digit(c) ? 1 : 0;
  }
  return !key.empty() && key.size() <= 64 && digits <= 3;
}

}  // namespace

const Node* find(const Node* object, View key) {
  if (object == nullptr || !object->is_object()) return nullptr;
  for (const Node* member = object->first; member != nullptr; member = member->next) {
    if (member->key == key) return member;
  }
  return nullptr;
}

const Node* first_of(const Node* object, View key) {
  const Node* list = find(object, key);
  return list != nullptr && list->is_array() ? list->first : nullptr;
}

const Node* at(const Node* array, uint32_t index) {
  if (array == nullptr || !array->is_array() || index >= array->count) return nullptr;
  const Node* item = array->first;
  while (index-- > 0) item = item->next;
  return item;
}

View text_of(const Node* object, View key) {
  const Node* member = find(object, key);
  return member != nullptr && member->is_string() ? member->text : View();
}

std::string path_of(const Node* node, View root) {
  std::vector<const Node*> steps;
  for (; node != nullptr && node->parent != nullptr; node = node->parent) steps.push_back(node);
  std::string path(root);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const Node* parent = (*step)->parent;
    if (parent->is_array()) {
      size_t index = 0;
      for (const Node* item = parent->first; item != *step; item = item->next) ++index;
      fmt::format_to(std::back_inserter(path), "[{}]", index);
    } else {
      if (!path.empty()) path.push_back('.');
      path.append(looks_like_a_name((*step)->key) ? (*step)->key : View("?"));
    }
  }
  return path;
}

Result<Document> Document::parse(View bytes, uint32_t max_depth) {
  if (bytes.starts_with("\xef\xbb\xbf")) {
    return not_understood(byte_place(0), "The document begins with a byte order mark, which JSON forbids.");
  }
  if (bytes.size() > kept_capacity && count_tokens_outside_strings(bytes, 4 * max_values) > 4 * max_values)
    return not_understood("", "The document holds more values than are allowed.");
  const ShrinkIndexer shrink;
  Tokens tokens;
  const auto error = bytes.empty() ? simdjson::EMPTY : index_tokens(bytes, tokens);
  if (error != simdjson::SUCCESS) return explain(error, bytes);
  const size_t values = count_values_at_most(bytes.data(), tokens);
  if (values > max_values) return not_understood("", "The document holds more values than are allowed.");

  Document document;
  document.arena_ = std::make_unique<Arena>();
  document.arena_->block =
      std::make_unique_for_overwrite<std::byte[]>(values * sizeof(Node) + bytes.size() + 1);
  auto* const nodes = reinterpret_cast<Node*>(document.arena_->block.get());
  auto* const text = reinterpret_cast<char*>(document.arena_->block.get() + values * sizeof(Node));
  std::memcpy(text, bytes.data(), bytes.size());
  text[bytes.size()] = '\0';
  if (auto problem = Builder(text, bytes.size(), tokens, nodes, max_depth).build())
    return *std::move(problem);
  document.root_ = nodes;
  return document;
}

void write_string(View text, std::string& out) {
  out.push_back('"');
  size_t clean = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
    static constexpr View meanings = "\"\\\b\f\n\r\t", names = "\"\\bfnrt";
    out.append(text.substr(clean, at - clean));
    clean = at + 1;
    const size_t simple = meanings.find(c);
    if (simple != View::npos) {
      out.append({'\\', names[simple]});
    } else {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    }
  }
  out.append(text.substr(clean));
  out.push_back('"');
}

void write(const Node& top, std::string& out) {
  const Node* node = &top;
  for (;;) {
    if (node != &top && node->parent->is_object()) {
      write_string(node->key, out);
      out.push_back(':');
    }
    switch (node->kind) {
      case Kind::null:
        out.append("null");
        break;
      case Kind::boolean:
        out.append(node->truth ? "true" : "false");
        break;
      case Kind::number:
        out.append(node->text);
        break;
      case Kind::string:
        write_string(node->text, out);
        break;
      case Kind::array:
      case Kind::object:
        out.push_back(node->is_object() ? '{' : '[');
        if (node->first != nullptr) {
          node = node->first;
          continue;
        }
        out.push_back(node->is_object() ? '}' : ']');
        break;
    }
    while (node != &top && node->next == nullptr) {
      node = node->parent;
      out.push_back(node->is_object() ? '}' : ']');
    }
    if (node == &top) return;
    out.push_back(',');
    node = node->next;
  }
}

void Writer::comma() {
  if (need_comma_) out_.push_back(',');
  need_comma_ = true;
}

Writer& Writer::begin_object() {
  comma();
  out_.push_back('{');
  need_comma_ = false;
  return *this;
}

Writer& Writer::end_object() {
  out_.push_back('}');
  need_comma_ = true;
  return *this;
}

Writer& Writer::begin_array() {
  comma();
  out_.push_back('[');
  need_comma_ = false;
  return *this;
}

Writer& Writer::end_array() {
  out_.push_back(']');
  need_comma_ = true;
  return *this;
}

Writer& Writer::key(View name) {
  comma();
  write_string(name, out_);
  out_.push_back(':');
  need_comma_ = false;
  return *this;
}

Writer& Writer::string(View text) {
  comma();
  write_string(text, out_);
  return *this;
}

Writer& Writer::number(int64_t value) {
  comma();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

Writer& Writer::unsigned_number(uint64_t value) {
  comma();
  fmt::format_to(std::back_inserter(out_), "{}", value);
  return *this;
}

Writer& Writer::boolean(bool value) {
  return raw(value ? "true" : "false");
}
Writer& Writer::null() {
  return raw("null");
}

Writer& Writer::raw(View json) {
  comma();
  out_.append(json);
  return *this;
}

Writer& Writer::node(const Node& node) {
  comma();
  write(node, out_);
  return *this;
}

}  // namespace klynge::json
