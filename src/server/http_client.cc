#include "server/http_client.h"

#include <curl/curl.h>

#include <memory>

namespace klynge::server {
namespace {

constexpr size_t answer_bytes_max = 1u << 20;

struct Free {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// What is larger than an acknowledgement can be is cut off, which ends the transfer with an error.
size_t take(char* data, size_t size, size_t count, void* into) {
  auto& body = *static_cast<Bytes*>(into);
  if (body.size() + size * count > answer_bytes_max) return 0;
  body.append(data, size * count);
  return size * count;
}

int is_ending(void* flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0;
}

Result<HttpAnswer> perform(const HttpPost& post, bool has_body) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, Free> handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) return not_now("post", "out of memory");
  CURL* const curl = handle.get();
  curl_slist* list = nullptr;
  const auto add = [&](const std::string& line) { list = curl_slist_append(list, line.c_str()); };
  if (has_body) add("Content-Type: " + post.content_type);
  add("Accept: " + (post.accept.empty() ? post.content_type : post.accept));
  add("Expect:");
  if (!post.authorization.empty())
    add("Authorization: " + post.authorization);
  else if (!post.token.empty())
    add("Authorization: Bearer " + post.token);
  const std::unique_ptr<curl_slist, Free> headers(list);
  HttpAnswer answer;
  curl_easy_setopt(curl, CURLOPT_URL, post.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "klynge");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // no environment says where a letter goes
  if (has_body) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, post.body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  }
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, static_cast<long>(post.connect_seconds));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(post.seconds));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  if (post.ending != nullptr) {
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_ending);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(post.ending));
  }
  if (!post.authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, post.authorities.c_str());
  const CURLcode done = curl_easy_perform(curl);
  if (done != CURLE_OK) return not_now("post", curl_easy_strerror(done));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<uint16_t>(status);
  return answer;
}

}  // namespace

Result<HttpAnswer> http_post(const HttpPost& post) {
  return perform(post, true);
}

Result<HttpAnswer> http_get(const HttpPost& get) {
  return perform(get, false);
}

bool is_post_url(const std::string& url) {
  if (url.starts_with("https://")) return url.size() > 8;
  for (const std::string_view here : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    if (!url.starts_with(here)) continue;
    const std::string_view rest = std::string_view(url).substr(here.size());
    return rest.empty() || rest.front() == ':' || rest.front() == '/';
  }
  return false;
}

}  // namespace klynge::server
