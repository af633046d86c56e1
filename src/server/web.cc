#include "server/web.h"

#include <fmt/format.h>

#include <charconv>
#include <map>

#include "base/json.h"
#include "server/api.h"
#include "server/door.h"
#include "server/gzip.h"
#include "server/page.h"
#include "server/session.h"

// web/build.mjs says how it is packed.
__asm__(
    ".section .rodata\n"
    "klynge_web_begin:\n"
    ".incbin \"" KLYNGE_WEB
    "\"\n"
    "klynge_web_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const char klynge_web_begin[];
extern "C" const char klynge_web_end[];

namespace klynge::server {
namespace {

constexpr size_t unpacked_max = 4u << 20;

struct File {
  View type, packed;
};

std::map<View, File> read_pack() {
  std::map<View, File> files;
  const View pack(klynge_web_begin, static_cast<size_t>(klynge_web_end - klynge_web_begin));
  size_t at = pack.find("\n\n") + 2;  // where the files begin
  for (View head = pack.substr(0, at - 1); !head.empty();) {
    const View line = head.substr(0, head.find('\n'));
    head.remove_prefix(line.size() + 1);
    const size_t name = line.find(' '), type = line.rfind(' ');
    size_t octets = 0;
    std::from_chars(line.data() + type + 1, line.data() + line.size(), octets);
    files[line.substr(0, name)] = {line.substr(name + 1, type - name - 1), pack.substr(at, octets)};
    at += octets;
  }
  return files;
}

const File* find(View name) {
  static const std::map<View, File> files = read_pack();
  const auto found = files.find(name);
  return found == files.end() ? nullptr : &found->second;
}

Bytes unpacked(const File& file) {
  auto bytes = gunzip(file.packed, unpacked_max);
  return bytes ? std::move(*bytes) : Bytes();
}

Response respond(const Request& request, const File& file,
                 std::vector<std::pair<std::string, std::string>> headers) {
  Response response{200, std::string(file.type), Bytes(file.packed), std::move(headers)};
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.accept_encoding.contains("gzip"))
    response.headers.emplace_back("Content-Encoding", "gzip");
  else
    response.body = unpacked(file);
  return response;
}

std::map<std::string, std::string, std::less<>> read_words(View name) {
  std::map<std::string, std::string, std::less<>> words;
  const File* file = find(name);
  const auto read = json::Document::parse(file == nullptr ? Bytes("{}") : unpacked(*file));
  if (!read) return words;
  for (const json::Node* one = read->root().first; one != nullptr; one = one->next)
    words.emplace(one->key, one->text);
  return words;
}

}  // namespace

std::string_view screen_words(Tongue tongue, std::string_view key) {
  static const auto danish = read_words("words/da.json"), english = read_words("words/en.json");
  const auto& words = tongue == Tongue::english ? english : danish;
  const auto found = words.find(key);
  return found == words.end() ? key : View(found->second);
}

Response web_asset(const Request& request, std::string_view name) {
  const File* file = find("assets/" + std::string(name));
  if (file == nullptr) return problem({404, "no-such-path", "There is nothing at this path", "", ""});
  return respond(request, *file, {{"Cache-Control", "public, max-age=31536000, immutable"}});
}

Response web_service_worker(const Request& request) {
  const File* file = find("service-worker.js");
  if (file == nullptr) return problem({404, "no-such-path", "There is nothing at this path", "", ""});
  return respond(
      request, *file,
      {{"Content-Security-Policy", "default-src 'none'; connect-src 'self'"}, {"Cache-Control", "no-cache"}});
}

namespace {

// Every script and style that the page names, so that a browser begins with them while it reads the page.
std::string links_of(View page) {
  std::string links;
  for (size_t at = page.find("=\"/assets/"); at != View::npos; at = page.find("=\"/assets/", at + 1)) {
    const View name = page.substr(at + 2, page.find('"', at + 2) - at - 2);
    if (name.ends_with(".js")) links += fmt::format("<{}>; rel=modulepreload, ", name);
    if (name.ends_with(".css")) links += fmt::format("<{}>; rel=preload; as=style; crossorigin, ", name);
  }
  return links;
}

}  // namespace

namespace {

std::vector<std::pair<std::string, std::string>> headers_of_page(const std::vector<std::string>& asks) {
  const File* file = find("index.html");
  static const std::string of_page = file == nullptr ? "" : links_of(unpacked(*file));
  std::string links = of_page;
  for (const std::string& path : asks)
    links += fmt::format("<{}>; rel=preload; as=fetch; crossorigin, ", path);
  if (!links.empty()) links.resize(links.size() - 2);
  return {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
       "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
       "'none'"},
      {"Referrer-Policy", "same-origin"},
      {"Link", std::move(links)},
      {"Cache-Control", "no-store"}};
}

// What a browser remembers of its reader's settings, for pages that are made here: "en.dark"
// (web/session.svelte.ts).
std::string look_of(const Request& request) {
  return cookie_of(request.cookie, "klynge-look").value_or("");
}

void put(std::string& page, View mark, View what) {
  if (const size_t at = page.find(mark); at != std::string::npos) page.replace(at, mark.size(), what);
}

}  // namespace

Response web_page(const Request& request, const std::vector<std::string>& asks) {
  static const File none;
  const File* file = find("index.html");
  return respond(request, file == nullptr ? none : *file, headers_of_page(asks));
}

Response web_page(const Request& request, const std::vector<std::string>& asks, const FirstShown& first) {
  const File* file = find("index.html");
  if (file == nullptr) return web_page(request, asks);
  std::string page = unpacked(*file), html = "<html lang=\"";
  html += first.tongue == Tongue::english ? "en\"" : "da\"";
  const std::string look = look_of(request);
  for (const View theme : {"light", "dark"})
    if (look.ends_with(theme)) html += fmt::format(" data-theme=\"{}\"", theme);
  put(page, "<html lang=\"da\"", html);
  put(page, "<title>Klynge</title>", "<title>" + escape(first.title) + "</title>");
  put(page, "<!--whose-->", escape(first.whose));
  put(page, "<!--first-->", first.html);
  Response response{200, std::string(file->type), std::move(page), headers_of_page(asks)};
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  pack(response, request.accept_encoding);
  return response;
}

Tongue tongue_of(const Request& request) {
  const std::string wish = query_value(request.query, "lang");
  if (wish == "en" || wish == "da") return wish == "en" ? Tongue::english : Tongue::danish;
  return look_of(request).starts_with("en") ? Tongue::english : Tongue::danish;
}

}  // namespace klynge::server
