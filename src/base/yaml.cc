#include "base/yaml.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <set>
#include <sstream>

namespace klynge::yaml {
namespace {

// Thrown through yaml-cpp and caught in parse(): its parser has no other way to stop.
struct Refusal {
  YAML::Mark mark;
  const char* what;
};

// Hangs each event into the tree. Only the innermost open list or map grows, so pointers to those around it
// stay good.
class Builder : public YAML::EventHandler {
 public:
  Node root;

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (started_) throw Refusal{mark, "found a second YAML document, expected one in a file"};
    started_ = true;
  }
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_anchor(mark); }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse_anchor(mark); }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { place(mark, Node::null); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    refuse_tag(mark, tag);
    if (wants_key()) {
      if (!open_.back().keys.insert(value).second)
        throw Refusal{mark, "found this key twice in one map, expected it once"};
      open_.back().node->members.push_back({value, {}});
      open_.back().key_read = true;
    } else {
      Node& node = place(mark, Node::scalar);
      node.text = value;
      node.quoted = tag == "!";
    }
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, Node::list);
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, Node::map);
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  struct Level {
    Node* node;
    std::set<std::string> keys;
    bool key_read = false;  // of a map: its key has been read, its value comes next
  };

  [[noreturn]] static void refuse_anchor(const YAML::Mark& mark) {
    throw Refusal{mark, "found an anchor or alias, expected the value written out"};
  }
  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    // yaml-cpp says "?" of plain nodes and "!" of quoted ones.
    if (!tag.empty() && tag != "?" && tag != "!") throw Refusal{mark, "found a tag, expected none"};
  }

  bool wants_key() const {
    return !open_.empty() && open_.back().node->kind == Node::map && !open_.back().key_read;
  }

  Node& place(const YAML::Mark& mark, Node::Kind kind) {
    if (wants_key()) throw Refusal{mark, "found a list or map as a key, expected a plain word"};
    Node* node = &root;
    if (!open_.empty() && open_.back().node->kind == Node::map) {
      node = &open_.back().node->members.back().second;
      open_.back().key_read = false;
    } else if (!open_.empty()) {
      node = &open_.back().node->items.emplace_back();
    }
    node->kind = kind;
    node->line = mark.line + 1;
    node->column = mark.column + 1;
    return *node;
  }

  void open(const YAML::Mark& mark, const std::string& tag, Node::Kind kind) {
    refuse_tag(mark, tag);
    if (open_.size() >= max_depth)
      throw Refusal{mark, "found deeper nesting than is allowed, expected at most 32 levels"};
    open_.push_back({&place(mark, kind), {}});
  }

  bool started_ = false;
  std::vector<Level> open_;
};

Problem problem_at(const std::string& file_name, const YAML::Mark& mark, std::string what) {
  if (mark.is_null()) return not_understood(file_name, std::move(what));
  return not_understood(fmt::format("{}:{}:{}", file_name, mark.line + 1, mark.column + 1), std::move(what));
}

}  // namespace

Result<Node> parse(View text, std::string file_name) {
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return not_understood(std::move(file_name), "found octets that are not UTF-8, expected UTF-8");
  }
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    Builder builder;
    while (parser.HandleNextDocument(builder)) {
    }
    return std::move(builder.root);
  } catch (const Refusal& refusal) {
    return problem_at(file_name, refusal.mark, refusal.what);
  } catch (const YAML::Exception& exception) {
    return problem_at(file_name, exception.mark,
                      fmt::format("found what is not YAML ({}), expected YAML", exception.msg));
  }
}

const Node* find(const Node& node, View key) {
  for (const auto& [name, value] : node.members) {
    if (name == key) return &value;
  }
  return nullptr;
}

View text_of(const Node& node, View key) {
  const Node* member = find(node, key);
  return member != nullptr && member->kind == Node::scalar ? View(member->text) : View();
}

}  // namespace klynge::yaml
