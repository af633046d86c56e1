#include "server/attachment.h"

#include <gtest/gtest.h>

namespace klynge::server {
namespace {

std::string header(const Response& response, View name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

TEST(Attachment, ANameIsSafeOnAnyDiskAndEndsAsItsType) {
  EXPECT_EQ(safe_file_name("Plan", "application/pdf"), "Plan.pdf");
  EXPECT_EQ(safe_file_name("Plan.PDF", "application/pdf"), "Plan.PDF");
  EXPECT_EQ(safe_file_name("Sår.jpg", "image/jpeg"), "Sår.jpg");
  EXPECT_EQ(safe_file_name("plan.exe", "application/pdf"), "plan.exe.pdf");
  EXPECT_EQ(safe_file_name("../../etc/passwd", "application/pdf"), "etc_passwd.pdf");
  EXPECT_EQ(safe_file_name("C:\\a\r\nSet-Cookie: b\"", "image/png"), "C__a__Set-Cookie_ b_.png");
  EXPECT_EQ(safe_file_name("", "image/png"), "attachment.png");
  EXPECT_EQ(safe_file_name("...", "text/html"), "attachment");
  const std::string longest =
      safe_file_name("a" + std::string(60, '-') + "ååååååååååååååååååååååååå", "image/tiff");
  EXPECT_LE(longest.size(), 100u);
  EXPECT_TRUE(longest.ends_with("å.tiff")) << longest;
}

TEST(Attachment, TheNameIsSaidTwiceForOldAndNewReaders) {
  EXPECT_EQ(disposition_of("Plan.pdf"), "attachment; filename=\"Plan.pdf\"; filename*=UTF-8''Plan.pdf");
  EXPECT_EQ(disposition_of("Sår 1.jpg"),
            "attachment; filename=\"S__r 1.jpg\"; filename*=UTF-8''S%c3%a5r%201.jpg");
}

TEST(Attachment, IsSavedNeverOpenedAndOfAKnownTypeOrNone) {
  const Response known = file_of({"Plan", "application/pdf", "%PDF-1.7"});
  EXPECT_EQ(known.content_type, "application/pdf");
  EXPECT_EQ(known.body, "%PDF-1.7");
  const Response page = file_of({"x", "text/html", "<script>"});
  EXPECT_EQ(page.content_type, "application/octet-stream");
  EXPECT_TRUE(header(page, "Content-Disposition").starts_with("attachment;"));
  EXPECT_EQ(header(page, "X-Content-Type-Options"), "nosniff");
  EXPECT_TRUE(header(page, "Content-Security-Policy").starts_with("sandbox"));
  EXPECT_EQ(header(page, "Cache-Control"), "no-store");
}

}  // namespace
}  // namespace klynge::server
