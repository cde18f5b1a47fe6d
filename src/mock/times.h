#ifndef ASSAY_MOCK_TIMES_H_
#define ASSAY_MOCK_TIMES_H_

#include <chrono>
#include <string>

namespace assay::mock {

using Milliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

// "2024-11-06T06:19:43.195Z": how image jobs of the management service write UTC.
std::string iso_time(Milliseconds time);
// "Jul 22, 2022 11:54:07 AM": a timestamp of the cloud platform, without zone; the day is not
// padded.
std::string clock_text(std::chrono::sys_seconds time);
// "Fri, 10 Jun 2016 04:34:45 GMT": the date of an HTTP header.
std::string http_date(std::chrono::sys_seconds time);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_TIMES_H_
