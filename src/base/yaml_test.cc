#include "base/yaml.h"

#include <gtest/gtest.h>

namespace klynge::yaml {
namespace {

std::string refused_at(View text) {
  const auto node = parse(text, "f");
  return node ? "accepted" : node.problem().where;
}

TEST(Yaml, IsReadWithItsPlaces) {
  const Node root = parse(
                        "# a comment\nname: hospital-stay\nsteps:\n  - id: first\n    after: \"2h\"\n  - "
                        "plain\nnone:\nmore: {a: [1, 2.50]}\n",
                        "stay.yaml")
                        .value();
  EXPECT_EQ(root.kind, Node::map);
  EXPECT_EQ(text_of(root, "name"), "hospital-stay");
  EXPECT_EQ(text_of(root, "steps"), "");
  EXPECT_EQ(find(root, "absent"), nullptr);
  const Node& steps = *find(root, "steps");
  ASSERT_EQ(steps.items.size(), 2U);
  EXPECT_EQ(text_of(steps.items[0], "after"), "2h");
  EXPECT_EQ(find(steps.items[0], "after")->line, 5);
  EXPECT_EQ(find(steps.items[0], "after")->column, 12);
  EXPECT_EQ(steps.items[1].text, "plain");
  EXPECT_EQ(find(root, "none")->kind, Node::null);
  EXPECT_EQ(find(*find(root, "more"), "a")->items[1].text, "2.50");
  EXPECT_EQ(root.members[0].first, "name");
  EXPECT_EQ(find(steps, "first"), nullptr);
}

TEST(Yaml, QuotedTextIsText) {
  const Node root = parse("a: \"null\"\nb: 'x: y'\nc: |\n  one\n  two\n", "f").value();
  EXPECT_EQ(find(root, "a")->kind, Node::scalar);
  EXPECT_EQ(text_of(root, "b"), "x: y");
  EXPECT_EQ(text_of(root, "c"), "one\ntwo\n");
}

TEST(Yaml, AnEmptyFileIsNothing) {
  EXPECT_EQ(parse("", "f").value().kind, Node::null);
  EXPECT_EQ(parse("# only words\n", "f").value().kind, Node::null);
}

TEST(Yaml, RefusesWithFileLineAndColumn) {
  EXPECT_EQ(refused_at("a: 1\nb: 2\na: 3\n"), "f:3:1");
  EXPECT_EQ(refused_at("a: &x 1\nb: *x\n"), "f:1:4");
  EXPECT_EQ(refused_at("a: !!int 1\n"), "f:1:4");
  EXPECT_EQ(refused_at("a: !mine [1]\n"), "f:1:4");
  EXPECT_EQ(refused_at("a: [1, 2\n"), "f:2:1");
  EXPECT_EQ(refused_at("a: 1\n  b: 2\n"), "f:2:4");
  EXPECT_EQ(refused_at("[1, 2]: x\n"), "f:1:1");
  EXPECT_EQ(refused_at("~: x\n"), "f:1:1");
  EXPECT_EQ(refused_at("a: 1\n---\nb: 2\n"), "f:2:1");
  EXPECT_EQ(refused_at("a: \xff\n"), "f");
  EXPECT_EQ(refused_at(std::string(40, '[') + std::string(40, ']')), "f:1:33");
  EXPECT_NE(refused_at(std::string(100'000, '[')), "accepted");
  EXPECT_EQ(refused_at("? {a: 1}\n: x\n"), "f:1:3");
}

}  // namespace
}  // namespace klynge::yaml
