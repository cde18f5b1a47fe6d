// What the sanitizers ask each program for. A finding must not look like one of our exit codes: the
// tests of the binary start it with an environment of their own, and know it by its exit code.

namespace {
constexpr const char* kSettings = "exitcode=99:halt_on_error=1:print_stacktrace=1";
// The system's HTTP library is not built for the sanitizer, which therefore does not see that the
// first use of a static object in there is guarded, and takes the second one for a race.
constexpr const char* kThreadSettings =
    "exitcode=99:halt_on_error=1:print_stacktrace=1:ignore_noninstrumented_modules=1";
}  // namespace

// The names are the sanitizers' own.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" {
const char* __asan_default_options();
const char* __asan_default_options() {
  return kSettings;
}
const char* __ubsan_default_options();
const char* __ubsan_default_options() {
  return kSettings;
}
const char* __tsan_default_options();
const char* __tsan_default_options() {
  return kThreadSettings;
}
const char* __lsan_default_options();
const char* __lsan_default_options() {
  return "exitcode=99";
}
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
