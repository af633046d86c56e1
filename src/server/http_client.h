#pragma once
// One POST or GET to another system over HTTP or HTTPS, waited for. Certificates and names are checked; a
// redirect is not followed; plain HTTP is for this machine alone. Any thread.
#include <atomic>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace klynge::server {

struct HttpPost {
  std::string url, token;  // token: "Authorization: Bearer"; empty: none
  std::string content_type;
  std::string accept = {};         // empty: the same
  std::string authorization = {};  // the whole header, instead of a token; empty: none
  std::string authorities = {};    // PEM file of those trusted; empty: the machine's
  View body = {};
  int connect_seconds = 10;
  int seconds = 60;                           // for all of it
  const std::atomic<bool>* ending = nullptr;  // true: broken off
};

struct HttpAnswer {
  uint16_t status = 0;
  Bytes body;  // at most 1 MB of it
};

// Problem: not now when nobody answered; what it says names no part of the message.
Result<HttpAnswer> http_post(const HttpPost& post);
Result<HttpAnswer> http_get(const HttpPost& get);  // without a body

// https anywhere, http to this machine; nothing else.
bool is_post_url(const std::string& url);

}  // namespace klynge::server
