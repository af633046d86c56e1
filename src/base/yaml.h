#pragma once
// A YAML file as a plain tree, for the data a person writes: pathways, directories, settings. Every node
// knows its line and column, so that a complaint can point at it. Scalars keep their text as written; what
// it means (a number, a time) is for the reader to say. The small part of YAML that needs no explanation is
// read: duplicate keys, keys that are not scalars, anchors, aliases, tags, a second document and nesting
// beyond `max_depth` are refused. Pure functions over text; any thread.
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace klynge::yaml {

struct Member;

struct Node {
  enum Kind : unsigned char { null, scalar, list, map };
  Kind kind = null;
  bool quoted = false;          // scalar: in quotes or a block, so that `"true"` is no truth
  std::string text;             // scalar
  std::vector<Node> items;      // list
  std::vector<Member> members;  // map, in the order written
  int line = 1, column = 1;     // both from 1
};

struct Member {
  std::string first;  // its key; named as in std::pair, which cannot hold a type that is not complete yet
  Node second;
};

inline constexpr int max_depth = 32;

// Problem.where is "file_name:line:column".
Result<Node> parse(View text, std::string file_name);

// The member of a map, or nullptr when absent or not a map.
const Node* find(const Node& node, View key);
// The text of a scalar member, or empty.
View text_of(const Node& node, View key);

}  // namespace klynge::yaml
