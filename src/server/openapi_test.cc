#include "server/openapi.h"

#include <gtest/gtest.h>

#include <set>

#include "base/json.h"
#include "base/yaml.h"
#include "server/door.h"

namespace klynge::server {
namespace {

std::set<std::string> described() {
  std::set<std::string> out;
  const auto document = yaml::parse(openapi_yaml(), "data/openapi.yaml");
  EXPECT_TRUE(document.ok()) << document.problem().where << ": " << document.problem().what;
  const yaml::Node* paths = document ? yaml::find(*document, "paths") : nullptr;
  if (paths == nullptr) return out;
  for (const auto& [path, item] : paths->members) {
    for (const auto& [method, operation] : item.members) {
      std::string name = method;
      for (char& c : name) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
      if (name == "GET" || name == "POST" || name == "PUT" || name == "DELETE") out.insert(name + " " + path);
    }
  }
  return out;
}

TEST(OpenApi, DescribesEveryRouteAndNoOther) {
  const auto served = Door::served();
  const std::set<std::string> routes(served.begin(), served.end());
  EXPECT_EQ(routes.size(), served.size()) << "a route stands twice in Door::routes";
  const auto in_document = described();
  for (const std::string& route : routes)
    EXPECT_TRUE(in_document.contains(route))
        << route
        << " is served (Door::routes in src/server/door.cc) and not described: write it under `paths` in "
        << "data/openapi.yaml, with its request, its answers and an example, and a line in "
           "test/server/openapi.mjs "
        << "that uses it well and badly";
  for (const std::string& route : in_document)
    EXPECT_TRUE(routes.contains(route)) << route << " is described in data/openapi.yaml and not served";
}

TEST(OpenApi, NamesEveryRefusal) {
  const auto document = yaml::parse(openapi_yaml(), "data/openapi.yaml");
  ASSERT_TRUE(document.ok());
  const yaml::Node* at = &*document;
  for (const char* name : {"components", "schemas", "Problem", "properties", "refusal", "enum"})
    ASSERT_NE(at = yaml::find(*at, name), nullptr) << name;
  std::set<std::string_view> named;
  for (const yaml::Node& item : at->items) named.insert(item.text);
  for (int number = 1; number < 256; ++number) {
    const std::string_view said = word(static_cast<Refusal>(number));
    EXPECT_TRUE(said == "unknown" || named.contains(said))
        << said << " is missing under `refusal` in data/openapi.yaml";
  }
}

TEST(OpenApi, IsTheSameInJson) {
  const auto document = json::Document::parse(openapi_json());
  ASSERT_TRUE(document.ok()) << document.problem().where << ": " << document.problem().what;
  const json::Node& root = document->root();
  EXPECT_EQ(json::text_of(&root, "openapi"), "3.1.1");
  std::set<std::string> paths;
  for (const std::string& route : described()) paths.insert(route.substr(route.find(' ') + 1));
  EXPECT_EQ(json::find(&root, "paths")->count, paths.size());
  const json::Node* health = json::find(json::find(json::find(&root, "paths"), "/health"), "get");
  EXPECT_TRUE(json::find(health, "security")->is_array());
  EXPECT_NE(json::find(json::find(health, "responses"), "200"), nullptr) << "a code in quotes is a name";
}

}  // namespace
}  // namespace klynge::server
